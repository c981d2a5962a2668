using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// EW2: by the dated budget the money runs out before the next debt falls due: a posted charge, an instalment or a promise to pay. A
/// household whose cash was not counted lately cannot be simulated, and is not warned of.
/// </summary>
internal static class ShortfallAhead
{
    public static Warning? Find(WarningView view, IReadOnlyList<CreditorTimeline> timelines)
    {
        if (ModelledCash.On(view.Facts, view.AsOf) is not { } cash
            || Period.DaysBetween(cash.CountedOn, view.AsOf) > Liquidity.DaysAfterCountMax
            || NextDue(view, timelines) is not var (due, facts)
            || HouseholdBudget.Of(view.Facts, view.AsOf, view.Set) is not { } budget)
        {
            return null;
        }

        var days = Math.Min(Period.DaysBetween(view.AsOf, due) - 1, CashFlow.DaysMax);
        if (days < 1 || CashFlow.Of(budget, days, view.IncomeWeights) is not { FirstBadDay: { } firstBadDay } flow)
        {
            return null;
        }

        return view.Warn(
            WarningKind.ShortfallAhead,
            firstBadDay,
            -flow.Lowest.Balance,
            facts,
            new WarningEvidence.Shortfall(due, flow.Lowest.Balance, flow.Lowest.Day, cash.CountedOn));
    }

    /// <summary>The first day after the one asked for on which something falls due, with what does; null where nothing will.</summary>
    private static (LocalDate Due, ValueList<FactId> Facts)? NextDue(WarningView view, IReadOnlyList<CreditorTimeline> timelines)
    {
        var due = new List<(LocalDate Day, FactId Fact)>();
        foreach (var timeline in timelines)
        {
            var statement = view.Statement(timeline.Creditor);
            due.AddRange(statement.Debts
                .Where(debt => (debt.Outstanding.Total - debt.Disputed - debt.Covered).IsPositive)
                .Select(debt => (debt.DueDate, debt.Id)));
            due.AddRange(statement.Plans
                .Where(plan => plan.State == PlanState.Active)
                .SelectMany(plan => plan.Instalments.Where(line => line.Open.IsPositive).Select(line => (line.DueDate, plan.Id))));
        }

        due.AddRange(view.Happened.OfType<CommitmentAgreed>()
            .Where(commitment => commitment.Kind == CommitmentKind.Payment)
            .Select(commitment => (commitment.DueDate, commitment.Id)));
        due.RemoveAll(one => one.Day <= view.AsOf);
        if (due.Count == 0)
        {
            return null;
        }

        var first = due.Min(one => one.Day);
        return (first, due.Where(one => one.Day == first).Select(one => one.Fact).Distinct().Order().ToValueList());
    }
}
