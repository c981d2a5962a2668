using System.Text;
using System.Text.RegularExpressions;
using BudgetCoaching.Import.Reconciling;

namespace BudgetCoaching.Import.Tests;

public sealed partial class A_creditor_is_compared_with_the_books(BuiltPrograms programs) : IClassFixture<BuiltPrograms>
{
    private static readonly string[] Us = ["--agency", "test", "--actor", "test"];

    [Fact]
    public async Task Each_difference_is_traced_to_its_lines()
    {
        foreach (var kind in new[] { "households", "charges", "payments" })
        {
            (await programs.RunAsync("", [Sample(kind), "--kind", kind, .. Us])).Exit.Should().Be(0);
        }

        var csv = Path.Combine(programs.Folder, "months.csv");
        string[] reconcile = ["reconcile", "creditor", Sample("creditor-totals"), "--creditor", "aler", .. Us];

        var (exit, output) = await programs.RunAsync("", [.. reconcile, "--csv", csv]);

        exit.Should().Be(1);
        Uuid().Replace(output, "…").Should().Be(
            """
            2025-03
              paid: ours 30.25, theirs 31.25, difference -1.00
                payment  2025-03-10  30.25  households/…/facts/…
            months compared 2, differing 1; households 2

            """);
        Uuid().Replace(await File.ReadAllTextAsync(csv), "…").Should().Be(
            """
            month,household,what,ours,theirs,difference,line,date,amount,fact
            2025-03,,paid,30.25,31.25,-1.00,,,,
            2025-03,…,,,,,payment,2025-03-10,30.25,households/…/facts/…

            """);
        (await programs.RunAsync("", [.. reconcile, "--to", "2025-02"])).Should().Be(
            (0, "months compared 1, differing 0; households 2\n"));
        await HouseholdsAreNamedAsInTheFileAsync();
        await LinesStandUnderTheirMonthAsync();
    }

    [Fact]
    public async Task A_wrong_command_is_told_in_one_line_and_help_comes_when_asked_for()
    {
        (await programs.RunAsync("", ["reconcile", "creditor", "f", .. Us])).Should().Be((2, ""));
        programs.Errors.Should().Be("a file and --creditor must be given; see --help\n");
        var (exit, help) = await programs.RunAsync("", ["reconcile", "creditor", "--help"]);
        exit.Should().Be(0);
        help.Should().Contain(CreditorOptions.Usage);
    }

    private async Task HouseholdsAreNamedAsInTheFileAsync()
    {
        var csv = Path.Combine(programs.Folder, "households.csv");

        var (exit, output) = await programs.RunAsync(
            "household,month,charged\nH-1,2025-02,200.00\nH-2,2025-02,80.00\nH-77,2025-02,9.00\n",
            ["reconcile", "creditor", "-", "--creditor", "aler", "--charges-by", "due", .. Us, "--csv", csv]);

        exit.Should().Be(1);
        Uuid().Replace(output, "…").Should().Be(
            """
            no such household H-77: its months were not compared
            2025-02  household H-2
              charged: ours 80.50, theirs 80.00, difference 0.50
                charge  2025-02-05  80.50  households/…/facts/…
            months compared 2, differing 1; households 2

            """);
        Uuid().Replace(await File.ReadAllTextAsync(csv), "…").Should().Be(
            """
            month,household,what,ours,theirs,difference,line,date,amount,fact
            ,H-77,no such household,,,,,,,
            2025-02,H-2,charged,80.50,80.00,0.50,,,,
            2025-02,H-2,,,,,charge,2025-02-05,80.50,households/…/facts/…

            """);
        (await programs.RunAsync(
            "household,month,charged\nH-77,2025-02,9.00\n", ["reconcile", "creditor", "-", "--creditor", "aler", .. Us])).Should().Be(
            (1, "no such household H-77: its months were not compared\nNothing was compared.\n"));
    }

    private async Task LinesStandUnderTheirMonthAsync()
    {
        var (exit, output) = await programs.RunAsync(
            "month,charged,paid\n2025-02,280.50,149.00\n2025-03,199.00,30.25\n",
            ["reconcile", "creditor", "-", "--creditor", "aler", .. Us]);

        exit.Should().Be(1);
        Uuid().Replace(output, "…").Should().Be(
            """
            2025-02
              paid: ours 150.00, theirs 149.00, difference 1.00
                payment  2025-02-20  150.00  households/…/facts/…
            2025-03
              charged: ours 200.00, theirs 199.00, difference 1.00
                charge  2025-03-01  200.00  households/…/facts/…
            months compared 2, differing 2; households 2

            """);
    }

    [Fact]
    public void A_total_that_cannot_be_read_is_told_with_the_others()
    {
        var refusals = new List<(long, string, string)>();

        StatedTotals.Read(
            new MemoryStream(Encoding.UTF8.GetBytes("month,charged,paid\n2025-13,1,-2.00\n2025-12,1.234,x\n2025-11,-0.01,-3.00\n")),
            "EUR",
            why => refusals.Add((why.Row, why.Field, why.Code)));

        refusals.Should().Equal(
            (2, "month", LocalCodes.DateUnreadable), (3, "charged", LocalCodes.AmountUnreadable), (3, "paid", LocalCodes.AmountUnreadable),
            (4, "charged", LocalCodes.AmountNegative));
    }

    [Theory]
    [InlineData("f", "a file and --creditor must be given")]
    [InlineData("--creditor aler", "a file and --creditor must be given")]
    [InlineData("f --creditor aler --from 2025", "--from and --to must be months such as 2026-03")]
    [InlineData("f --creditor aler --charges-by month", "--charges-by must be issue or due")]
    public void What_is_wrong_with_a_comparison_is_said(string line, string wrong) =>
        CreditorOptions.Read([.. line.Split(' '), .. Us]).Should().Be(((CreditorOptions?)null, wrong));

    [Theory]
    [InlineData("--tolerance 5", "either --household or --all must be given, or a file and its --profile")]
    [InlineData("--all --household H-1", "either --household or --all must be given, or a file and its --profile")]
    [InlineData("--all --from 1/2/2025", "--from and --to must be days such as 2026-03-05")]
    [InlineData("--all --tolerance 0.10", "--tolerance must be a number of cents")]
    [InlineData(
        "f --all --profile estratto-conto",
        "--household must be given where the profile has no column for it, and only there; --all goes without a file")]
    [InlineData("f", "--profile must be given with a bank's statement")]
    public void What_is_wrong_with_a_comparison_of_cash_is_said(string line, string wrong) =>
        CashOptions.Read([.. line.Split(' '), .. Us]).Should().Be(((CashOptions?)null, wrong));

    private static string Sample(string name) => Path.Combine("samples", "import", $"{name}.csv");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
