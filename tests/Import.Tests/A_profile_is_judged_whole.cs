using System.Text;
using BudgetCoaching.Import.Banks;
using BudgetCoaching.V1;

namespace BudgetCoaching.Import.Tests;

public class A_profile_is_judged_whole
{
    [Fact]
    public void Every_fault_is_named_at_once_with_its_path()
    {
        const string Text = """
            {
              "seperator": ";",
              "separator": "semicolon",
              "encoding": "ebcdic",
              "header": "yes",
              "linesBefore": -1,
              "currency": "euro",
              "decimalSign": ",",
              "thousandsSign": ",",
              "dates": ["dd/mm/yyyy", "dd/MM/yyyy"],
              "columns": { "date": "", "saldo": "Saldo" },
              "amount": { "column": "Importo", "codeColumn": "Segno", "in": ["A", "D"], "out": "D" },
              "opening": { "column": "Causale" },
              "income": { "codes": { "STIP": "salary" } },
              "expenses": { "default": { "category": "Altre spese", "need": "some" } }
            }
            """;

        Faults(Text).Should().BeEquivalentTo(
            "seperator is not known",
            "separator must be one sign such as ; or , or .",
            "encoding must be one of utf-8, iso-8859-1, iso-8859-15, windows-1250, windows-1252",
            "header must be true or false",
            "linesBefore must be a whole number from 0 to 100",
            "currency must be a code of three letters such as EUR",
            "thousandsSign must differ from decimalSign",
            "dates has 'dd/mm/yyyy', which must have dd, MM and yyyy or yy once each, with - / . or blanks between",
            "columns.id is required",
            "columns.date must be a text that is not empty",
            "columns.saldo is not known",
            "amount.out has 'D', which is among those of money in",
            "opening.codes is required",
            "income.codes.STIP must be one of wages, self_employment, pension, benefit, maintenance, family, other",
            "income.columns and codes must be given together",
            "expenses.default.category must be 1 to 64 of a-z 0-9 - _ . and begin with a letter or digit",
            "expenses.default.need must be one of primary, essential, other");
    }

    [Fact]
    public void What_is_required_is_asked_for() => Faults("{}").Should().BeEquivalentTo(
        "currency is required",
        "dates is required",
        "columns is required",
        "amount is required",
        "income is required",
        "expenses is required");

    [Theory]
    [InlineData("[]", "must be an object")]
    [InlineData("{", "is no JSON:*")]
    [InlineData("{\"currency\": \"EUR\", \"currency\": \"EUR\"}", "is no JSON:*")]
    public void What_is_no_profile_is_refused(string text, string fault) =>
        Faults(text).Should().ContainSingle().Which.Should().Match(fault);

    [Fact]
    public void The_shipped_ones_have_no_fault()
    {
        ShippedProfiles.Names().Should().Equal("czech-bank", "estratto-conto");
        foreach (var name in ShippedProfiles.Names())
        {
            ShippedProfiles.Find(name).Wrong.Should().BeNull();
        }
    }

    [Fact]
    public void A_profile_says_how_a_file_is_read()
    {
        var profile = ShippedProfiles.Find("estratto-conto").Profile!;

        profile.Separator.Should().Be(';');
        profile.Encoding.WebName.Should().Be("windows-1252");
        (profile.HasHeader, profile.LinesBefore, profile.Currency).Should().Be((true, 0, "EUR"));
        profile.Amounts.Should().Be(new AmountFormat(',', '.'));
        profile.Dates.Should().Equal("dd/MM/yyyy", "dd/MM/yy");
        profile.Columns.Should().BeEquivalentTo(new StatementColumns(
            ["Data", "Causale", "Descrizione", "Entrate", "Uscite", "Saldo"], "Data", null, null, "Saldo", "Descrizione", "Divisa"));
        profile.Amount.Should().BeEquivalentTo(new AmountRule.Split("Entrate", "Uscite"));
        profile.Income.Codes["STIPENDIO"].Should().Be(IncomeSource.Wages);
        profile.Expenses.Codes["SPESA"].Should().Be(new Spending("groceries", NeedClass.Primary));
        profile.Expenses.Default.Should().Be(new Spending("other", NeedClass.Other));
    }

    [Theory]
    [InlineData("1.234,50", 123450)]
    [InlineData("-1.234.567,8", -123456780)]
    [InlineData("+1234,50", 123450)]
    [InlineData("0,05", 5)]
    [InlineData("7", 700)]
    [InlineData("-0,01", -1)]
    public void An_amount_is_read_to_the_cent(string text, long cents) => new AmountFormat(',', '.').Read(text).Should().Be(cents);

    [Theory]
    [InlineData("1.23,50")]
    [InlineData("1.2345,00")]
    [InlineData(".234,50")]
    [InlineData("1,234.50")]
    [InlineData("1.234,505")]
    [InlineData("1.234,")]
    [InlineData("--1")]
    [InlineData("12,3.4")]
    [InlineData("€ 5")]
    [InlineData("")]
    public void Any_other_amount_is_refused(string text) => new AmountFormat(',', '.').Read(text).Should().BeNull();

    private static IReadOnlyList<string> Faults(string json) => ProfileReader.Read(Encoding.UTF8.GetBytes(json)).Faults;
}
