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
    /// <param name="debt">The capital; what remains after the last payment bears nothing, nor does more than the debt.</param>
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
            debt = Money.Max(debt - payment.Amount, Money.Zero);
            since = until;
        }

        return Rounded(sum);
    }

    /// <summary>
    /// The same for every number of equal monthly instalments from 1 on: between two dates the same days bear interest whatever the number,
    /// and of the debt what the instalments before have left.
    /// </summary>
    /// <param name="debt">The capital, split as <see cref="InstalmentSchedule.Split"/> does.</param>
    /// <param name="signedOn">The first day that bears interest is the one after; the table has a rate for it.</param>
    /// <param name="due">Of instalment 1, 2 …; a date on or after the signature each.</param>
    /// <param name="rates">The agency's table.</param>
    /// <param name="knownOn">By which a rate was public.</param>
    /// <returns>By number less one; null where an instalment would be below 0.01.</returns>
    internal static Money?[] OfEach(
        Money debt, LocalDate signedOn, ReadOnlySpan<LocalDate> due, ValueList<DatedRate> rates, LocalDate knownOn)
    {
        var interest = new Money?[due.Length];
        Int128 whole = 0;
        Int128 paid = 0;
        for (var i = 0; i < due.Length; i++)
        {
            var accrued = Accrued(i == 0 ? signedOn : due[i - 1], due[i], rates, knownOn)!.Value;
            whole += accrued;
            paid += (Int128)accrued * i;
            interest[i] = InstalmentSchedule.EachAndLast(debt, i + 1) is var (each, _)
                ? Rounded(debt.Cents * whole - each.Cents * paid)
                : null;
        }

        return interest;
    }

    private static Money Rounded(Int128 sum)
    {
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
