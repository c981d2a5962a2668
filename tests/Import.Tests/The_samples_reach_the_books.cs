using BudgetCoaching.V1;
using Google.Type;

namespace BudgetCoaching.Import.Tests;

public sealed class The_samples_reach_the_books(BuiltPrograms programs) : IClassFixture<BuiltPrograms>
{
    private static readonly string[] Us = ["--agency", "test", "--actor", "test"];

    [Fact]
    public async Task Once_and_the_second_time_nothing_changes_and_the_figures_are_exact()
    {
        (string Kind, int Rows)[] files =
        [
            ("households", 2), ("charges", 3), ("payments", 2), ("income", 1), ("expenses", 1),
            ("income-entries", 1), ("planned-expenses", 2), ("occurrences", 2),
        ];
        foreach (var (kind, rows) in files)
        {
            (await ImportAsync(kind)).Should().Be((0, $"accepted {rows}, unchanged 0, refused 0"));
        }

        foreach (var (kind, rows) in files)
        {
            (await ImportAsync(kind)).Should().Be((0, $"accepted 0, unchanged {rows}, refused 0"));
        }

        await RefuseAsync();
        await RefuseALineOnceAsync();
        await CheckFiguresAsync();
    }

    /// <summary>
    /// A household that is not enrolled, an id with another amount, a day that is none, and a cut row; the good one goes on.
    /// </summary>
    private async Task RefuseAsync()
    {
        var errors = Path.Combine(programs.Folder, "refused.csv");
        const string Rows =
            """
            household,id,creditor,value_date,amount
            H-9,P-9,aler,2025-02-20,1.00
            H-1,P-1,aler,2025-02-20,151.00
            H-1,P-8,aler,2025-02-31,1.00
            H-2,P-3,aler,2025-02-20,0.50
            H-1,P-7,al
            """;

        var (exit, output) = await programs.RunAsync(Rows, ["-", "--kind", "payments", .. Us, "--errors", errors]);

        (exit, output.Split(';')[0]).Should().Be((1, "accepted 1, unchanged 0, refused 4"));
        var refused = (await File.ReadAllLinesAsync(errors)).Select(line => line.Split(',')).ToList();
        refused[0].Should().Equal("row", "field", "value", "code", "message");
        refused.Skip(1).Select(cells => (cells[0], cells[1], cells[3])).Should().Equal(
            ("2", "household", "HOUSEHOLD_NOT_ENROLLED"),
            ("3", "id", "FACT_ID_REUSED"),
            ("4", "value_date", "DATE_UNREADABLE"),
            ("6", "", "ROW_CUT"));
        refused.Skip(1).Select(cells => cells[2]).Should().Equal("H-9", "P-1", "2025-02-31", "");
        refused[2][4].Should().Be("P-1 already belongs to a fact with other contents.");
    }

    /// <summary>A line asks for a movement and a balance: that its household is not there is told once.</summary>
    private async Task RefuseALineOnceAsync()
    {
        var errors = Path.Combine(programs.Folder, "lines.csv");
        const string Lines = "Data;Causale;Descrizione;Entrate;Uscite;Saldo;Divisa\n27/02/2025;X;;3,00;;9,00;EUR\n";

        var (exit, output) = await programs.RunAsync(
            Lines, ["-", "--kind", "bank", "--profile", "estratto-conto", "--household", "H-9", .. Us, "--errors", errors]);

        (exit, output.Split(';')[0]).Should().Be((1, "accepted 0, unchanged 0, refused 1"));
        (await File.ReadAllLinesAsync(errors)).Skip(1).Should().Equal(
            "2,household,H-9,HOUSEHOLD_NOT_ENROLLED,No household is enrolled under this id.");
    }

    /// <summary>On 1 April: 400.00 − 180.25 of the first household, 80.50 − 0.50 of the second.</summary>
    private async Task CheckFiguresAsync()
    {
        var households = new HouseholdService.HouseholdServiceClient(programs.Channel);
        var arrears = new ArrearsService.ArrearsServiceClient(programs.Channel);
        var list = await households.ListHouseholdsAsync(
            new ListHouseholdsRequest { Agency = "agencies/test" }, BuiltPrograms.Headers);
        var overdue = new List<(long Units, int Nanos)>();
        foreach (var household in list.Households)
        {
            var figures = await arrears.GetArrearsAsync(
                new GetArrearsRequest
                {
                    Household = household.Household,
                    Viewpoint = new Viewpoint { AsOf = new Date { Year = 2025, Month = 4, Day = 1 } },
                },
                BuiltPrograms.Headers);
            overdue.Add((figures.Overdue.Units, figures.Overdue.Nanos));
        }

        overdue.Should().BeEquivalentTo(new[] { (219L, 750_000_000), (80L, 0) });
    }

    private async Task<(int Exit, string Counts)> ImportAsync(string kind)
    {
        var (exit, output) = await programs.RunAsync("", [Path.Combine("samples", "import", $"{kind}.csv"), "--kind", kind, .. Us]);
        return (exit, output.Split(';')[0]);
    }
}
