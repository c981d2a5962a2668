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
        var disputes = new List<int>();
        var all = facts.InOrder;
        for (var i = 0; i < all.Count; i++)
        {
            Register(all[i], i, drafts, places, disputes);
        }

        for (var i = 0; i < drafts.Count; i++)
        {
            drafts[i].SortDebts(places, i);
        }

        foreach (var i in disputes)
        {
            var dispute = (ChargeDisputed)all[i];
            if (places.TryFind(dispute.Charge, out var charge) && charge.Kind == PlaceKind.Debt)
            {
                var index = drafts[charge.Book].AddDispute(dispute, charge.Index);
                places.Add(dispute.Id, i, new FactPlace(PlaceKind.Dispute, charge.Book, index));
            }
        }

        var writer = new BookWriter(drafts, places);
        for (var i = 0; i < all.Count; i++)
        {
            writer.Write(all[i], i);
        }

        var finished = drafts.ConvertAll(draft => draft.Finish(all)).ToArray();
        Array.Sort(finished, (left, right) => left.Creditor.CompareTo(right.Creditor));
        return new HouseholdLedger(finished, writer.Unplaced);
    }

    private static void Register(HouseholdEvent happened, int ordinal, List<BookDraft> drafts, FactPlaces places, List<int> disputes)
    {
        switch (happened)
        {
            case ChargePosted charge:
                DraftOf(drafts, charge.Creditor, out _).AddDebt(charge, ordinal, charge.DueDate, charge.Amount, charge.Terms);
                break;
            case PaymentRecorded payment:
                var payments = DraftOf(drafts, payment.Creditor, out var paidTo);
                places.Place(ordinal, PlaceKind.Payment, paidTo, payments.AddSettlement(payment));
                break;
            case OpeningArrearsRecorded opening:
                DraftOf(drafts, opening.Creditor, out _).AddDebt(opening, ordinal, opening.DueDate, opening.Amount, opening.Terms);
                break;
            case CreditGranted credit:
                var credits = DraftOf(drafts, credit.Creditor, out var grantedBy);
                places.Place(ordinal, PlaceKind.Credit, grantedBy, credits.AddSettlement(credit));
                break;
            case RepaymentPlanAgreed plan:
                var plans = DraftOf(drafts, plan.Creditor, out var agreedWith);
                places.Place(ordinal, PlaceKind.Plan, agreedWith, plans.AddPlan(plan));
                break;
            case SuspensionApproved suspension:
                var suspensions = DraftOf(drafts, suspension.Creditor, out var suspendedBy);
                places.Place(ordinal, PlaceKind.Suspension, suspendedBy, suspensions.AddSuspension(suspension));
                break;
            case ContractRecorded contract:
                DraftOf(drafts, contract.Creditor, out _);
                break;
            case ChargeDisputed:
                disputes.Add(ordinal);
                break;
            default:
                break;
        }
    }

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
    /// <summary>No fact that a book keeps.</summary>
    Elsewhere,

    Debt,
    Payment,
    Credit,
    Plan,
    Dispute,
    Suspension,
}

/// <summary>Where a fact is kept: the book and the place among those of its kind.</summary>
internal readonly record struct FactPlace(PlaceKind Kind, int Book, int Index);

/// <summary>Where each fact is kept, by its ordinal and, once a fact names another, by its id.</summary>
internal sealed class FactPlaces(HouseholdFacts facts)
{
    private readonly FactPlace[] byOrdinal = new FactPlace[facts.InOrder.Count];
    private Dictionary<FactId, FactPlace>? byId;
    private Dictionary<FactId, Fact>? recorded;

    public FactPlace this[int ordinal] => byOrdinal[ordinal];

    public void Place(int ordinal, PlaceKind kind, int book, int index) => byOrdinal[ordinal] = new FactPlace(kind, book, index);

    /// <summary>For a fact that could be placed only after others were found.</summary>
    public void Add(FactId id, int ordinal, FactPlace place)
    {
        byOrdinal[ordinal] = place;
        ById()[id] = place;
    }

    public bool TryFind(FactId id, out FactPlace place) => ById().TryGetValue(id, out place);

    private Dictionary<FactId, FactPlace> ById()
    {
        if (byId is null)
        {
            byId = new Dictionary<FactId, FactPlace>(byOrdinal.Length);
            for (var i = 0; i < byOrdinal.Length; i++)
            {
                if (byOrdinal[i].Kind != PlaceKind.Elsewhere)
                {
                    byId[((Fact)facts.InOrder[i]).Id] = byOrdinal[i];
                }
            }
        }

        return byId;
    }

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
