using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// EW1. What falls due belongs to one period: the billing period on the charge when its due date lies inside, else the calendar month of
/// the due date. A period warns from its checkpoint on when too little was paid by then and still is; what was paid before it was due
/// counts as paid.
/// </summary>
internal static class HalfwayPayment
{
    private const long Whole = 1_000_000;

    /// <returns>By the start of the period, then its end.</returns>
    public static IReadOnlyList<Warning> Find(WarningView view, CreditorStanding standing)
    {
        var creditor = standing.Timeline.Creditor;
        var figures = standing.Figures;
        if (figures.TotalDebt == figures.Disputed)
        {
            // Nothing is expected any more, whatever was at the middle of a period.
            return [];
        }

        var periods = Periods(view, creditor);
        if (periods.Count == 0)
        {
            return [];
        }

        var warnings = new List<Warning>();
        var today = view.Account(creditor);
        var heldNow = today.Unallocated;
        foreach (var (period, items) in periods.OrderBy(p => p.Key.Start).ThenBy(p => p.Key.End))
        {
            var whole = Read(today, items, heldNow);
            heldNow -= whole.Held;
            if (!IsTooLittle(view, whole))
            {
                continue;
            }

            var checkpoint = Checkpoint(period);
            var then = view.Account(creditor, checkpoint);
            var half = Read(then, items, then.Unallocated);
            if (IsTooLittle(view, half))
            {
                warnings.Add(view.Warn(
                    WarningKind.HalfwayUnpaid,
                    checkpoint,
                    whole.Due - whole.Paid,
                    items.Select(item => item.Fact).Distinct().ToValueList(),
                    new WarningEvidence.Halfway(period, checkpoint, whole.Due, half.Paid, whole.Paid),
                    creditor));
            }
        }

        return warnings;
    }

    /// <summary>The end of this day is the middle of the period.</summary>
    internal static LocalDate Checkpoint(DateSpan period)
    {
        var days = Period.DaysBetween(period.Start, period.End!.Value);
        return LocalDate.Max(period.Start, period.Start.PlusDays(days / 2 - 1));
    }

    private static bool IsTooLittle(WarningView view, Reading reading)
        => reading.Due.IsPositive
            && (Int128)reading.Paid.Cents * Whole < (Int128)reading.Due.Cents * view.Values.HalfwaySharePpm;

    /// <summary>The periods that the day lies in, past their middle, with what falls due in each.</summary>
    private static Dictionary<DateSpan, List<Item>> Periods(WarningView view, CreditorId creditor)
    {
        var periods = new Dictionary<DateSpan, List<Item>>();
        foreach (var due in view.Dues)
        {
            switch (due)
            {
                case ChargePosted charge when charge.Creditor == creditor:
                    Place(view, periods, charge.Period, charge.DueDate, new Item(charge.Id, Instalment: null));
                    break;
                case OpeningArrearsRecorded opening when opening.Creditor == creditor:
                    Place(view, periods, billed: null, opening.DueDate, new Item(opening.Id, Instalment: null));
                    break;
                case RepaymentPlanAgreed plan when plan.Creditor == creditor:
                    foreach (var instalment in plan.Instalments)
                    {
                        Place(view, periods, billed: null, instalment.DueDate, new Item(plan.Id, instalment.Number));
                    }

                    break;
                default:
                    break;
            }
        }

        return periods;
    }

    private static void Place(WarningView view, Dictionary<DateSpan, List<Item>> periods, DateSpan? billed, LocalDate due, Item item)
    {
        var period = PeriodOf(billed, due);
        if (!period.Contains(view.AsOf) || Checkpoint(period) > view.AsOf)
        {
            return;
        }

        if (!periods.TryGetValue(period, out var items))
        {
            periods.Add(period, items = []);
        }

        items.Add(item);
    }

    /// <param name="billed">On the charge; null where it names none.</param>
    /// <param name="due">The due date.</param>
    internal static DateSpan PeriodOf(DateSpan? billed, LocalDate due)
        => billed is { End: not null } own && own.Contains(due) ? own : MonthOf(due);

    private static DateSpan MonthOf(LocalDate day)
    {
        var first = new LocalDate(day.Year, day.Month, 1);
        return new DateSpan(first, first.PlusMonths(1));
    }

    /// <param name="held">Money laid on no debt yet: it pays what is not due yet.</param>
    private static Reading Read(DayAccount account, List<Item> items, Money held)
    {
        var due = Money.Zero;
        var paid = Money.Zero;
        foreach (var item in items)
        {
            var (expected, credited) = item.Instalment is { } number
                ? ReadInstalment(account, item.Fact, number)
                : ReadCharge(account, item.Fact);
            due += expected;
            paid += credited;
        }

        var used = Money.Min(held, due - paid);
        return new Reading(due, paid + used, used);
    }

    /// <summary>What a plan covers is expected through its instalments, what is disputed not at all.</summary>
    private static (Money Expected, Money Paid) ReadCharge(DayAccount account, FactId charge)
    {
        foreach (var debt in account.Debts)
        {
            if (debt.Id == charge && debt.Covered.IsZero)
            {
                return (debt.Paid.Total + debt.Outstanding.Total - debt.Disputed, debt.Paid.Total);
            }
        }

        return default;
    }

    private static (Money Expected, Money Paid) ReadInstalment(DayAccount account, FactId plan, int number)
    {
        foreach (var line in account.Plans)
        {
            if (line.Id == plan && line.State == PlanState.Active)
            {
                var instalment = line.Instalments[number - 1];
                return (instalment.Credited + instalment.Open, instalment.Credited);
            }
        }

        return default;
    }

    /// <param name="Instalment">Of a plan; null for a charge.</param>
    private readonly record struct Item(FactId Fact, int? Instalment);

    private readonly record struct Reading(Money Due, Money Paid, Money Held);
}
