namespace BudgetCoaching.Domain.Ledgers;

internal sealed partial class ImputationPass
{
    private readonly List<AllocationState> allocations = [];
    private readonly List<IneffectiveEntry> ineffective = [];

    /// <summary>Cents of a settlement on one part of one debt.</summary>
    /// <param name="Debt">Place of the debt; −1 for plan interest.</param>
    /// <param name="Plan">Place of the plan whose instalment was credited; −1 for none.</param>
    /// <param name="Instalment">Place in the plan.</param>
    /// <param name="Cents">What is left of it after refunds and reversals.</param>
    /// <param name="Before">One more than the place of the settlement's allocation before; 0 for its first.</param>
    internal record struct AllocationState(
        int Settlement, int Day, int Debt, int Plan, int Instalment, AllocationPart Part, long Cents, int Before);

    internal readonly record struct IneffectiveEntry(FactId Fact, FactId Reference, long? Cents);

    /// <summary>Extinguishes exactly so many cents of a debt: capital last, unless the creditor consented (R18).</summary>
    private void PayDebt(int settlement, int place, long cents, int plan, int instalment)
    {
        ref var debt = ref debts[place];
        var left = cents;
        var capitalFirst = book.Settlements[settlement].CapitalFirst;
        if (capitalFirst)
        {
            left -= Extinguish(ref debt.Capital, AllocationPart.Capital, left, settlement, place, plan, instalment);
        }

        if (rules.InterestBeforeCosts)
        {
            left -= Extinguish(ref debt.Interest, AllocationPart.Interest, left, settlement, place, plan, instalment);
        }

        left -= Extinguish(ref debt.Costs, AllocationPart.Costs, left, settlement, place, plan, instalment);
        left -= Extinguish(ref debt.Interest, AllocationPart.Interest, left, settlement, place, plan, instalment);
        Extinguish(ref debt.Capital, AllocationPart.Capital, left, settlement, place, plan, instalment);
        if (plan >= 0)
        {
            debt.Listed -= cents;
        }

        unallocatedSum -= cents;
        Refresh(place);
    }

    private long Extinguish(
        ref long outstanding, AllocationPart part, long cents, int settlement, int debt, int plan, int instalment)
    {
        var paid = Math.Min(outstanding, cents);
        if (paid > 0)
        {
            outstanding -= paid;
            Remember(settlement, debt, plan, instalment, part, paid);
        }

        return paid;
    }

    private void Remember(int settlement, int debt, int plan, int instalment, AllocationPart part, long cents)
    {
        if (remembersAll || book.Settlements[settlement].MayBeUndone)
        {
            ref var state = ref settlements[settlement];
            allocations.Add(new AllocationState(settlement, today, debt, plan, instalment, part, cents, state.LastAllocation));
            state.LastAllocation = allocations.Count;
        }
    }

    private void Reverse(in BookEntry entry)
    {
        ref var state = ref settlements[entry.Place];
        if (!state.Received)
        {
            state.ReverseOnReceipt = true;
        }
        else if (LeftOf(entry.Place) > 0)
        {
            TakeBackAll(entry.Place);
        }
        else
        {
            Ineffective(book.IdOf(in entry), book.Settlements[entry.Place].Id, null);
        }
    }

    private void TakeBackAll(int place)
    {
        var left = LeftOf(place);
        TakeBack(place, left);
        settlements[place].Reversed += left;
    }

    /// <summary>More than is left of the payment cannot come back: the rest of the refund has no effect.</summary>
    private void Refund(in BookEntry entry)
    {
        ref var state = ref settlements[entry.Place];
        if (!state.Received)
        {
            (state.EarlyRefunds ??= []).Add(nextEntry - 1);
            return;
        }

        var cents = Math.Min(entry.First, LeftOf(entry.Place));
        TakeBack(entry.Place, cents);
        state.Refunded += cents;
        if (cents < entry.First)
        {
            Ineffective(book.IdOf(in entry), book.Settlements[entry.Place].Id, entry.First - cents);
        }
    }

    private long LeftOf(int settlement) =>
        book.Settlements[settlement].Cents - settlements[settlement].Reversed - settlements[settlement].Refunded;

    /// <summary>From what is unallocated, then what is reserved, then the payment's own allocations, the latest first.</summary>
    private void TakeBack(int settlement, long cents)
    {
        ref var state = ref settlements[settlement];
        var free = Math.Min(state.Free, cents);
        state.Free -= free;
        if (state.Free == 0)
        {
            held.Remove(settlement);
        }

        var left = cents - free;
        for (var i = reservations.Count - 1; i >= 0 && left > 0; i--)
        {
            if (reservations[i].Settlement == settlement)
            {
                var taken = Math.Min(reservations[i].Cents, left);
                left -= taken;
                reservations[i] = reservations[i] with { Cents = reservations[i].Cents - taken };
                if (reservations[i].Cents == 0)
                {
                    reservations.RemoveAt(i);
                }
            }
        }

        unallocatedSum -= cents;
        for (var at = state.LastAllocation; at > 0 && left > 0; at = allocations[at - 1].Before)
        {
            left -= Undo(at - 1, left);
        }
    }

    /// <summary>What an allocation had extinguished is owed again, through its instalment while that plan is active.</summary>
    private long Undo(int at, long cents)
    {
        var allocation = allocations[at];
        var undone = Math.Min(allocation.Cents, cents);
        allocations[at] = allocation with { Cents = allocation.Cents - undone };
        unallocatedSum += undone;
        if (allocation.Plan >= 0)
        {
            Discredit(allocation.Plan, allocation.Instalment, allocation.Part, undone);
        }

        if (allocation.Debt >= 0)
        {
            ref var debt = ref debts[allocation.Debt];
            switch (allocation.Part)
            {
                case AllocationPart.Capital:
                    debt.Capital += undone;
                    break;
                case AllocationPart.Interest:
                    debt.Interest += undone;
                    break;
                default:
                    debt.Costs += undone;
                    break;
            }

            debt.Listed += allocation.Plan >= 0 && allocation.Plan == activePlan ? undone : 0;
            Refresh(allocation.Debt);
        }

        appliesAtEnd = true;
        return undone;
    }

    private void Ineffective(FactId fact, FactId reference, long? cents)
    {
        if (remembersAll)
        {
            ineffective.Add(new IneffectiveEntry(fact, reference, cents));
        }
    }
}
