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

    public CreditorId Creditor => creditor;

    public void AddDebt(Fact fact, int ordinal, LocalDate due, DebtAmount amount, DebtTerms terms) =>
        debts.Add(new BookDebt(
            fact,
            ordinal,
            DayNumber.Of(fact.Effective),
            DayNumber.Of(due),
            terms.LimitationDate is { } barred ? DayNumber.Of(barred) : int.MaxValue,
            terms.SecurityRank,
            terms.YearlyRatePpm,
            amount));

    public int AddSettlement(PaymentRecorded payment) => Add(new BookSettlement(
        payment.Id, SettlementKind.Payment, DayNumber.Of(payment.ValueDate), payment.Amount.Cents, payment.CapitalFirst));

    public int AddSettlement(CreditGranted credit) => Add(new BookSettlement(
        credit.Id,
        credit.Kind == CreditKind.Waiver ? SettlementKind.Waiver : SettlementKind.Credit,
        DayNumber.Of(credit.Date),
        credit.Amount.Cents,
        CapitalFirst: false));

    private int Add(BookSettlement settlement)
    {
        settlements.Add(settlement);
        return settlements.Count - 1;
    }

    public int AddPlan(RepaymentPlanAgreed plan)
    {
        var instalments = new BookInstalment[plan.Instalments.Count];
        for (var i = 0; i < instalments.Length; i++)
        {
            var instalment = plan.Instalments[i];
            instalments[i] = new BookInstalment(instalment.Number, DayNumber.Of(instalment.DueDate), instalment.Amount.Cents);
        }

        Array.Sort(instalments, (left, right) => (left.Due, left.Number).CompareTo((right.Due, right.Number)));
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
        debts.Sort(BookDebt.Compare);
        for (var i = 0; i < debts.Count; i++)
        {
            debts[i].Group = i == 0 ? 0 : debts[i - 1].Group + (debts[i].TiesWith(debts[i - 1]) ? 0 : 1);
            places.Place(debts[i].Ordinal, PlaceKind.Debt, book, i);
        }
    }

    public void Write(BookEntry entry) => entries.Add(entry);

    public void WriteSettlement(EntryKind kind, int place, int ordinal, BookPart[]? parts)
    {
        var settlement = settlements[place];
        settlement.Parts = parts;
        entries.Add(new BookEntry(kind, settlement.Day, place, ordinal));
        for (var i = 0; i < (parts?.Length ?? 0); i++)
        {
            if (parts![i] is { Target: TargetKind.Other } part && part.ReleasedOn > settlement.Day)
            {
                releases.Add(new BookEntry(EntryKind.PartReleased, part.ReleasedOn, place, ordinal, i));
            }
        }
    }

    public void MayBeUndone(int settlement) => settlements[settlement].MayBeUndone = true;

    public void Cover(int plan, int[] covered, long[] cents) =>
        plans[plan] = plans[plan] with { CoveredDebts = covered, CoveredCents = cents };

    public void Unresolved(DatedReference reference) => unresolved.Add(reference);

    public CreditorBook Finish(IReadOnlyList<HouseholdEvent> facts)
    {
        var (byDue, placeByDue) = ByDue();
        suspensions.Sort((left, right) => left.Days.Start.CompareTo(right.Days.Start));
        return new CreditorBook
        {
            Creditor = creditor,
            Facts = facts,
            Debts = [.. debts],
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

    private (int[] ByDue, int[] PlaceByDue) ByDue()
    {
        // The place in the lower half keeps debts of one due date in the order of imputation.
        var keys = new long[debts.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)debts[i].Due << 32) | (uint)i;
        }

        Array.Sort(keys);
        var byDue = new int[keys.Length];
        var placeByDue = new int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            byDue[i] = (int)(keys[i] & uint.MaxValue);
            placeByDue[byDue[i]] = i;
        }

        return (byDue, placeByDue);
    }
}
