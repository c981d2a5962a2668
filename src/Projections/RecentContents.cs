using System.Collections.Concurrent;
using BudgetCoaching.Domain;
using BudgetCoaching.Projections.ArrearsTrend;

namespace BudgetCoaching.Projections;

/// <summary>
/// Bodies decoded lately, each good as long as its household's and its agency's versions stand: a body is a function of these two.
/// Thread safe.
/// </summary>
internal sealed class RecentContents<T>
    where T : class
{
    /// <summary>When so many are kept, all are let go: about 10 MB.</summary>
    private const int HouseholdsMax = 256;

    private readonly ConcurrentDictionary<HouseholdId, Known> kept = [];

    public Known? Find(HouseholdId household) => kept.GetValueOrDefault(household);

    public void Keep(ReadingSource source, T content)
    {
        if (kept.Count >= HouseholdsMax)
        {
            kept.Clear();
        }

        kept[source.Household] = new Known(source.Version, source.Agency.Version, content);
    }

    public sealed record Known(long Version, long AgencyVersion, T Content)
    {
        public bool IsOf(ReadingSource source) => source.Version == Version && source.Agency.Version == AgencyVersion;
    }
}
