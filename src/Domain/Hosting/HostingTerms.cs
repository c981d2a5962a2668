using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Hosting;

/// <summary>How long a household is hosted (R52): a term, one renewal, and all together.</summary>
public static class HostingTerms
{
    /// <summary>
    /// A whole term: its last day is start + months − 1 day, so that a term of twelve months from 29 February lasts to 27 February.
    /// </summary>
    public static DateSpan Whole(LocalDate start, int months) => new(start, start.PlusMonths(months));

    /// <summary>The hostings as lived, in the order given: cut where the household left, without those that it never began.</summary>
    public static IReadOnlyList<HostingAgreed> Lived(IEnumerable<HostingAgreed> agreed, IReadOnlyCollection<HostingEnded> ended)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(ended);
        List<HostingAgreed> lived = [];
        foreach (var hosting in agreed)
        {
            var period = hosting.Period;
            foreach (var end in ended)
            {
                if ((end.Hosting == hosting.Id || end.Hosting == hosting.Renews) && end.Date < period.End)
                {
                    period = period with { End = end.Date };
                }
            }

            if (period.IsValid)
            {
                lived.Add(period == hosting.Period ? hosting : hosting with { Period = period });
            }
        }

        return lived;
    }

    /// <inheritdoc cref="Lived(IEnumerable{HostingAgreed}, IReadOnlyCollection{HostingEnded})"/>
    public static IReadOnlyList<HostingAgreed> Lived(HouseholdState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Lived(state.Live<HostingAgreed>(), [.. state.Live<HostingEnded>()]);
    }

    /// <summary>Months begun.</summary>
    public static int MonthsOf(DateSpan period)
    {
        var end = period.End!.Value;
        var full = Period.Between(period.Start, end, PeriodUnits.Months).Months;
        return period.Start.PlusMonths(full) < end ? full + 1 : full;
    }

    /// <summary>
    /// In this order: the term's own length; no other hosting at the same time; a renewal is the first of its hosting and of no renewal;
    /// all hostings together.
    /// </summary>
    public static Refusal? Check(HouseholdState state, HostingAgreed hosting, HostingValues values)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(hosting);
        ArgumentNullException.ThrowIfNull(values);
        var months = MonthsOf(hosting.Period);
        if (months > values.TermMonths)
        {
            return Conditions.At(
                Reasons.HostingTermTooLong, "period", $"A hosting lasts {values.TermMonths} months at most; renew it before it ends.");
        }

        var others = Lived(state).Where(other => other.Id != hosting.Id).ToList();
        if (others.Find(other => other.Period.Start < hosting.Period.End && hosting.Period.Start < other.Period.End) is { } overlapped)
        {
            return Conditions.At(
                Reasons.HostingOverlaps,
                "period",
                "The household is hosted in a part of this time already.",
                new RefusalDetail("hosting", overlapped.Id.ToString()));
        }

        var isThird = hosting.Renews is { } renewed
            && others.Exists(other => other.Renews == renewed || (other.Id == renewed && other.Renews is not null));
        var together = others.Sum(other => MonthsOf(other.Period)) + months;
        return isThird || together > values.TotalMonths
            ? Conditions.At(
                Reasons.HostingTermsSpent,
                "period",
                $"A hosting is renewed once, and all hostings of a household together last {values.TotalMonths} months at most.",
                new RefusalDetail("months", $"{together}"))
            : null;
    }
}
