using NodaTime;

namespace BudgetCoaching.Domain.Parameters;

/// <summary>The sets that an agency had published by a moment, from which the one in force on a day is read (R60).</summary>
public sealed class ParameterHistory
{
    private readonly List<Published> inOrder;

    public ParameterHistory(IEnumerable<Published> published) => inOrder = [.. published];

    /// <summary>One set with the time at which it was recorded.</summary>
    public readonly record struct Published(ParameterSet Set, Instant RecordTime);

    /// <summary>In the order of recording.</summary>
    public IReadOnlyList<Published> Sets => inOrder;

    /// <summary>What was published by <paramref name="knownAt"/>.</summary>
    public ParameterHistory Known(Instant knownAt) => new(inOrder.Where(p => p.RecordTime <= knownAt));

    /// <summary>The set in force: the latest valid-from on or before the day, then the latest recorded; null before the first.</summary>
    public ParameterSet? InForce(LocalDate asOf)
    {
        Published? best = null;
        foreach (var candidate in inOrder)
        {
            if (candidate.Set.ValidFrom <= asOf
                && (best is not { } current
                    || candidate.Set.ValidFrom > current.Set.ValidFrom
                    || (candidate.Set.ValidFrom == current.Set.ValidFrom && candidate.RecordTime > current.RecordTime)))
            {
                best = candidate;
            }
        }

        return best?.Set;
    }

    /// <summary>The set of this id; null for none and for one that was not published by then.</summary>
    public ParameterSet? Find(ParameterSetId? id)
    {
        foreach (var published in inOrder)
        {
            if (published.Set.Id == id)
            {
                return published.Set;
            }
        }

        return null;
    }

    /// <summary>The days from which another set is in force, ascending: a series over time is computed in these segments.</summary>
    public IReadOnlyList<LocalDate> Boundaries() => [.. inOrder.Select(p => p.Set.ValidFrom).Distinct().Order()];
}
