using System.Text;
using BudgetCoaching.Import.Banks;
using BudgetCoaching.V1;
using Google.Type;

namespace BudgetCoaching.Import.Tests;

public class A_statement_becomes_facts_and_witnesses
{
    private const string ItalianHeader = "Data;Causale;Descrizione;Entrate;Uscite;Saldo;Divisa\r\n";
    private const string CzechHeader =
        "\"trans_id\";\"account_id\";\"date\";\"type\";\"operation\";\"amount\";\"balance\";\"k_symbol\";\"bank\";\"account\"\n";

    [Fact]
    public void Money_in_is_income_with_the_balance_observed_beside_it()
    {
        var writes = Italian("27/02/2025;STIPENDIO;Città di Crema;1.480,00;;1.730,05;EUR\r\n").Select(row => row.Write!).ToList();

        writes.Should().HaveCount(2);
        var income = writes[0].RecordIncome;
        income.Household.Should().Be("households/external:H-1");
        income.IncomeId.Should().MatchRegex("^external:line:IT60:[0-9a-f]{64}$");
        income.Income.Should().Be(new Income
        {
            ReceiptDate = Day(2025, 2, 27),
            Amount = Eur(1480, 0),
            Source = IncomeSource.Wages,
            AccountId = "external:IT60",
            Note = "Città di Crema",
        });
        var observed = writes[1].RecordBalance;
        observed.Household.Should().Be("households/external:H-1");
        observed.ObservedBalanceId.Should().Be(income.IncomeId.Replace("line:", "balance:", StringComparison.Ordinal));
        observed.ObservedBalance.Should().Be(new ObservedBalance
        {
            ObservationDate = Day(2025, 2, 27),
            AccountId = "external:IT60",
            Balance = Eur(1730, 50_000_000),
            LineId = income.IncomeId,
            Source = "statement",
        });
    }

    [Theory]
    [InlineData("12,30")]
    [InlineData("-12,30")]
    public void Money_out_is_an_expense_with_or_without_a_sign_and_a_balance_may_be_below_zero(string amount)
    {
        var writes = Italian($"01/03/25;SPESA;;;{amount};-0,75;EUR\r\n").Select(row => row.Write!).ToList();

        writes[0].RecordExpense.Expense.Should().Be(new Expense
        {
            ExpenseDate = Day(2025, 3, 1),
            Amount = Eur(12, 300_000_000),
            Category = "groceries",
            Need = NeedClass.Primary,
            AccountId = "external:IT60",
        });
        writes[1].RecordBalance.ObservedBalance.Balance.Should().Be(Eur(0, -750_000_000));
    }

    [Fact]
    public void An_opening_balance_is_observed_on_the_day_before_and_a_closing_one_on_its_day()
    {
        var rows = Italian("01/03/2025;SALDO INIZIALE;;;;100,00;EUR\r\n31/03/2025;SALDO FINALE;;;;80,00;EUR\r\n");

        rows.Select(row => row.Write!.RecordBalance.ObservedBalance).Select(b => (b.ObservationDate, b.Balance, b.LineId)).Should().Equal(
            (Day(2025, 2, 28), Eur(100, 0), ""),
            (Day(2025, 3, 31), Eur(80, 0), ""));
    }

    [Fact]
    public void Lines_that_differ_in_nothing_are_two_and_the_same_two_when_the_file_is_read_again()
    {
        const string Line = "01/03/2025;PRELIEVO;;;50,00;;EUR\r\n";

        var first = Italian(Line + Line).Select(row => row.Write!.RecordExpense.ExpenseId).ToList();

        first.Should().OnlyHaveUniqueItems().And.HaveCount(2);
        Italian(Line + Line).Select(row => row.Write!.RecordExpense.ExpenseId).Should().Equal(first);
    }

    [Theory]
    [InlineData("31/02/2025;X;;1,00;;;EUR", "Data", LocalCodes.DateUnreadable)]
    [InlineData("2025-02-27;X;;1,00;;;EUR", "Data", LocalCodes.DateUnreadable)]
    [InlineData("27/02/2025;X;;1,00;1,00;;EUR", "Entrate", LocalCodes.AmountUnreadable)]
    [InlineData("27/02/2025;X;;-1,00;;;EUR", "Entrate", LocalCodes.AmountUnreadable)]
    [InlineData("27/02/2025;X;;1.00;;;EUR", "Entrate", LocalCodes.AmountUnreadable)]
    [InlineData("27/02/2025;X;;;;;EUR", "Entrate", LocalCodes.ValueMissing)]
    [InlineData("27/02/2025;X;;1,00;;1,0x;EUR", "Saldo", LocalCodes.AmountUnreadable)]
    [InlineData("27/02/2025;X;;1,00;;;CHF", "Divisa", LocalCodes.CurrencyOther)]
    public void A_line_that_cannot_be_read_is_refused(string line, string field, string code)
    {
        var row = Italian(line + "\r\n").Single();

        row.Write.Should().BeNull();
        row.Refusals.Select(r => (r.Row, r.Field, r.Code)).Should().Equal((2, field, code));
    }

    [Fact]
    public void Codes_tell_in_from_out_and_what_for_and_each_account_is_enrolled_once()
    {
        var rows = Czech(
            """
            1;704;930101;"PRIJEM";"VKLAD";1000.00;1000.00;"";;
            2;704;930105;"VYDAJ";"PREVOD NA UCET";"300.50";699.50;"SIPO";"YZ";"87144583"
            3;704;930106;"VYBER";"VYBER";700.00;-0.50;" ";;
            4;705;930107;"PRIJEM";"PREVOD Z UCTU";5.00;5.00;"DUCHOD";;

            """).ToList();

        rows.Select(row => (row.Line, row.Write!.WriteCase, row.MayExist)).Should().Equal(
            (2, ImportFactsRequest.WriteOneofCase.EnrolHousehold, true),
            (2, ImportFactsRequest.WriteOneofCase.RecordIncome, false),
            (2, ImportFactsRequest.WriteOneofCase.RecordBalance, false),
            (3, ImportFactsRequest.WriteOneofCase.RecordExpense, false),
            (3, ImportFactsRequest.WriteOneofCase.RecordBalance, false),
            (4, ImportFactsRequest.WriteOneofCase.RecordExpense, false),
            (4, ImportFactsRequest.WriteOneofCase.RecordBalance, false),
            (5, ImportFactsRequest.WriteOneofCase.EnrolHousehold, true),
            (5, ImportFactsRequest.WriteOneofCase.RecordIncome, false),
            (5, ImportFactsRequest.WriteOneofCase.RecordBalance, false));
        rows[0].Write!.EnrolHousehold.Should().Be(new EnrolHouseholdRequest
        {
            HouseholdId = "external:704", Agency = "agencies/test", EnrolmentDate = Day(1993, 1, 1), DisplayName = "Account 704",
        });
        rows[1].Write!.RecordIncome.IncomeId.Should().Be("external:line:704:1");
        var spent = rows.Select(row => row.Write!.RecordExpense?.Expense).OfType<Expense>();
        spent.Select(expense => (expense.Category, expense.Need, expense.Amount.CurrencyCode)).Should().Equal(
            ("housing", NeedClass.Essential, "CZK"), ("cash", NeedClass.Other, "CZK"));
        rows[8].Write!.RecordIncome.Income.Source.Should().Be(IncomeSource.Pension);
    }

    [Fact]
    public void A_code_of_neither_direction_is_refused() =>
        Czech("1;704;930101;\"STORNO\";\"VKLAD\";1000.00;1000.00;\"\";;\n").Single()
            .Refusals.Select(r => (r.Field, r.Value, r.Code)).Should().Equal(("type", "STORNO", LocalCodes.ChoiceUnknown));

    [Fact]
    public void Without_a_header_columns_are_named_by_their_number_and_lines_keep_theirs()
    {
        const string Profile = """
            {
              "header": false, "linesBefore": 2, "separator": ",", "currency": "EUR", "dates": "yyyy-MM-dd",
              "columns": { "id": "1", "date": "2" }, "amount": { "column": "3" },
              "income": { "default": "other" },
              "expenses": { "columns": "4", "codes": { "R": { "category": "rent", "need": "essential" } } }
            }
            """;
        var options = new StatementOptions(ProfileReader.Read(Encoding.UTF8.GetBytes(Profile)).Profile!, "H-1", null, Enrol: false);

        var rows = Rows("Estratto\nal 5 marzo\n7,2025-03-05,-400.00,R\n8,2025-03-06,-1.00,Q\n", options).ToList();

        rows[0].Line.Should().Be(3);
        rows[0].Write!.RecordExpense.ExpenseId.Should().Be("external:line:H-1:7");
        rows[0].Write!.RecordExpense.Expense.Category.Should().Be("rent");
        rows[1].Refusals.Select(r => (r.Row, r.Field, r.Value, r.Code)).Should().Equal((4, "4", "Q", LocalCodes.ChoiceUnknown));
    }

    [Fact]
    public void Missing_columns_are_named_together()
    {
        var open = () => Rows("Data;Importo\n", Shipped("estratto-conto")).ToList();

        open.Should().Throw<InvalidDataException>().WithMessage(
            "the file must have once each of these columns of the profile: Causale, Descrizione, Entrate, Uscite, Saldo, Divisa");
    }

    private static List<OutgoingRow> Italian(string lines) => [.. Rows(ItalianHeader + lines, Shipped("estratto-conto"))];

    private static IEnumerable<OutgoingRow> Czech(string lines) => Rows(CzechHeader + lines, Shipped("czech-bank"));

    private static StatementOptions Shipped(string name) =>
        new(ShippedProfiles.Find(name).Profile!, "H-1", "IT60", Enrol: name == "czech-bank");

    private static IEnumerable<OutgoingRow> Rows(string text, StatementOptions options)
    {
        using var rows = FileRows.Open(
            new MemoryStream(options.Profile.Encoding.GetBytes(text)), options.Profile.Format);
        var writes = new StatementWrites(options, "test");
        return [.. rows.Read().SelectMany(writes.Read)];
    }

    private static Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };

    private static Money Eur(long units, int nanos) => new() { CurrencyCode = "EUR", Units = units, Nanos = nanos };
}
