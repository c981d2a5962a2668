using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Planning;

/// <summary>What a household should have in cash at the end of a day.</summary>
/// <param name="CountedOn">The last count on or before the day: the further back, the less the figure says.</param>
public readonly record struct CashPosition(LocalDate Day, Money Balance, LocalDate CountedOn);

/// <summary>
/// Cash between two counts: the last one, plus recorded income and money that creditors sent back, less recorded payments and expenses
/// other than primary needs, less the planned primary needs of each day (rules 4.10, E3). A count is of the end of its day.
/// </summary>
public static class ModelledCash
{
    /// <summary>Null without a count on or before the day.</summary>
    public static CashPosition? On(HouseholdFacts facts, LocalDate day)
    {
        var positions = Days(facts, day, day);
        return positions.Count == 0 ? null : positions[0];
    }

    /// <summary>Each day of [<paramref name="from"/>, <paramref name="to"/>] on or after the first count, ascending.</summary>
    public static IReadOnlyList<CashPosition> Days(HouseholdFacts facts, LocalDate from, LocalDate to)
    {
        var (start, counts, movements) = Read(facts, from, to);
        var positions = new List<CashPosition>();
        if (start is not { } first)
        {
            return positions;
        }

        var needs = new DatedBudget(first, Money.Zero, HouseholdBudget.Entries(facts, to));
        var spent = new long[Period.DaysBetween(first, to)];
        DailyNeeds.AddTo(spent, needs, needs.FirstDay);
        var balance = Money.Zero;
        var counted = first;
        for (var day = first; day <= to; day = day.PlusDays(1))
        {
            if (counts.TryGetValue(day, out var cash))
            {
                (balance, counted) = (cash, day);
            }
            else
            {
                balance += movements.GetValueOrDefault(day) - new Money(spent[Period.DaysBetween(first, day) - 1]);
            }

            if (day >= from)
            {
                positions.Add(new CashPosition(day, balance, counted));
            }
        }

        return positions;
    }

    /// <summary>From the last count on or before <paramref name="from"/>, or else the first one by <paramref name="to"/>.</summary>
    private static (LocalDate? Start, Dictionary<LocalDate, Money> Counts, Dictionary<LocalDate, Money> Movements) Read(
        HouseholdFacts facts, LocalDate from, LocalDate to)
    {
        LocalDate? start = null;
        var counts = new Dictionary<LocalDate, Money>();
        var movements = new Dictionary<LocalDate, Money>();
        var payments = new Dictionary<FactId, Money>();
        foreach (var happened in facts.Until(to))
        {
            if (happened is CashCounted count)
            {
                counts[count.Date] = count.Amount;
                start = start is null || count.Date <= from ? count.Date : start;
            }
            else if (Movement(happened, payments) is { IsZero: false } amount)
            {
                movements[happened.Effective] = movements.GetValueOrDefault(happened.Effective) + amount;
            }
        }

        return (start, counts, movements);
    }

    /// <summary>What comes in counts above zero, what goes out below.</summary>
    /// <param name="happened">The next fact in order.</param>
    /// <param name="payments">What is left of each payment met so far: what a creditor sent back is sent back once.</param>
    private static Money Movement(HouseholdEvent happened, Dictionary<FactId, Money> payments)
    {
        switch (happened)
        {
            case IncomeReceived received:
                return received.Amount;
            case ExpenseIncurred { Need: not NeedClass.Primary } spent:
                return -spent.Amount;
            case PaymentRecorded payment:
                payments[payment.Id] = payment.Amount;
                return -payment.Amount;
            case PaymentReversed reversed:
                return SentBack(payments, reversed.Payment, wanted: null);
            case PaymentRefunded refunded:
                return SentBack(payments, refunded.Payment, refunded.Amount);
            default:
                return Money.Zero;
        }
    }

    private static Money SentBack(Dictionary<FactId, Money> payments, FactId payment, Money? wanted)
    {
        if (!payments.TryGetValue(payment, out var left))
        {
            return Money.Zero;
        }

        var back = Money.Min(wanted ?? left, left);
        payments[payment] = left - back;
        return back;
    }
}
