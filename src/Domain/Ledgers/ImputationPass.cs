namespace BudgetCoaching.Domain.Ledgers;

/// <summary>
/// One walk through a creditor's book, day by day: facts in their order (R13), due dates as they pass, and after each day its figures.
/// What is laid on what depends only on facts effective by the day, so an earlier day never learns of a later one.
/// </summary>
internal sealed partial class ImputationPass
{
    private readonly CreditorBook book;
    private readonly ImputationRules rules;
    private readonly bool ignorePlans;
    private readonly bool remembersAll;

    private int nextEntry;
    private int nextDue;
    private int nextOverdue;
    private int today;

    /// <summary>A debt fell due or reserved money came free today: held credit is applied before the day's payments (R20).</summary>
    private bool appliesBeforePayments;

    /// <summary>Something can be reached again since today: held credit is applied at the end of the day (R20).</summary>
    private bool appliesAtEnd;

    /// <param name="ignorePlans">For the arrears stock: every plan is passed over (R24).</param>
    /// <param name="remembersAll">For a statement: every allocation is kept, not only those that may be undone.</param>
    public ImputationPass(CreditorBook book, ImputationRules rules, bool ignorePlans = false, bool remembersAll = false)
    {
        this.book = book;
        this.rules = rules;
        this.ignorePlans = ignorePlans;
        this.remembersAll = remembersAll;
        debts = new DebtState[book.Debts.Length];
        open = new int[book.Debts.Length];
        group = new int[4];
        settlements = new SettlementState[book.Settlements.Length];
        plans = book.Plans.Length == 0 ? [] : new PlanState[book.Plans.Length];
        disputesEnded = book.Disputes.Length == 0 ? [] : new DisputeProgress[book.Disputes.Length];
    }

    /// <summary>Walks to the end of <paramref name="lastDay"/>, or past the last due date.</summary>
    public DaySteps Run(int lastDay)
    {
        var steps = new DaySteps(book.Entries.Length * 2);
        for (var day = NextDay(); day <= lastDay; day = NextDay())
        {
            today = day;
            appliesBeforePayments = appliesAtEnd = false;
            PassDueDates();
            WriteEntries(EntryKind.Paid);
            if (appliesBeforePayments)
            {
                ApplyHeld();
            }

            WriteEntries((EntryKind)byte.MaxValue);
            if (appliesAtEnd)
            {
                ApplyHeld();
            }

            steps.Add(Figures());
        }

        return steps;
    }

    /// <summary>The next day on which anything changes by itself or by a fact; beyond every day when nothing is left.</summary>
    private int NextDay()
    {
        var entries = book.Entries;
        var next = nextEntry < entries.Length ? entries[nextEntry].Day : int.MaxValue;
        if (nextEntry == 0)
        {
            return next;
        }

        if (nextDue < book.ByDue.Length)
        {
            next = Math.Min(next, book.Debts[book.ByDue[nextDue]].Due);
        }

        if (nextOverdue < nextDue)
        {
            next = Math.Min(next, book.Debts[book.ByDue[nextOverdue]].Due + 1);
        }

        return activePlan < 0 ? next : Math.Min(next, NextInstalmentDay());
    }

    private void PassDueDates()
    {
        for (; nextDue < book.ByDue.Length && book.Debts[book.ByDue[nextDue]].Due <= today; nextDue++)
        {
            Age(book.ByDue[nextDue]);
        }

        for (; nextOverdue < nextDue && book.Debts[book.ByDue[nextOverdue]].Due < today; nextOverdue++)
        {
            Age(book.ByDue[nextOverdue]);
        }

        if (activePlan >= 0)
        {
            PassInstalments();
        }
    }

    /// <summary>Writes the day's entries of the kinds before <paramref name="end"/>.</summary>
    private void WriteEntries(EntryKind end)
    {
        var entries = book.Entries;
        while (nextEntry < entries.Length && entries[nextEntry].Day == today && entries[nextEntry].Kind < end)
        {
            Write(in entries[nextEntry++]);
        }
    }

    private void Write(in BookEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.PartReleased:
                ReleasePart(entry.Place, (int)entry.First);
                break;
            case EntryKind.DebtPosted:
                Post(entry.Place);
                break;
            case EntryKind.Accrued:
                Accrue(entry.Place, entry.First, entry.Second);
                break;
            case EntryKind.Credited or EntryKind.Paid:
                Receive(entry.Place);
                break;
            case EntryKind.Disputed:
                Dispute(entry.Place);
                break;
            case EntryKind.DisputeClosed:
                CloseDispute(in entry);
                break;
            case EntryKind.PlanSigned:
                Sign(entry.Place);
                break;
            case EntryKind.PlanLapsed:
                Lapse(in entry);
                break;
            case EntryKind.Reversed:
                Reverse(in entry);
                break;
            case EntryKind.Refunded:
                Refund(in entry);
                break;
            default:
                throw new InvalidOperationException($"{entry.Kind} is no entry of a book.");
        }
    }
}
