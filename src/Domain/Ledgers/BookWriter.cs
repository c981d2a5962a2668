using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>Turns facts into entries of the books, once every id that they may name is known.</summary>
internal sealed class BookWriter(List<BookDraft> drafts, FactPlaces places)
{
    public List<DatedReference> Unplaced { get; } = [];

    public void Write(HouseholdEvent happened, int ordinal)
    {
        var place = places[ordinal];
        switch (happened)
        {
            case ChargePosted or OpeningArrearsRecorded:
                Write(place, EntryKind.DebtPosted, (Fact)happened, ordinal);
                break;
            case PaymentRecorded payment:
                drafts[place.Book].WriteSettlement(EntryKind.Paid, place.Index, ordinal, PartsOf(payment, place.Book));
                break;
            case CreditGranted credit:
                BookPart[]? target = credit.Charge is { } charge ? [PartOf(credit, charge, null, place.Book, debtsOnly: true)] : null;
                drafts[place.Book].WriteSettlement(EntryKind.Credited, place.Index, ordinal, target);
                break;
            case InterestAndCostsAdded added when Find(added, added.Charge, PlaceKind.Debt) is { } debt:
                Write(debt, EntryKind.Accrued, added, ordinal, added.Interest.Cents, added.Costs.Cents);
                break;
            case ChargeDisputed dispute when Find(dispute, dispute.Charge, PlaceKind.Debt) is not null:
                Write(place, EntryKind.Disputed, dispute, ordinal);
                break;
            case DisputeClosed closed when Find(closed, closed.Dispute, PlaceKind.Dispute) is { } dispute:
                Write(dispute, EntryKind.DisputeClosed, closed, ordinal);
                break;
            case RepaymentPlanAgreed plan:
                Signed(plan, place, ordinal);
                break;
            case PlanLapsed lapsed when Find(lapsed, lapsed.Plan, PlaceKind.Plan) is { } plan:
                Write(plan, EntryKind.PlanLapsed, lapsed, ordinal);
                break;
            case PaymentReversed reversed when Find(reversed, reversed.Payment, PlaceKind.Payment) is { } payment:
                drafts[payment.Book].MayBeUndone(payment.Index);
                Write(payment, EntryKind.Reversed, reversed, ordinal);
                break;
            case PaymentRefunded refunded when Find(refunded, refunded.Payment, PlaceKind.Payment) is { } payment:
                drafts[payment.Book].MayBeUndone(payment.Index);
                Write(payment, EntryKind.Refunded, refunded, ordinal, refunded.Amount.Cents);
                break;
            case SuspensionEnded ended when Find(ended, ended.Suspension, PlaceKind.Suspension) is { } suspension:
                drafts[suspension.Book].EndSuspension(suspension.Index, ended.ResumedOn);
                break;
            default:
                break;
        }
    }

    private void Write(FactPlace place, EntryKind kind, Fact fact, int ordinal, long first = 0, long second = 0) =>
        drafts[place.Book].Write(new BookEntry(kind, DayNumber.Of(fact.Effective), place.Index, ordinal, first, second));

    /// <summary>The place of what a fact names; null, with a note of it, where there is nothing of the kind.</summary>
    private FactPlace? Find(Fact fact, FactId reference, PlaceKind kind)
    {
        if (places.TryFind(reference, out var place) && place.Kind == kind)
        {
            return place;
        }

        Unplaced.Add(Note(fact, reference, places.Missing(reference)));
        return null;
    }

    private static DatedReference Note(Fact fact, FactId reference, PendingReason reason, Money? amount = null) =>
        new(DayNumber.Of(fact.Effective), new PendingReference(fact.Id, reference, reason, amount));

    private BookPart[]? PartsOf(PaymentRecorded payment, int book)
    {
        if (payment.Designation is not { Parts: { Count: > 0 } named })
        {
            return null;
        }

        var parts = new BookPart[named.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = PartOf(payment, named[i].Target, named[i].Amount, book, debtsOnly: false);
        }

        return parts;
    }

    private BookPart PartOf(Fact fact, FactId target, Money? amount, int book, bool debtsOnly)
    {
        var cents = amount?.Cents ?? BookPart.AsMuchAsItTakes;
        if (places.TryFind(target, out var place)
            && place.Book == book
            && (place.Kind == PlaceKind.Debt || (place.Kind == PlaceKind.Plan && !debtsOnly)))
        {
            return new BookPart(target, place.Kind == PlaceKind.Debt ? TargetKind.Debt : TargetKind.Plan, place.Index, cents, 0);
        }

        var reason = places.Missing(target);
        if (reason == PendingReason.NotRecorded)
        {
            return new BookPart(target, TargetKind.Unknown, -1, cents, 0);
        }

        drafts[book].Unresolved(Note(fact, target, reason, amount));
        return reason == PendingReason.Voided
            ? new BookPart(target, TargetKind.Voided, -1, cents, 0)
            : new BookPart(target, TargetKind.Other, -1, cents, DayNumber.Of(places.FactOf(target)!.Effective));
    }

    private void Signed(RepaymentPlanAgreed plan, FactPlace place, int ordinal)
    {
        var covered = new List<(int Debt, long Cents)>(plan.Covered.Count);
        foreach (var part in plan.Covered)
        {
            if (places.TryFind(part.Charge, out var charge) && charge.Kind == PlaceKind.Debt && charge.Book == place.Book)
            {
                covered.Add((charge.Index, part.Amount.Cents));
            }
            else
            {
                drafts[place.Book].Unresolved(Note(plan, part.Charge, places.Missing(part.Charge), part.Amount));
            }
        }

        if (plan.Replaces is { } replaced
            && !(places.TryFind(replaced.Plan, out var before) && before.Kind == PlaceKind.Plan && before.Book == place.Book))
        {
            drafts[place.Book].Unresolved(Note(plan, replaced.Plan, places.Missing(replaced.Plan)));
        }

        covered.Sort((left, right) => left.Debt.CompareTo(right.Debt));
        drafts[place.Book].Cover(place.Index, [.. covered.Select(c => c.Debt)], [.. covered.Select(c => c.Cents)]);
        Write(place, EntryKind.PlanSigned, plan, ordinal);
    }
}
