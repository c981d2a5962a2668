namespace BudgetCoaching.Domain.Ledgers;

internal sealed partial class ImputationPass
{
    /// <summary>In the place of each payment or credit in the book.</summary>
    private readonly SettlementState[] settlements;
    private readonly List<int> held = [];
    private readonly List<Reservation> reservations = [];

    /// <summary>Held and reserved: received, not allocated, not taken back (R8).</summary>
    private long unallocatedSum;

    internal struct SettlementState
    {
        public bool Received;
        public bool ReverseOnReceipt;

        /// <summary>Neither allocated, reserved nor taken back.</summary>
        public long Free;

        public long Reversed;
        public long Refunded;

        /// <summary>Places of entries: refunds dated before the payment itself; usually none.</summary>
        public List<int>? EarlyRefunds;

        /// <summary>One more than the place of the last allocation remembered; they form a chain backwards.</summary>
        public int LastAllocation;
    }

    /// <summary>Money that waits for the debt or plan that it is designated to (R14).</summary>
    internal record struct Reservation(int Settlement, int Part, long Cents);

    private void Receive(int place)
    {
        var received = book.Settlements[place];
        ref var state = ref settlements[place];
        state.Received = true;
        unallocatedSum += received.Cents;
        var left = received.Parts is null ? received.Cents : Designate(place, 0, received.Cents);
        if (left > 0)
        {
            state.Free = PayAutomatically(place, left);
            if (state.Free > 0)
            {
                Hold(place);
            }
        }

        if (state.EarlyRefunds is { } refunds)
        {
            foreach (var refund in refunds)
            {
                Refund(in book.Entries[refund]);
            }
        }

        if (state.ReverseOnReceipt)
        {
            TakeBackAll(place);
        }
    }

    /// <summary>Lays money on the designated debts in the order named (R17a, R17b); what is left is undesignated.</summary>
    private long Designate(int settlement, int firstPart, long cents)
    {
        var parts = book.Settlements[settlement].Parts!;
        for (var i = firstPart; i < parts.Length && cents > 0; i++)
        {
            ref readonly var part = ref parts[i];
            var amount = Math.Min(part.Cents, cents);
            if (Waits(in part))
            {
                reservations.Add(new Reservation(settlement, i, amount));
                cents -= amount;
            }
            else
            {
                cents -= PayTarget(settlement, in part, amount);
            }
        }

        return cents;
    }

    private bool Waits(in BookPart part) => part.Target switch
    {
        TargetKind.Unknown => true,
        TargetKind.Debt => !IsEffective(part.Place),
        TargetKind.Plan => !plans[part.Place].Signed,
        TargetKind.Other => part.ReleasedOn > today,
        _ => false,
    };

    /// <summary>What the target takes of an amount: a debt in any state, a plan while it is active (R59), anything else nothing.</summary>
    private long PayTarget(int settlement, in BookPart part, long amount)
    {
        if (part.Target == TargetKind.Debt)
        {
            var cents = Math.Min(amount, debts[part.Place].Outstanding);
            if (cents > 0)
            {
                PayDebt(settlement, part.Place, cents, -1, -1);
            }

            return cents;
        }

        return part.Target == TargetKind.Plan && part.Place == activePlan ? PayInstalments(settlement, amount, int.MaxValue) : 0;
    }

    /// <summary>The target of designations became effective: what waited for it is laid on it.</summary>
    private void Resolve(TargetKind kind, int place)
    {
        for (var i = 0; i < reservations.Count; i++)
        {
            var reservation = reservations[i];
            ref readonly var part = ref book.Settlements[reservation.Settlement].Parts![reservation.Part];
            if (part.Target != kind || part.Place != place)
            {
                continue;
            }

            reservations.RemoveAt(i--);
            var left = reservation.Cents - PayTarget(reservation.Settlement, in part, reservation.Cents);
            if (part.Cents == BookPart.AsMuchAsItTakes)
            {
                var before = reservations.Count;
                left = Designate(reservation.Settlement, reservation.Part + 1, left);
                KeepInOrder(before);
            }

            Free(reservation.Settlement, left);
        }
    }

    private void ReleasePart(int settlement, int part)
    {
        var at = reservations.FindIndex(r => r.Settlement == settlement && r.Part == part);
        if (at < 0)
        {
            return;
        }

        var reservation = reservations[at];
        reservations.RemoveAt(at);
        var left = reservation.Cents;
        if (book.Settlements[settlement].Parts![part].Cents == BookPart.AsMuchAsItTakes)
        {
            var before = reservations.Count;
            left = Designate(settlement, part + 1, left);
            KeepInOrder(before);
        }

        Free(settlement, left);
    }

    /// <summary>Reservations stand in the order of settlements, then parts, so that none depends on when it was made.</summary>
    private void KeepInOrder(int before)
    {
        if (reservations.Count > before)
        {
            reservations.Sort((left, right) => left.Settlement != right.Settlement
                ? left.Settlement.CompareTo(right.Settlement)
                : left.Part.CompareTo(right.Part));
        }
    }

    private void Free(int settlement, long cents)
    {
        if (cents > 0)
        {
            settlements[settlement].Free += cents;
            Hold(settlement);
            appliesBeforePayments = true;
        }
    }

    /// <summary>Keeps the oldest first (R20).</summary>
    private void Hold(int settlement)
    {
        if (held.Count == 0 || held[^1] < settlement)
        {
            held.Add(settlement);
            return;
        }

        var at = held.BinarySearch(settlement);
        if (at < 0)
        {
            held.Insert(~at, settlement);
        }
    }

    /// <summary>The first settlement that keeps something has found nothing more to reach: those after it would not either.</summary>
    private void ApplyHeld()
    {
        var spent = 0;
        while (spent < held.Count)
        {
            ref var state = ref settlements[held[spent]];
            state.Free = PayAutomatically(held[spent], state.Free);
            if (state.Free > 0)
            {
                break;
            }

            spent++;
        }

        held.RemoveRange(0, spent);
    }
}
