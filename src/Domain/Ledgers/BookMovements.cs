namespace BudgetCoaching.Domain.Ledgers;

/// <summary>What one entry moves between a household and a creditor.</summary>
internal readonly record struct Movement(
    Money Opening = default, Money Charged = default, Money Paid = default, Money Credited = default);

/// <summary>
/// Tells of each entry of a book, asked for in order, what it moves: knows what is left of each payment to take back, and what came before
/// its debt or payment and counts with it.
/// </summary>
internal sealed class BookMovements(CreditorBook book)
{
    private readonly long[] left = new long[book.Settlements.Length];
    private readonly bool[] received = new bool[book.Settlements.Length];
    private readonly long[] early = new long[book.Settlements.Length];
    private readonly bool[] posted = new bool[book.Debts.Length];
    private readonly long[] accrued = new long[book.Debts.Length];

    public Movement Of(in BookEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.DebtPosted:
                var debt = book.Debts[entry.Place];
                var before = new Money(Posted(entry.Place));
                return debt.Fact is Households.HouseholdEvent.OpeningArrearsRecorded
                    ? new Movement(Opening: debt.Amount.Total, Charged: before)
                    : new Movement(Charged: debt.Amount.Total + before);
            case EntryKind.Accrued:
                return new Movement(Charged: new Money(Accrued(entry.Place, entry.First + entry.Second)));
            case EntryKind.Credited:
                return new Movement(Credited: new Money(book.Settlements[entry.Place].Cents));
            case EntryKind.Paid:
                return new Movement(Paid: new Money(Received(entry.Place)));
            case EntryKind.Reversed:
                return new Movement(Paid: new Money(-Taken(entry.Place, long.MaxValue)));
            case EntryKind.Refunded:
                return new Movement(Paid: new Money(-Taken(entry.Place, entry.First)));
            default:
                return default;
        }
    }

    private long Posted(int debt)
    {
        posted[debt] = true;
        return accrued[debt];
    }

    private long Accrued(int debt, long cents)
    {
        if (posted[debt])
        {
            return cents;
        }

        accrued[debt] += cents;
        return 0;
    }

    private long Received(int payment)
    {
        received[payment] = true;
        var cents = book.Settlements[payment].Cents;
        left[payment] = cents - Math.Min(cents, early[payment]);
        return left[payment];
    }

    private long Taken(int payment, long cents)
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
