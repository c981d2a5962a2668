using System.Runtime.InteropServices;
using BudgetCoaching.Domain.Ledgers;
using NodaTime;

namespace BudgetCoaching.Domain.Households;

/// <summary>
/// What was known of a household at a moment: its facts with corrections applied (R4), in the one order in which every calculator reads
/// them (R13). The order of recording leaves no trace here, so it cannot change a figure (R14).
/// </summary>
public sealed class HouseholdFacts
{
    private readonly List<HouseholdEvent> inOrder;
    private readonly HashSet<FactId> voided;
    private HouseholdLedger? ledger;

    private HouseholdFacts(
        HouseholdEvent.HouseholdEnrolled? enrolment, List<HouseholdEvent> inOrder, HashSet<FactId> voided, Instant? lastRecorded)
    {
        Enrolment = enrolment;
        this.inOrder = inOrder;
        this.voided = voided;
        LastRecorded = lastRecorded;
    }

    /// <summary>Null when nothing was known of the household yet.</summary>
    public HouseholdEvent.HouseholdEnrolled? Enrolment { get; }

    /// <summary>Live facts, closings and re-openings by (effective date, kind, id); never a correction, never a voided fact.</summary>
    public IReadOnlyList<HouseholdEvent> InOrder => inOrder;

    /// <summary>The same, for whoever walks through all of them often.</summary>
    internal ReadOnlySpan<HouseholdEvent> Span => CollectionsMarshal.AsSpan(inOrder);

    /// <summary>The record time of the last event known: with it <c>known_at</c> is resolved (R12).</summary>
    public Instant? LastRecorded { get; }

    /// <summary>
    /// True for a fact that a correction voided: what it designated falls away (R4), unlike what was never recorded (R14).
    /// </summary>
    public bool IsVoided(FactId fact) => voided.Contains(fact);

    /// <summary>Made at the first question about money and kept: facts never change. Two threads may make it twice, alike.</summary>
    internal HouseholdLedger Ledger => ledger ??= HouseholdLedger.Of(this);

    /// <summary>Those effective on or before a day.</summary>
    internal ReadOnlySpan<HouseholdEvent> Until(LocalDate day)
    {
        var low = 0;
        var high = inOrder.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = inOrder[middle].Effective <= day ? (middle + 1, high) : (low, middle);
        }

        return Span[..low];
    }

    /// <summary>The same knowledge of facts effective on or before a day.</summary>
    public HouseholdFacts EffectiveUntil(LocalDate day) =>
        new(Enrolment, [.. Until(day)], voided, LastRecorded);

    /// <summary>
    /// Selects what was recorded at or before <paramref name="knownAt"/> (null: everything) from entries in stream order.
    /// </summary>
    public static HouseholdFacts Known(IEnumerable<HouseholdEntry> entries, Instant? knownAt = null)
    {
        HouseholdEvent.HouseholdEnrolled? enrolment = null;
        Instant? last = null;
        var withdrawn = new HashSet<FactId>();
        var plain = new List<HouseholdEvent>();
        var corrections = new List<HouseholdEvent.FactCorrected>();
        foreach (var entry in entries)
        {
            if (knownAt is { } limit && entry.RecordTime > limit)
            {
                break;
            }

            last = entry.RecordTime;
            switch (entry.Event)
            {
                case HouseholdEvent.HouseholdEnrolled enrolled:
                    enrolment = enrolled;
                    break;
                case HouseholdEvent.FactCorrected correction:
                    corrections.Add(correction);
                    break;
                default:
                    plain.Add(entry.Event);
                    break;
            }
        }

        if (corrections.Count > 0)
        {
            Apply(corrections, plain, withdrawn);
        }

        plain.Sort(FactOrder.Compare);
        return new HouseholdFacts(enrolment, plain, withdrawn, last);
    }

    /// <summary>
    /// The last correction of an original wins: each names the one it supersedes, so the stream order is their order (R4).
    /// </summary>
    private static void Apply(
        List<HouseholdEvent.FactCorrected> corrections,
        List<HouseholdEvent> plain,
        HashSet<FactId> withdrawn)
    {
        var place = new Dictionary<FactId, int>(plain.Count);
        for (var i = 0; i < plain.Count; i++)
        {
            if (plain[i] is HouseholdEvent.Fact fact)
            {
                place[fact.Id] = i;
            }
        }

        foreach (var correction in corrections)
        {
            var at = place[correction.Original];
            if (correction.Replacement is { } replacement)
            {
                plain[at] = replacement;
                withdrawn.Remove(correction.Original);
            }
            else
            {
                withdrawn.Add(correction.Original);
            }
        }

        if (withdrawn.Count > 0)
        {
            plain.RemoveAll(e => e is HouseholdEvent.Fact fact && withdrawn.Contains(fact.Id));
        }
    }
}
