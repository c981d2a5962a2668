namespace BudgetCoaching.Import.Tests;

public class The_command_line_is_judged
{
    private const string SlugWords = "--agency and --actor must be 1 to 64 of a-z 0-9 - _ . and begin with a letter or digit";

    [Theory]
    [InlineData("f --kind payments --agency città --actor maria", SlugWords)]
    [InlineData("f --kind payments --agency aler --actor Maria", SlugWords)]
    [InlineData("f --kind payments --agency aler --actor .maria", SlugWords)]
    [InlineData("f --kind payments --agency aler", "--agency and --actor must be given")]
    [InlineData("f --kind payments --agency aler --actor maria --agency aler", "--agency must be given once, with a value")]
    [InlineData("f --kind payments --agency aler --actor maria --errors", "--errors must be given once, with a value")]
    [InlineData("f --kind loans --agency aler --actor maria", 
        "--kind must be households, charges, payments, income, expenses, income-entries, planned-expenses, occurrences or bank")]
    [InlineData("--kind payments --agency aler --actor maria", "no file is named")]
    [InlineData(
        "--agency aler --actor Maria --server ftp://here --colour",
        "--colour is not understood; no file is named; --kind must be households, charges, payments, income, expenses, income-entries, "
        + "planned-expenses, occurrences or bank; --server must be an address such as http://127.0.0.1:5081; " + SlugWords)]
    [InlineData("f g --kind payments --agency aler --actor maria", "g is not understood")]
    [InlineData("f --kind payments --agency aler --actor maria --server here", "--server must be an address such as http://127.0.0.1:5081")]
    public void What_is_wrong_is_said(string line, string wrong) =>
        ImportOptions.Read(line.Split(' ')).Should().Be(((ImportOptions?)null, wrong));

    [Theory]
    [InlineData("f --kind bank --household H-1", "--profile must be given with a bank's statement")]
    [InlineData(
        "f --kind bank --profile barclays", "--profile must be a file that ends in .json, or one of czech-bank, estratto-conto")]
    [InlineData(
        "f --kind bank --profile czech-bank",
        "the profile is of statements in CZK, but the books are kept in EUR (--currency)")]
    [InlineData(
        "f --kind bank --profile czech-bank --currency CZK --household H-1",
        "--household must be given where the profile has no column for it, and only there")]
    [InlineData(
        "f --kind bank --profile estratto-conto", "--household must be given where the profile has no column for it, and only there")]
    [InlineData(
        "f --kind bank --profile czech-bank --currency CZK --account A-1", "--account goes with a profile that has no column for it")]
    [InlineData("f --kind payments --enrol", "--enrol goes with --kind bank")]
    [InlineData("f --kind payments --currency euro", "--currency must be a code of three letters such as EUR")]
    public void A_statement_needs_a_profile_that_fits(string line, string wrong) =>
        ImportOptions.Read([.. line.Split(' '), "--agency", "aler", "--actor", "maria"]).Should().Be(((ImportOptions?)null, wrong));

    [Fact]
    public void A_dash_is_standard_input()
    {
        var (options, wrong) = ImportOptions.Read("- --kind charges --agency aler --actor maria --quiet".Split(' '));

        wrong.Should().BeNull();
        var service = new Service("aler", "maria", new Uri("http://127.0.0.1:5081"), "EUR");
        options.Should().Be(new ImportOptions("-", FileKind.Charges, service) { Quiet = true });
    }
}
