using BudgetCoaching.Import.Banks;

namespace BudgetCoaching.Import.Tests;

public class Values_are_judged_at_once
{
    [Fact]
    public void Every_bad_value_of_a_row_is_told_with_its_column()
    {
        var row = Files.Rows(
            "household,id,creditor,kind,issue_date,due_date,amount,costs\n,C-1,aler,loan,2025-02-30,5/3/2025,\"1.234,50\",-1\n",
            FileKind.Charges).Single();

        RowWrites.Read(FileKind.Charges, "test", row).Should().BeNull();
        row.Refusals.Select(r => (r.Row, r.Field, r.Value, r.Code)).Should().BeEquivalentTo(new[]
        {
            (2L, "household", "", LocalCodes.ValueMissing),
            (2L, "kind", "loan", LocalCodes.ChoiceUnknown),
            (2L, "issue_date", "2025-02-30", LocalCodes.DateUnreadable),
            (2L, "due_date", "5/3/2025", LocalCodes.DateUnreadable),
            (2L, "amount", "1.234,50", LocalCodes.AmountUnreadable),
            (2L, "costs", "-1", LocalCodes.AmountUnreadable),
        });
    }

    [Theory]
    [InlineData("1", 1, 0)]
    [InlineData("0.5", 0, 500_000_000)]
    [InlineData("1234.50", 1234, 500_000_000)]
    [InlineData("999999999999.99", 999_999_999_999, 990_000_000)]
    public void An_amount_is_digits_with_up_to_two_after_a_point(string text, long units, int nanos)
    {
        var row = Row(text);

        row.Amount("amount").Should().Be(new Google.Type.Money { CurrencyCode = "EUR", Units = units, Nanos = nanos });
        row.Refusals.Should().BeEmpty();
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1.234")]
    [InlineData("1 000")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-5")]
    [InlineData("5 EUR")]
    [InlineData("1e3")]
    [InlineData("٣")]
    [InlineData("1000000000000")]
    public void Any_other_amount_is_refused(string text)
    {
        var row = Row(text);

        row.Amount("amount");

        row.Refusals.Select(r => (r.Field, r.Value, r.Code)).Should().Equal(("amount", text, LocalCodes.AmountUnreadable));
    }

    [Fact]
    public void An_amount_of_a_bank_is_told_with_its_signs()
    {
        new AmountFormat(',', '.').Words.Should().Be(
            "must be an amount with up to two digits after ',', groups of three digits with '.' between them or none, "
            + "perhaps + or - before it, and nothing else such as a currency");
        new AmountFormat('.', null).Words.Should().Be(
            "must be an amount with up to two digits after '.', no sign between thousands, "
            + "perhaps + or - before it, and nothing else such as a currency");
    }

    private static FileRow Row(string amount) => new(2, ["amount"], [amount]);
}
