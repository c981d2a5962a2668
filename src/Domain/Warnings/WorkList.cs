using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>Whom to see today, and why: the households of a consultant that something calls to, the most urgent first (R31).</summary>
/// <param name="Entries">By rank.</param>
/// <param name="More">Households that call too and did not fit.</param>
public sealed record WorkList(LocalDate AsOf, ValueList<WorkListEntry> Entries, int More)
{
    public const int EntriesMax = 500;

    /// <summary>
    /// By score; a tie goes to the larger overdue amount, then to whom nobody spoke with for longer (never before ever), then to the id, so
    /// that the same facts give the same list.
    /// </summary>
    /// <param name="situations">All of one day.</param>
    /// <param name="consultant">Only the households of this one; null for everybody's, those of nobody included.</param>
    /// <param name="most">1 to <see cref="EntriesMax"/>.</param>
    public static WorkList Of(IEnumerable<HouseholdSituation> situations, LocalDate asOf, StaffId? consultant, int most = EntriesMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, EntriesMax);
        var entries = new List<WorkListEntry>();
        foreach (var situation in situations)
        {
            if ((consultant is null || situation.Consultant == consultant) && WorkScore.Parts(situation) is { Count: > 0 } parts)
            {
                entries.Add(new WorkListEntry(Rank: 0, parts.Sum(part => part.Points), parts, situation));
            }
        }

        entries.Sort(Compare);
        return new WorkList(
            asOf,
            entries.Take(most).Select((entry, i) => entry with { Rank = i + 1 }).ToValueList(),
            Math.Max(entries.Count - most, 0));
    }

    private static int Compare(WorkListEntry left, WorkListEntry right)
    {
        var order = right.Score.CompareTo(left.Score);
        order = order != 0 ? order : right.Situation.Overdue.CompareTo(left.Situation.Overdue);
        order = order != 0 ? order : Nullable.Compare(left.Situation.LastContact, right.Situation.LastContact);
        return order != 0 ? order : left.Situation.Household.Value.CompareTo(right.Situation.Household.Value);
    }
}

/// <param name="Rank">From 1; no two are alike.</param>
/// <param name="Score">The sum of the parts.</param>
public sealed record WorkListEntry(int Rank, int Score, ValueList<ScorePart> Parts, HouseholdSituation Situation);
