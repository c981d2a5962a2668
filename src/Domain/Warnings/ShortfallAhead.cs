using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// EW2: by the dated budget the money runs out before the next debt falls due: a posted charge, an instalment or a promise to pay. A
/// household whose cash was not counted lately cannot be simulated, and is not warned of.
/// </summary>
internal static class ShortfallAhead
{
    public static Warning? Find(WarningView view)
    {
        if (view.LastCount is not { } count
            || Period.DaysBetween(count.Date, view.AsOf) > Liquidity.DaysAfterCountMax
            || NextDue(view) is not var (due, facts)
            || Math.Min(Period.DaysBetween(view.AsOf, due) - 1, CashFlow.DaysMax) is not (> 0 and var days)
            || ModelledCash.On(view.Facts, view.AsOf) is not { } cash)
        {
            return null;
        }

        var budget = HouseholdBudget.Opening(cash.Balance, view.Facts, view.AsOf, creditor => view.Account(creditor).Plans);
        if (CashFlow.Of(budget, days, view.IncomeWeights) is not { FirstBadDay: { } firstBadDay } flow)
        {
            return null;
        }

        return view.Warn(
            WarningKind.ShortfallAhead,
            firstBadDay,
            -flow.Lowest.Balance,
            facts,
            new WarningEvidence.Shortfall(due, flow.Lowest.Balance, flow.Lowest.Day, count.Date));
    }

    /// <summary>The first day after the one asked for on which something falls due, with what does; null where nothing will.</summary>
    private static (LocalDate Due, ValueList<FactId> Facts)? NextDue(WarningView view)
    {
        var due = new List<(LocalDate Day, FactId Fact)>();
        foreach (var standing in view.Creditors)
        {
            if (standing.Figures is { NotYetDue.IsZero: true, Scheduled.IsZero: true })
            {
                continue;
            }

            var account = view.Account(standing.Timeline.Creditor);
            due.AddRange(account.Debts
                .Where(debt => (debt.Outstanding.Total - debt.Disputed - debt.Covered).IsPositive)
                .Select(debt => (debt.DueDate, debt.Id)));
            due.AddRange(account.Plans
                .Where(plan => plan.State == PlanState.Active)
                .SelectMany(plan => plan.Instalments.Where(line => line.Open.IsPositive).Select(line => (line.DueDate, plan.Id))));
        }

        due.AddRange(view.Promises
            .Where(promise => promise.Kind == CommitmentKind.Payment)
            .Select(promise => (promise.DueDate, promise.Id)));
        due.RemoveAll(one => one.Day <= view.AsOf);
        if (due.Count == 0)
        {
            return null;
        }

        var first = due.Min(one => one.Day);
        return (first, due.Where(one => one.Day == first).Select(one => one.Fact).Distinct().Order().ToValueList());
    }
}
