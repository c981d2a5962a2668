using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// When the passing of days alone may change a situation whose facts, figures, trends and parameters stay (R61). A day too many costs a
/// computation, a day missed a wrong place on the work list.
/// </summary>
internal static class SituationChange
{
    /// <summary>The first such day after the view's; null when none will come.</summary>
    /// <param name="view">Everything that warnings are read from.</param>
    /// <param name="followUpDueOn">Also of a closed household; null where none is due.</param>
    public static LocalDate? After(WarningView view, LocalDate? followUpDueOn)
    {
        var next = new FirstDayAfter(view.AsOf);
        next.Take(followUpDueOn);
        if (view.IsOpen)
        {
            TakeContact(ref next, view);
            TakeIncome(ref next, view);
            TakeHostings(ref next, view);
            var dueAhead = TakeDues(ref next, view) | TakePromises(ref next, view);
            if (dueAhead && view.LastCount is { } count && count.Date.PlusDays(Liquidity.DaysAfterCountMax) >= view.AsOf)
            {
                // The cash of each day is simulated anew, until the count is too old (EW2).
                next.Take(view.AsOf.PlusDays(1));
            }
        }

        return next.Found;
    }

    /// <summary>Silence, and full weeks since the last contact.</summary>
    private static void TakeContact(ref FirstDayAfter next, WarningView view)
    {
        var since = view.LastContact?.Date ?? view.Facts.Enrolment!.Date;
        next.Take(since.PlusDays(view.Values.SilenceDays));
        var weeks = Period.DaysBetween(since, view.AsOf) / WorkScore.DaysInWeek;
        if (view.LastContact is not null && weeks < WorkScore.WeeksMax)
        {
            next.Take(since.PlusDays((weeks + 1) * WorkScore.DaysInWeek));
        }
    }

    /// <summary>Ends of entries, and months of income that are compared once they are complete.</summary>
    private static void TakeIncome(ref FirstDayAfter next, WarningView view)
    {
        var compared = view.AfterCompleteMonths.PlusMonths(-2 * view.Values.IncomeMonths);
        var anyIncome = view.Received.Exists(received => received.Date >= compared);
        foreach (var entry in view.IncomeEntries)
        {
            var last = entry.Recurrence.Last;
            anyIncome |= last is null || last >= compared;
            next.Take(last?.PlusDays(-view.Values.RenewalDays));
            next.Take(last?.PlusDays(1));
        }

        if (anyIncome)
        {
            next.TakeMonthEnd();
        }
    }

    private static void TakeHostings(ref FirstDayAfter next, WarningView view)
    {
        foreach (var hosting in view.Hostings)
        {
            var end = hosting.Period.End!.Value;
            next.Take(hosting.Period.Start);
            next.Take(end.PlusDays(-1 - view.Values.HostingEndDays));
            next.Take(end);
        }
    }

    /// <summary>Periods with their middles, due dates, and instalments that wait to be judged.</summary>
    /// <returns>Whether something falls due later.</returns>
    private static bool TakeDues(ref FirstDayAfter next, WarningView view)
    {
        var ahead = false;
        foreach (var due in view.Dues)
        {
            switch (due)
            {
                case ChargePosted charge:
                    ahead |= TakePeriod(ref next, view, charge.Period, charge.DueDate);
                    break;
                case OpeningArrearsRecorded opening:
                    ahead |= TakePeriod(ref next, view, billed: null, opening.DueDate);
                    break;
                case RepaymentPlanAgreed plan:
                    foreach (var instalment in plan.Instalments)
                    {
                        ahead |= TakePeriod(ref next, view, billed: null, instalment.DueDate);
                        next.Take(ComplianceCalculator.FirstDayOfJudgement(instalment.DueDate, view.Set.Values));
                    }

                    break;
                default:
                    break;
            }
        }

        return ahead;
    }

    private static bool TakePeriod(ref FirstDayAfter next, WarningView view, DateSpan? billed, LocalDate due)
    {
        var period = HalfwayPayment.PeriodOf(billed, due);
        if (period.End <= view.AsOf)
        {
            return false;
        }

        next.Take(HalfwayPayment.Checkpoint(period));
        next.Take(period.End);
        next.Take(due);
        next.Take(due.PlusDays(1));
        return due > view.AsOf;
    }

    private static bool TakePromises(ref FirstDayAfter next, WarningView view)
    {
        foreach (var promise in view.Promises)
        {
            next.Take(ComplianceCalculator.FirstDayOfJudgement(promise.DueDate, view.Set.Values));
        }

        return view.Promises.Exists(promise => promise.Kind == CommitmentKind.Payment && promise.DueDate > view.AsOf);
    }
}
