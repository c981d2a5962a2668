using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>A creditor's book while it is being filled.</summary>
internal sealed class BookDraft(CreditorId creditor)
{
    private readonly List<BookDebt> debts = [];
    private readonly List<BookSettlement> settlements = [];
    private readonly List<BookPlan> plans = [];
    private readonly List<BookDispute> disputes = [];
    private readonly List<Suspension> suspensions = [];
    private readonly List<BookEntry> entries = [];
    private readonly List<BookEntry> releases = [];
    private readonly List<DatedReference> unresolved = [];
    private BookDebt[] sorted = [];
    private int written;

    public CreditorId Creditor => creditor;

    public void AddDebt(Fact fact, LocalDate due, DebtAmount amount, DebtTerms terms) =>
        debts.Add(new BookDebt(
            fact.Id,
            fact,
            DayNumber.Of(fact.Effective),
            DayNumber.Of(due),
            terms.LimitationDate is { } barred ? DayNumber.Of(barred) : int.MaxValue,
            terms.SecurityRank,
            terms.YearlyRatePpm,
            amount,
            0));

    public int AddSettlement(PaymentRecorded payment)
    {
        settlements.Add(new BookSettlement(
            payment.Id,
            SettlementKind.Payment,
            DayNumber.Of(payment.ValueDate),
            payment.Amount.Cents,
            payment.CapitalFirst,
            null,
            false));
        return settlements.Count - 1;
    }

    public void AddSettlement(CreditGranted credit) =>
        settlements.Add(new BookSettlement(
            credit.Id,
            credit.Kind == CreditKind.Waiver ? SettlementKind.Waiver : SettlementKind.Credit,
            DayNumber.Of(credit.Date),
            credit.Amount.Cents,
            false,
            null,
            false));

    public int AddPlan(RepaymentPlanAgreed plan)
    {
        var instalments = new BookInstalment[plan.Instalments.Count];
        for (var i = 0; i < instalments.Length; i++)
        {
            var instalment = plan.Instalments[i];
            instalments[i] = new BookInstalment(instalment.Number, DayNumber.Of(instalment.DueDate), instalment.Amount.Cents);
        }

        Array.Sort(instalments, (left, right) => left.Due != right.Due ? left.Due.CompareTo(right.Due) : left.Number.CompareTo(right.Number));
        plans.Add(new BookPlan(
            plan.Id, DayNumber.Of(plan.SignedOn), [], [], instalments, plan.Interest.Cents, plan.CurrentBillFirst));
        return plans.Count - 1;
    }

    public int AddDispute(ChargeDisputed dispute, int debt)
    {
        disputes.Add(new BookDispute(dispute.Id, DayNumber.Of(dispute.Date), debt, dispute.Amount?.Cents ?? BookPart.AsMuchAsItTakes));
        return disputes.Count - 1;
    }

    public int AddSuspension(SuspensionApproved suspension)
    {
        suspensions.Add(new Suspension(suspension.Id, suspension.Date, suspension.Period));
        return suspensions.Count - 1;
    }

    /// <summary>The earliest end counts: one that comes after another, or after the approved period, changes nothing (R25).</summary>
    public void EndSuspension(int suspension, LocalDate resumedOn)
    {
        var before = suspensions[suspension];
        if (before.Days.End is not { } end || resumedOn < end)
        {
            suspensions[suspension] = before with { Days = before.Days with { End = LocalDate.Max(before.Days.Start, resumedOn) } };
        }
    }

    /// <summary>Puts the debts in the order of imputation and makes their places known.</summary>
    public void SortDebts(FactPlaces places, int book)
    {
        sorted = [.. debts];
        if (!InOrder(sorted))
        {
            Array.Sort(sorted, BookDebt.Compare);
        }

        var group = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            group += i > 0 && !sorted[i].TiesWith(sorted[i - 1]) ? 1 : 0;
            sorted[i] = sorted[i] with { Group = group };
            places.Add(sorted[i].Id, PlaceKind.Debt, book, i);
        }
    }

    public int DueOf(int debt) => sorted[debt].Due;

    public int IssuedOf(int debt) => sorted[debt].Issued;

    public void Write(BookEntry entry) => entries.Add(entry);

    /// <summary>Settlements are written in the order in which they were added.</summary>
    public void WriteSettlement(EntryKind kind, BookPart[]? parts)
    {
        var place = written++;
        var settlement = settlements[place] with { Parts = parts };
        settlements[place] = settlement;
        entries.Add(new BookEntry(kind, settlement.Day, place, settlement.Id));
        for (var i = 0; i < (parts?.Length ?? 0); i++)
        {
            if (parts![i] is { Target: TargetKind.Other } part && part.ReleasedOn > settlement.Day)
            {
                releases.Add(new BookEntry(EntryKind.PartReleased, part.ReleasedOn, place, part.Id, i));
            }
        }
    }

    public void MayBeUndone(int settlement) => settlements[settlement] = settlements[settlement] with { MayBeUndone = true };

    public void Cover(int plan, int[] covered, long[] cents) =>
        plans[plan] = plans[plan] with { CoveredDebts = covered, CoveredCents = cents };

    public void Unresolved(DatedReference reference) => unresolved.Add(reference);

    public CreditorBook Finish()
    {
        var byDue = new int[sorted.Length];
        var dues = new long[sorted.Length];
        for (var i = 0; i < byDue.Length; i++)
        {
            byDue[i] = i;
            dues[i] = ((long)sorted[i].Due << 32) | (uint)i;
        }

        if (!InOrder(dues))
        {
            Array.Sort(dues, byDue);
        }

        var placeByDue = new int[byDue.Length];
        for (var i = 0; i < byDue.Length; i++)
        {
            placeByDue[byDue[i]] = i;
        }

        suspensions.Sort((left, right) => left.Days.Start.CompareTo(right.Days.Start));
        return new CreditorBook
        {
            Creditor = creditor,
            Debts = sorted,
            ByDue = byDue,
            PlaceByDue = placeByDue,
            Settlements = [.. settlements],
            Plans = [.. plans],
            Disputes = [.. disputes],
            Suspensions = [.. suspensions],
            Entries = releases.Count == 0
                ? [.. entries]
                : [.. entries.Concat(releases).OrderBy(e => e.Day).ThenBy(e => e.Kind != EntryKind.PartReleased)],
            Unresolved = unresolved,
        };
    }

    private static bool InOrder(BookDebt[] items)
    {
        for (var i = 1; i < items.Length; i++)
        {
            if (BookDebt.Compare(items[i - 1], items[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool InOrder(long[] items)
    {
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i - 1] > items[i])
            {
                return false;
            }
        }

        return true;
    }
}
