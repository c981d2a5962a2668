using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
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

    /// <returns>Refused where a draft is not well formed, or the two do not open on the same day.</returns>
    public static (DraftComparison? Answer, Refusal? Refusal) Of(PlanDraft first, PlanDraft second, PlanningRules rules)
    {
        var refusal = Check(first) ?? Check(second) ?? (first.Budget.OpeningDay == second.Budget.OpeningDay
            ? null
            : Conditions.At(Reasons.DatesOutOfOrder, "opening_day", "Drafts are compared from the same day on."));
        return refusal is null ? (Compare(first, second, rules), null) : (null, refusal);
    }

    private static Refusal? Check(PlanDraft draft) => DraftConditions.Check(draft.Budget) ?? DraftConditions.Check(draft.Payments);

    private static DraftComparison Compare(PlanDraft first, PlanDraft second, PlanningRules rules)
    {
        var days = Math.Max(
            Sustainability.Horizon(first.Budget, first.Payments.AsSpan()), Sustainability.Horizon(second.Budget, second.Payments.AsSpan()));
        var one = Sustainability.Judge(first.Budget, days, rules).With(first.Payments.AsSpan(), rules);
        var two = Sustainability.Judge(second.Budget, days, rules).With(second.Payments.AsSpan(), rules);
        var same = one.Forecast.Counted.Balances.CommonPrefixLength(two.Forecast.Counted.Balances);
        return new DraftComparison(
            days, one, two, same == days ? null : first.Budget.FirstDay.PlusDays(same), first.End, second.End);
    }
}
