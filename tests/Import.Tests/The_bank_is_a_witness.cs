using System.Text.RegularExpressions;

namespace BudgetCoaching.Import.Tests;

public sealed partial class The_bank_is_a_witness(The_bank_is_a_witness.CzechBooks programs)
    : IClassFixture<The_bank_is_a_witness.CzechBooks>
{
    private static readonly string Extract = Path.Combine("tests", "Import.Tests", "czech-bank", "transactions.asc");
    private static readonly string[] Us = ["--agency", "test", "--actor", "test", "--currency", "CZK"];

    [Fact]
    public async Task A_statement_is_imported_once_and_differs_from_the_books_on_its_odd_days_alone()
    {
        string[] import = [Extract, "--kind", "bank", "--profile", "czech-bank", "--enrol", .. Us];
        var csv = Path.Combine(programs.Folder, "odd.csv");

        (await SummaryAsync(import)).Should().Be((0, "accepted 166, unchanged 0, refused 0"));
        (await SummaryAsync(import)).Should().Be((0, "accepted 0, unchanged 166, refused 0"));
        (await CashAsync([Extract, "--profile", "czech-bank", "--csv", csv])).Should().Be((
            1,
            """
            1994-03-31  household 2876  account 2876  rebuilt 31146.60  observed 31283.50  difference -136.90
            1994-03-31  household 10940  account 10940  rebuilt 36991.40  observed 37157.40  difference -166.00
            exact 114, within 0.10 13, odd 2; not observed 0

            """));
        Uuid().Replace(await File.ReadAllTextAsync(csv), "…").Should().Be(
            """
            household,account,day,start,moved,rebuilt,observed,difference,line,amount,fact
            2876,2876,1994-03-31,31161.20,-14.60,31146.60,31283.50,-136.90,,,
            2876,2876,1994-03-31,,,,,,expense,-14.60,households/…/facts/…
            2876,2876,1994-03-31,,,,,,balance,31283.50,households/…/facts/…
            10940,10940,1994-03-31,37006.00,-14.60,36991.40,37157.40,-166.00,,,
            10940,10940,1994-03-31,,,,,,expense,-14.60,households/…/facts/…
            10940,10940,1994-03-31,,,,,,balance,37157.40,households/…/facts/…

            """);
        (await CashAsync(["--all", "--tolerance", "0"])).Output.Should().EndWith("exact 114, within 0.00 0, odd 15; not observed 0\n");
        (await CashAsync(["--household", "7011"])).Should().Be((0, "exact 23, within 0.10 0, odd 0; not observed 0\n"));
        (await CashAsync(["--household", "2876", "--account", "2876", "--to", "1994-03-30"])).Should().Be(
            (0, "exact 45, within 0.10 4, odd 0; not observed 0\n"));
    }

    [Fact]
    public async Task Another_currency_than_that_of_the_books_ends_the_import_with_one_word()
    {
        var path = Path.Combine(programs.Folder, "households.csv");
        await File.WriteAllTextAsync(path, "household,id,receipt_date,amount,source\nE-1,I-1,2025-02-27,980.00,wages\n");
        var errors = Path.Combine(programs.Folder, "refused.csv");

        var (exit, _) = await programs.RunAsync("", [path, "--kind", "income", "--agency", "test", "--actor", "test", "--errors", errors]);

        exit.Should().Be(3);
        programs.Errors.Should().Be("The books are kept in CZK, the file was read as in EUR (--currency): the import ends.\n");
        (await File.ReadAllTextAsync(errors)).Should().Be("row,field,value,code,message\n");
    }

    private async Task<(int Exit, string Counts)> SummaryAsync(string[] arguments)
    {
        var (exit, output) = await programs.RunAsync("", arguments);
        return (exit, output.Split(';')[0]);
    }

    private Task<(int Exit, string Output)> CashAsync(string[] arguments) =>
        programs.RunAsync("", ["reconcile", "cash", .. arguments, .. Us]);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    /// <summary>Books kept in the currency of the data set.</summary>
    public sealed class CzechBooks : BuiltPrograms
    {
        protected override string Currency => "CZK";
    }
}
