using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>How one draft stands the test of R44–R48, with everything that the judgement was read from (R49).</summary>
/// <param name="Checks">In the order of their kinds.</param>
/// <param name="Months">Every calendar month that the horizon touches.</param>
/// <param name="Basis">The rules that judged: stored with the judgement.</param>
public sealed record Sustainability(
    CashFlowForecast Forecast, ValueList<MonthlyFigures> Months, ValueList<PlanCheck> Checks, JudgementBasis Basis)
{
    public CheckVerdict Verdict => PlanChecks.Worst(Checks);

    /// <summary>A budget as it stands, before any plan.</summary>
    /// <param name="budget">As drafted; instalments of agreed plans count.</param>
    /// <param name="days">The horizon, 1 to <see cref="CashFlow.DaysMax"/>.</param>
    /// <param name="rules">The agency's.</param>
    public static Sustainability Judge(DatedBudget budget, int days, PlanningRules rules)
        => Of(CashFlowForecast.Of(budget, days, rules.Weights), MonthlyFigures.Of(budget, days, rules.Weights), rules);

    /// <summary>The same budget with the instalments of a draft, of all creditors, in any order.</summary>
    public Sustainability With(ReadOnlySpan<ScheduledAmount> payments, PlanningRules rules)
        => Of(Forecast.With(payments), MonthlyFigures.With(Months, payments), rules);

    /// <summary>
    /// The days from the opening to the last payment, the whole plan (R44), and at least <see cref="CashFlow.DaysInDetail"/>; never more
    /// than <see cref="CashFlow.DaysMax"/>.
    /// </summary>
    public static int Horizon(DatedBudget budget, ReadOnlySpan<ScheduledAmount> payments)
    {
        var last = budget.FirstDay;
        foreach (var payment in payments)
        {
            last = LocalDate.Max(last, payment.DueDate);
        }

        return Math.Clamp(Period.DaysBetween(budget.OpeningDay, last), CashFlow.DaysInDetail, CashFlow.DaysMax);
    }

    private static Sustainability Of(CashFlowForecast forecast, ValueList<MonthlyFigures> months, PlanningRules rules)
        => new(forecast, months, PlanChecks.Judge(forecast, months, rules), rules.Basis);
}
