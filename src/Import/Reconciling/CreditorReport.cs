using BudgetCoaching.V1;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>
/// Tells the months that differ, each with the lines behind what differs in it. The service sends a household's months, or all where
/// totals are stated of all households together, before their lines: they are held back until the lines are there.
/// </summary>
/// <param name="ownIds">The file's id of a household by its resource name; of one that is not there the service's is shown.</param>
/// <param name="csv">Where the list goes too. Null: nowhere.</param>
internal sealed class CreditorReport(IReadOnlyDictionary<string, string> ownIds, CsvList? csv)
{
    /// <summary>Lines held back at a time: those of one household, or of all together.</summary>
    public const int LinesMax = 1_000_000;

    public static readonly string[] Header =
        ["month", "household", "what", "ours", "theirs", "difference", "line", "date", "amount", "fact"];

    private readonly List<MonthComparison> months = [];
    private readonly Dictionary<string, List<ReconciledLine>> linesByMonth = new(StringComparer.Ordinal);
    private int held;

    public void Add(MonthComparison month)
    {
        if (months.Count > 0 && !string.Equals(months[^1].Household, month.Household, StringComparison.Ordinal))
        {
            TellHeld();
        }

        months.Add(month);
        linesByMonth[month.Month] = [];
    }

    /// <exception cref="InvalidDataException">More lines than can be held.</exception>
    public void Add(ReconciledLines lines)
    {
        held += lines.Lines.Count;
        if (held > LinesMax)
        {
            throw new InvalidDataException($"more than {LinesMax} lines stand behind the differences: narrow them with --from and --to");
        }

        foreach (var line in lines.Lines)
        {
            if (linesByMonth.TryGetValue(OwnIds.Text(line.Date)[..StatedTotals.MonthLength], out var ofMonth))
            {
                ofMonth.Add(line);
            }
        }
    }

    /// <summary>A household that is in the file alone.</summary>
    public void AddUnknown(string ownId)
    {
        Console.Out.WriteLine($"no such household {ownId}: its months were not compared");
        csv?.Write("", ownId, "no such household", "", "", "", "", "", "", "");
    }

    /// <summary>To be called at the end too.</summary>
    public void TellHeld()
    {
        foreach (var month in months)
        {
            Tell(month);
        }

        months.Clear();
        linesByMonth.Clear();
        held = 0;
    }

    private void Tell(MonthComparison month)
    {
        var household = Shown(month.Household);
        var whose = household.Length == 0 ? "" : $"  household {household}";
        Console.Out.WriteLine($"{month.Month}{whose}{(month.Unstated ? "  not stated by the creditor" : "")}");
        (string What, ComparedTotal? Total)[] totals = [("charged", month.Charged), ("paid", month.Paid), ("credited", month.Credited)];
        foreach (var (what, compared) in totals)
        {
            if (compared is not { } total || Cents.Of(total.Difference) is null or 0)
            {
                continue;
            }

            var (ours, theirs, difference) = (Text(total.Ours), Text(total.Theirs), Text(total.Difference));
            Console.Out.WriteLine($"  {what}: ours {ours}, theirs {(theirs.Length == 0 ? "none" : theirs)}, difference {difference}");
            csv?.Write(month.Month, household, what, ours, theirs, difference, "", "", "", "");
            foreach (var line in linesByMonth[month.Month])
            {
                var (kind, adds) = KindOf(line.Kind);
                if (string.Equals(adds, what, StringComparison.Ordinal))
                {
                    Tell(month.Month, kind, line);
                }
            }
        }
    }

    private void Tell(string month, string kind, ReconciledLine line)
    {
        var (date, amount) = (OwnIds.Text(line.Date), Text(line.Amount));
        Console.Out.WriteLine($"    {kind}  {date}  {amount}  {line.Fact}");
        csv?.Write(month, Shown(OwnIds.HouseholdOf(line.Fact)), "", "", "", "", kind, date, amount, line.Fact);
    }

    private string Shown(string household) => ownIds.GetValueOrDefault(household) ?? OwnIds.LastPart(household);

    /// <returns>What it is called, and which total it adds to.</returns>
    private static (string Kind, string Adds) KindOf(ReconciledLineKind kind) => kind switch
    {
        ReconciledLineKind.Charge => ("charge", "charged"),
        ReconciledLineKind.InterestAndCosts => ("interest and costs", "charged"),
        ReconciledLineKind.Payment => ("payment", "paid"),
        ReconciledLineKind.Reversal => ("reversal", "paid"),
        ReconciledLineKind.Refund => ("refund", "paid"),
        ReconciledLineKind.Credit => ("credit", "credited"),
        _ => throw new InvalidDataException($"The service told a line of the unknown kind {kind}: this program is older than it."),
    };

    private static string Text(Google.Type.Money? money) => Cents.Text(Cents.Of(money));
}
