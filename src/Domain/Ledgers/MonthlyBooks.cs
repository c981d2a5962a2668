using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>Sums of what moved, month by month: needs no imputation.</summary>
internal static class MonthlyBooks
{
    public static IReadOnlyList<MonthMovements> Of(CreditorBook book)
    {
        var months = new List<MonthMovements>();
        var back = new TakenBack(book);
        foreach (var entry in book.Entries)
        {
            var moved = Moved(book, in entry, back);
            if (moved == default)
            {
                continue;
            }

            var date = DayNumber.ToDate(entry.Day);
            var month = new YearMonth(date.Year, date.Month);
            if (months.Count == 0 || months[^1].Month != month)
            {
                months.Add(new MonthMovements(month, Money.Zero, Money.Zero, Money.Zero, Money.Zero));
            }

            var sum = months[^1];
            months[^1] = new MonthMovements(
                month, sum.Opening + moved.Opening, sum.Charged + moved.Charged, sum.Paid + moved.Paid, sum.Credited + moved.Credited);
        }

        return months;
    }

    private static (Money Opening, Money Charged, Money Paid, Money Credited) Moved(CreditorBook book, in BookEntry entry, TakenBack back)
    {
        switch (entry.Kind)
        {
            case EntryKind.DebtPosted:
                var debt = book.Debts[entry.Place];
                var early = new Money(back.Posted(entry.Place));
                return debt.Fact is Households.HouseholdEvent.OpeningArrearsRecorded
                    ? (debt.Amount.Total, early, Money.Zero, Money.Zero)
                    : (Money.Zero, debt.Amount.Total + early, Money.Zero, Money.Zero);
            case EntryKind.Accrued:
                return (Money.Zero, new Money(back.Accrued(entry.Place, entry.First + entry.Second)), Money.Zero, Money.Zero);
            case EntryKind.Credited:
                return (Money.Zero, Money.Zero, Money.Zero, new Money(book.Settlements[entry.Place].Cents));
            case EntryKind.Paid:
                return (Money.Zero, Money.Zero, new Money(back.Received(entry.Place)), Money.Zero);
            case EntryKind.Reversed:
                return (Money.Zero, Money.Zero, new Money(-back.Taken(entry.Place, long.MaxValue)), Money.Zero);
            case EntryKind.Refunded:
                return (Money.Zero, Money.Zero, new Money(-back.Taken(entry.Place, entry.First)), Money.Zero);
            default:
                return default;
        }
    }

    /// <summary>What is left of each payment to take back; and what came before its debt or payment, and counts with it.</summary>
    private sealed class TakenBack(CreditorBook book)
    {
        private readonly long[] left = new long[book.Settlements.Length];
        private readonly bool[] received = new bool[book.Settlements.Length];
        private readonly long[] early = new long[book.Settlements.Length];
        private readonly bool[] posted = new bool[book.Debts.Length];
        private readonly long[] accrued = new long[book.Debts.Length];

        public long Posted(int debt)
        {
            posted[debt] = true;
            return accrued[debt];
        }

        public long Accrued(int debt, long cents)
        {
            if (posted[debt])
            {
                return cents;
            }

            accrued[debt] += cents;
            return 0;
        }

        public long Received(int payment)
        {
            received[payment] = true;
            var cents = book.Settlements[payment].Cents;
            left[payment] = cents - Math.Min(cents, early[payment]);
            return left[payment];
        }

        public long Taken(int payment, long cents)
        {
            if (!received[payment])
            {
                early[payment] = cents == long.MaxValue ? cents : Math.Min(long.MaxValue - cents, early[payment]) + cents;
                return 0;
            }

            var taken = Math.Min(cents, left[payment]);
            left[payment] -= taken;
            return taken;
        }
    }
}
