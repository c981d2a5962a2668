namespace BudgetCoaching.Domain.Ledgers;

internal sealed partial class ImputationPass
{
    /// <summary>In the place of each debt in the book.</summary>
    private readonly DebtState[] debts;

    /// <summary>Places of debts that are due and reachable without designation, ascending, in [openFrom, openTo).</summary>
    private readonly int[] open;
    private readonly DisputeProgress[] disputesEnded;

    /// <summary>Reachable amounts by standing: not effective, not yet due, due today, overdue.</summary>
    private StandingSums reachable;
    private int openFrom;
    private int openTo;
    private long disputedSum;
    private long coveredSum;

    /// <summary>No debt before this place of the due-date order has a reachable amount.</summary>
    private int oldestReachable;

    internal enum Standing : byte
    {
        NotEffective,
        NotYetDue,
        DueToday,
        Overdue,
    }

    private enum DisputeProgress : byte
    {
        NotOpened,
        Open,
        Closed,
    }

    [System.Runtime.CompilerServices.InlineArray(4)]
    private struct StandingSums
    {
        private long first;
    }

    /// <summary>What of a debt is outstanding, and how far it can be reached.</summary>
    internal struct DebtState
    {
        public long Capital;
        public long Interest;
        public long Costs;

        /// <summary>Named amounts in dispute; at most the outstanding amount counts.</summary>
        public long Claimed;

        /// <summary>Open disputes of the whole debt.</summary>
        public int WholeDisputes;

        /// <summary>What the active plan lists, less what its instalments extinguished (R59).</summary>
        public long Listed;

        public long Disputed;
        public long Covered;

        /// <summary>Neither disputed nor covered: reached without designation once due (R17c).</summary>
        public long Reachable;
        public Standing Standing;

        public readonly long Outstanding => Capital + Interest + Costs;
    }

    private bool IsEffective(int debt) => debts[debt].Standing != Standing.NotEffective;

    private void Post(int place)
    {
        var posted = book.Debts[place];
        ref var debt = ref debts[place];
        debt.Capital += posted.Amount.Capital.Cents;
        debt.Interest += posted.Amount.Interest.Cents;
        debt.Costs += posted.Amount.Costs.Cents;
        debt.Standing = posted.Due > today ? Standing.NotYetDue : posted.Due == today ? Standing.DueToday : Standing.Overdue;
        Refresh(place);
        appliesBeforePayments |= posted.Due <= today || rules.ExcessToNextCharge;
        if (debt.Listed > 0)
        {
            RankPlan();
        }

        Resolve(TargetKind.Debt, place);
    }

    private void Accrue(int place, long interest, long costs)
    {
        ref var debt = ref debts[place];
        debt.Interest += interest;
        debt.Costs += costs;
        Refresh(place);
        appliesBeforePayments = true;
    }

    private void Dispute(int place)
    {
        if (disputesEnded[place] == DisputeProgress.NotOpened)
        {
            disputesEnded[place] = DisputeProgress.Open;
            Claim(in book.Disputes[place], 1);
        }
    }

    /// <summary>An end before the beginning leaves nothing to begin.</summary>
    private void CloseDispute(in BookEntry entry)
    {
        if (disputesEnded[entry.Place] == DisputeProgress.Open)
        {
            Claim(in book.Disputes[entry.Place], -1);
            appliesAtEnd = true;
        }
        else if (disputesEnded[entry.Place] == DisputeProgress.Closed)
        {
            Ineffective(book.IdOf(in entry), book.Disputes[entry.Place].Id, null);
        }

        disputesEnded[entry.Place] = DisputeProgress.Closed;
    }

    private void Claim(in BookDispute dispute, int sign)
    {
        ref var debt = ref debts[dispute.Debt];
        if (dispute.Cents == BookPart.AsMuchAsItTakes)
        {
            debt.WholeDisputes += sign;
        }
        else
        {
            debt.Claimed += sign * dispute.Cents;
        }

        Refresh(dispute.Debt);
    }

    /// <summary>A debt posted before its due date reaches it, or passes it.</summary>
    private void Age(int place)
    {
        ref var debt = ref debts[place];
        if (debt.Standing == Standing.NotEffective)
        {
            return;
        }

        var standing = book.Debts[place].Due == today ? Standing.DueToday : Standing.Overdue;
        if (standing == debt.Standing)
        {
            return;
        }

        reachable[(int)debt.Standing] -= debt.Reachable;
        reachable[(int)standing] += debt.Reachable;
        if (debt.Standing == Standing.NotYetDue && debt.Reachable > 0)
        {
            Open(place);
            appliesBeforePayments = true;
        }

        debt.Standing = standing;
    }

    /// <summary>
    /// After any change of a debt: the disputed part takes what no plan covers first, the covered part is what is listed and undisputed,
    /// and the rest is reachable.
    /// </summary>
    private void Refresh(int place)
    {
        ref var debt = ref debts[place];
        if (debt.Standing == Standing.NotEffective)
        {
            return;
        }

        var outstanding = debt.Outstanding;
        var disputed = debt.WholeDisputes > 0 ? outstanding : Math.Min(debt.Claimed, outstanding);
        var covered = Math.Min(debt.Listed, outstanding - disputed);
        var free = outstanding - disputed - covered;
        disputedSum += disputed - debt.Disputed;
        coveredSum += covered - debt.Covered;
        debt.Disputed = disputed;
        debt.Covered = covered;
        if (free == debt.Reachable)
        {
            return;
        }

        reachable[(int)debt.Standing] += free - debt.Reachable;
        if (debt.Standing != Standing.NotYetDue)
        {
            if (debt.Reachable == 0)
            {
                Open(place);
            }
            else if (free == 0)
            {
                Close(place);
            }
        }

        debt.Reachable = free;
        if (book.PlaceByDue[place] < oldestReachable)
        {
            oldestReachable = book.PlaceByDue[place];
        }
    }

    private void Open(int place)
    {
        if (openTo == open.Length)
        {
            open.AsSpan(openFrom, openTo - openFrom).CopyTo(open);
            openTo -= openFrom;
            openFrom = 0;
        }

        var at = openTo;
        while (at > openFrom && open[at - 1] > place)
        {
            open[at] = open[at - 1];
            at--;
        }

        open[at] = place;
        openTo++;
    }

    private void Close(int place)
    {
        if (open[openFrom] == place)
        {
            openFrom++;
            return;
        }

        var at = open.AsSpan(openFrom, openTo - openFrom).BinarySearch(place) + openFrom;
        open.AsSpan(at + 1, openTo - at - 1).CopyTo(open.AsSpan(at));
        openTo--;
    }
}
