using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// Interest of a plan, if the agency asks for any: by the legal rate of each year, actual days over 365, rounded once at the end (R42).
/// </summary>
public static class PlanInterest
{
    private const int DaysOfYear = 365;

    /// <summary>
    /// On a debt that shrinks by each payment on its date, from the signature on; a payment takes effect at the end of its day. Null where
    /// the table has no rate for the first day.
    /// </summary>
    /// <param name="debt">The capital; what remains after the last payment bears nothing.</param>
    /// <param name="signedOn">The first day that bears interest is the one after.</param>
    /// <param name="payments">Of capital, by due date.</param>
    /// <param name="values">The rate in force on a day holds for it; the last known rate goes on. Zero where plans bear none.</param>
    /// <param name="knownOn">By which a rate was public.</param>
    public static Money? Of(
        Money debt, LocalDate signedOn, ValueList<ScheduledAmount> payments, PlanningValues values, LocalDate knownOn)
    {
        if (values.PlanInterest == PlanInterestRule.None)
        {
            return Money.Zero;
        }

        // Cents × days × parts per million: one division at the end.
        Int128 sum = 0;
        var since = signedOn;
        foreach (var payment in payments)
        {
            var until = LocalDate.Max(since, payment.DueDate);
            if (Accrued(since, until, values.LegalInterest, knownOn) is not { } accrued)
            {
                return null;
            }

            sum += (Int128)debt.Cents * accrued;
            debt -= payment.Amount;
            since = until;
        }

        var whole = (Int128)DaysOfYear * IncomeWeights.WholePpm;
        return new Money((long)((2 * sum + whole) / (2 * whole)));
    }

    /// <summary>Parts per million × days over (since, until], year by year and rate by rate.</summary>
    private static long? Accrued(LocalDate since, LocalDate until, ValueList<DatedRate> rates, LocalDate knownOn)
    {
        var accrued = 0L;
        while (since < until)
        {
            var first = since.PlusDays(1);
            if (rates.On(first, knownOn) is not { } rate)
            {
                return null;
            }

            var last = until;
            foreach (var next in rates)
            {
                last = next.PublishedOn <= knownOn && next.ValidFrom > first ? LocalDate.Min(last, next.ValidFrom.PlusDays(-1)) : last;
            }

            accrued += (long)rate.YearlyPpm * Period.DaysBetween(since, last);
            since = last;
        }

        return accrued;
    }
}
