using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>A plan as it is being discussed with a family: a budget, perhaps with dates moved, and instalments.</summary>
/// <param name="Payments">Of all creditors together, in any order; may be empty.</param>
public sealed record PlanDraft(DatedBudget Budget, ValueList<ScheduledAmount> Payments)
{
    /// <summary>Null where nothing is to be paid.</summary>
    public LocalDate? End
    {
        get
        {
            LocalDate? end = null;
            foreach (var payment in Payments)
            {
                end = end is { } known && known >= payment.DueDate ? known : payment.DueDate;
            }

            return end;
        }
    }
}

/// <summary>Two drafts judged over the same days by the same rules.</summary>
/// <param name="Days">The longer of their horizons.</param>
/// <param name="FirstDifference">The first day on which their balances differ; null when none does.</param>
public sealed record DraftComparison(
    int Days, Sustainability First, Sustainability Second, LocalDate? FirstDifference, LocalDate? FirstEnd, LocalDate? SecondEnd)
{
    /// <summary>Second less first: above zero, the second draft leaves more on its worst day.</summary>
    public Money LowestGain => Second.Forecast.Counted.Lowest.Balance - First.Forecast.Counted.Lowest.Balance;

    /// <summary>Second less first: below zero, the second draft has fewer days without money.</summary>
    public int BadDaysGain => Second.Forecast.Counted.BadDays - First.Forecast.Counted.BadDays;

    /// <summary>Both must open on the same day.</summary>
    public static DraftComparison Of(PlanDraft first, PlanDraft second, PlanningRules rules)
    {
        if (first.Budget.OpeningDay != second.Budget.OpeningDay)
        {
            throw new ArgumentException("Drafts are compared from the same day on.", nameof(second));
        }

        var days = Math.Max(
            Sustainability.Horizon(first.Budget, first.Payments.AsSpan()), Sustainability.Horizon(second.Budget, second.Payments.AsSpan()));
        var one = Sustainability.Judge(first.Budget, days, rules).With(first.Payments.AsSpan(), rules);
        var two = Sustainability.Judge(second.Budget, days, rules).With(second.Payments.AsSpan(), rules);
        var same = one.Forecast.Counted.Balances.CommonPrefixLength(two.Forecast.Counted.Balances);
        return new DraftComparison(
            days, one, two, same == days ? null : first.Budget.FirstDay.PlusDays(same), first.End, second.End);
    }
}
