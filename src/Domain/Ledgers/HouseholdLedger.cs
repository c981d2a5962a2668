using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>A household's books, one for each creditor (R16): made once from its facts and kept with them.</summary>
internal sealed class HouseholdLedger
{
    private readonly CreditorBook[] books;

    private HouseholdLedger(CreditorBook[] books, List<DatedReference> unplaced)
    {
        this.books = books;
        Unplaced = unplaced;
    }

    /// <summary>In ascending order of creditor.</summary>
    public ReadOnlySpan<CreditorBook> Books => books;

    /// <summary>References of facts whose creditor cannot be told, because what they name is not there.</summary>
    public IReadOnlyList<DatedReference> Unplaced { get; }

    /// <summary>Null for a creditor that no fact names.</summary>
    public CreditorBook? Of(CreditorId creditor)
    {
        foreach (var book in books)
        {
            if (book.Creditor == creditor)
            {
                return book;
            }
        }

        return null;
    }

    public static HouseholdLedger Of(HouseholdFacts facts)
    {
        var drafts = new List<BookDraft>();
        var places = new FactPlaces(facts);
        var disputes = new List<ChargeDisputed>();
        var all = facts.InOrder;
        for (var i = 0; i < all.Count; i++)
        {
            Register(all[i], drafts, places, disputes);
        }

        for (var i = 0; i < drafts.Count; i++)
        {
            drafts[i].SortDebts(places, i);
        }

        foreach (var dispute in disputes)
        {
            if (places.TryFind(dispute.Charge, out var charge) && charge.Kind == PlaceKind.Debt)
            {
                places.Add(dispute.Id, PlaceKind.Dispute, charge.Book, drafts[charge.Book].AddDispute(dispute, charge.Index));
            }
        }

        var writer = new BookWriter(drafts, places);
        for (var i = 0; i < all.Count; i++)
        {
            writer.Write(all[i]);
        }

        var finished = drafts.ConvertAll(draft => draft.Finish()).ToArray();
        Array.Sort(finished, (left, right) => left.Creditor.CompareTo(right.Creditor));
        return new HouseholdLedger(finished, writer.Unplaced);
    }

    private static void Register(HouseholdEvent happened, List<BookDraft> drafts, FactPlaces places, List<ChargeDisputed> disputes)
    {
        switch (happened)
        {
            case ChargePosted charge:
                DraftOf(drafts, charge.Creditor).AddDebt(charge, charge.DueDate, charge.Amount, charge.Terms);
                break;
            case OpeningArrearsRecorded opening:
                DraftOf(drafts, opening.Creditor).AddDebt(opening, opening.DueDate, opening.Amount, opening.Terms);
                break;
            case PaymentRecorded payment:
                var payments = DraftOf(drafts, payment.Creditor, out var paidTo);
                places.Add(payment.Id, PlaceKind.Payment, paidTo, payments.AddSettlement(payment));
                break;
            case CreditGranted credit:
                DraftOf(drafts, credit.Creditor).AddSettlement(credit);
                break;
            case RepaymentPlanAgreed plan:
                var plans = DraftOf(drafts, plan.Creditor, out var agreedWith);
                places.Add(plan.Id, PlaceKind.Plan, agreedWith, plans.AddPlan(plan));
                break;
            case SuspensionApproved suspension:
                var suspensions = DraftOf(drafts, suspension.Creditor, out var suspendedBy);
                places.Add(suspension.Id, PlaceKind.Suspension, suspendedBy, suspensions.AddSuspension(suspension));
                break;
            case ContractRecorded contract:
                DraftOf(drafts, contract.Creditor);
                break;
            case ChargeDisputed dispute:
                disputes.Add(dispute);
                break;
            default:
                break;
        }
    }

    private static BookDraft DraftOf(List<BookDraft> drafts, CreditorId creditor) => DraftOf(drafts, creditor, out _);

    /// <summary>A household owes to a handful of creditors: looking through them beats hashing their names.</summary>
    private static BookDraft DraftOf(List<BookDraft> drafts, CreditorId creditor, out int index)
    {
        for (index = 0; index < drafts.Count; index++)
        {
            if (drafts[index].Creditor == creditor)
            {
                return drafts[index];
            }
        }

        var draft = new BookDraft(creditor);
        drafts.Add(draft);
        return draft;
    }
}

internal enum PlaceKind : byte
{
    Debt,
    Payment,
    Plan,
    Dispute,
    Suspension,
}

/// <summary>Where a fact that others may name is kept.</summary>
internal readonly record struct FactPlace(PlaceKind Kind, int Book, int Index);

/// <summary>Ids of the facts that others may name, and what became of an id that is not among them.</summary>
internal sealed class FactPlaces(HouseholdFacts facts)
{
    private readonly Dictionary<FactId, FactPlace> places = [];
    private Dictionary<FactId, Fact>? recorded;

    public void Add(FactId id, PlaceKind kind, int book, int index) => places[id] = new FactPlace(kind, book, index);

    public bool TryFind(FactId id, out FactPlace place) => places.TryGetValue(id, out place);

    public bool IsVoided(FactId id) => facts.IsVoided(id);

    /// <summary>Any fact at all: asked only for references gone astray.</summary>
    public Fact? FactOf(FactId id)
    {
        if (recorded is null)
        {
            recorded = [];
            foreach (var happened in facts.InOrder)
            {
                if (happened is Fact fact)
                {
                    recorded[fact.Id] = fact;
                }
            }
        }

        return recorded.GetValueOrDefault(id);
    }

    /// <summary>Why a reference that found nothing of the right kind has no effect.</summary>
    public PendingReason Missing(FactId id) => IsVoided(id) ? PendingReason.Voided : FactOf(id) switch
    {
        null => PendingReason.NotRecorded,
        ChargeDisputed => PendingReason.WithoutEffect,
        _ => PendingReason.NotOfThisCreditor,
    };
}
