using System.Numerics;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Ledgers;
using NodaTime;

namespace BudgetCoaching.Projections.Encoding;

/// <summary>
/// Households' ledgers in bytes. Consecutive steps differ in few figures, so a step holds a mask of those that changed and by how much:
/// about 12 bytes instead of 80.
/// </summary>
internal static class LedgerBody
{
    private const int Figures = 8;
    private const int SinceBit = 1 << Figures;

    public static void Write(BodyWriter body, IReadOnlyList<CreditorLedger> ledgers)
    {
        body.Count(ledgers.Count);
        foreach (var ledger in ledgers)
        {
            body.Text(ledger.Creditor.Value);
            WriteSuspensions(body, ledger.Timeline.Suspensions);
            WriteCharges(body, ledger.Charges);
            WriteMovements(body, ledger.Movements);
            WriteSteps(body, ledger.Timeline.Steps);
        }
    }

    public static CreditorLedger[] Read(ref BodyReader body)
    {
        var ledgers = new CreditorLedger[body.Count()];
        for (var i = 0; i < ledgers.Length; i++)
        {
            var creditor = new CreditorId(body.Text());
            var suspensions = ReadSuspensions(ref body);
            var charges = ReadCharges(ref body);
            var movements = ReadMovements(ref body);
            ledgers[i] = new CreditorLedger(new CreditorTimeline(creditor, ReadSteps(ref body), suspensions), charges, movements);
        }

        return ledgers;
    }

    public static void WriteSuspensions(BodyWriter body, IReadOnlyList<Suspension> suspensions)
    {
        body.Count(suspensions.Count);
        foreach (var suspension in suspensions)
        {
            body.Id(suspension.Id.Value);
            body.Day(suspension.ApprovedOn);
            body.Day(suspension.Days.Start);
            body.OptionalDay(suspension.Days.End);
        }
    }

    public static Suspension[] ReadSuspensions(ref BodyReader body)
    {
        var suspensions = new Suspension[body.Count()];
        for (var i = 0; i < suspensions.Length; i++)
        {
            suspensions[i] = new Suspension(new FactId(body.Id()), body.Day(), new DateSpan(body.Day(), body.OptionalDay()));
        }

        return suspensions;
    }

    private static void WriteCharges(BodyWriter body, IReadOnlyList<MonthlyChargeStep> charges)
    {
        body.Count(charges.Count);
        foreach (var step in charges)
        {
            body.Day(step.Day);
            body.Ratio(step.Charge);
        }
    }

    private static MonthlyChargeStep[] ReadCharges(ref BodyReader body)
    {
        var charges = new MonthlyChargeStep[body.Count()];
        for (var i = 0; i < charges.Length; i++)
        {
            charges[i] = new MonthlyChargeStep(body.Day(), body.Ratio());
        }

        return charges;
    }

    private static void WriteMovements(BodyWriter body, IReadOnlyList<MonthMovements> movements)
    {
        body.Count(movements.Count);
        foreach (var moved in movements)
        {
            body.Signed((moved.Month.Year * 12) + moved.Month.Month - 1);
            body.Money(moved.Opening);
            body.Money(moved.Charged);
            body.Money(moved.Paid);
            body.Money(moved.Credited);
        }
    }

    private static MonthMovements[] ReadMovements(ref BodyReader body)
    {
        var movements = new MonthMovements[body.Count()];
        for (var i = 0; i < movements.Length; i++)
        {
            var month = (int)body.Signed();
            movements[i] = new MonthMovements(
                new YearMonth(month / 12, (month % 12) + 1), body.Money(), body.Money(), body.Money(), body.Money());
        }

        return movements;
    }

    private static void WriteSteps(BodyWriter body, IReadOnlyList<TimelineStep> steps)
    {
        body.Count(steps.Count);
        Span<long> before = stackalloc long[Figures];
        Span<long> after = stackalloc long[Figures];
        before.Clear();
        LocalDate? since = null;
        var day = BodyWriter.Epoch;
        foreach (var step in steps)
        {
            Spread(step.Figures, after);
            var mask = step.Figures.OverdueSince == since ? 0 : SinceBit;
            for (var i = 0; i < Figures; i++)
            {
                mask |= after[i] == before[i] ? 0 : 1 << i;
            }

            body.Signed(Period.DaysBetween(day, step.Day));
            body.Count(mask);
            for (var i = 0; i < Figures; i++)
            {
                if ((mask & (1 << i)) != 0)
                {
                    body.Signed(after[i] - before[i]);
                }
            }

            if ((mask & SinceBit) != 0)
            {
                body.OptionalDay(step.Figures.OverdueSince);
            }

            (day, since) = (step.Day, step.Figures.OverdueSince);
            after.CopyTo(before);
        }
    }

    private static TimelineStep[] ReadSteps(ref BodyReader body)
    {
        var steps = new TimelineStep[body.Count()];
        Span<long> figures = stackalloc long[Figures];
        figures.Clear();
        LocalDate? since = null;
        var day = BodyWriter.Epoch;
        for (var at = 0; at < steps.Length; at++)
        {
            day = day.PlusDays((int)body.Signed());
            var mask = body.Count();
            for (var changed = mask & (SinceBit - 1); changed != 0; changed &= changed - 1)
            {
                figures[BitOperations.TrailingZeroCount(changed)] += body.Signed();
            }

            since = (mask & SinceBit) != 0 ? body.OptionalDay() : since;
            steps[at] = new TimelineStep(day, Gather(figures, since));
        }

        return steps;
    }

    private static void Spread(in ArrearsFigures figures, Span<long> into)
    {
        into[0] = figures.Overdue.Cents;
        into[1] = figures.DueToday.Cents;
        into[2] = figures.NotYetDue.Cents;
        into[3] = figures.Scheduled.Cents;
        into[4] = figures.Disputed.Cents;
        into[5] = figures.Stock.Cents;
        into[6] = figures.UnallocatedCredit.Cents;
        into[7] = figures.PlanInterestUnpaid.Cents;
    }

    private static ArrearsFigures Gather(ReadOnlySpan<long> from, LocalDate? since) => new(
        new Money(from[0]), new Money(from[1]), new Money(from[2]), new Money(from[3]),
        new Money(from[4]), new Money(from[5]), new Money(from[6]), new Money(from[7]), since);
}
