using BudgetCoaching.Api.OwnIds;

// What a bulk import must know of a write beyond carrying it out: the ids in it.
namespace BudgetCoaching.V1;

/// <summary>A write that can be a row.</summary>
internal interface IRowWrite : IWrite
{
    /// <summary>The id of what is recorded, as given; empty when it follows from the request id.</summary>
    string RecordedId { get; set; }
}

/// <summary>A row about a household that exists.</summary>
internal interface IHouseholdRow : IRowWrite, IHouseholdWrite;

public partial class EnrolHouseholdRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => HouseholdId; set => HouseholdId = value; }
}

public partial class RecordCompositionRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => CompositionId; set => CompositionId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        foreach (var part in Composition?.Members ?? [])
        {
            part.MemberId = ids.Member(part.MemberId);
        }
    }
}

public partial class AssignConsultantRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => AssignmentId; set => AssignmentId = value; }
}

public partial class RecordIncomeEntryRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => IncomeEntryId; set => IncomeEntryId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (IncomeEntry is { } given)
        {
            given.EarnerId = ids.Member(given.EarnerId);
        }
    }
}

public partial class RecordIncomeRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => IncomeId; set => IncomeId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Income is { } given)
        {
            given.EntryId = ids.Fact(given.EntryId);
            given.EarnerId = ids.Member(given.EarnerId);
            given.AccountId = ids.Account(given.AccountId);
        }
    }
}

public partial class PlanExpenseRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => PlannedExpenseId; set => PlannedExpenseId = value; }
}

public partial class RecordExpenseRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => ExpenseId; set => ExpenseId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Expense is { } given)
        {
            given.PlannedId = ids.Fact(given.PlannedId);
            given.AccountId = ids.Account(given.AccountId);
        }
    }
}

public partial class EndBudgetEntryRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => BudgetEntryEndId; set => BudgetEntryEndId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (BudgetEntryEnd is { } given)
        {
            given.EntryId = ids.Fact(given.EntryId);
        }
    }
}

public partial class AdjustOccurrenceRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => OccurrenceAdjustmentId; set => OccurrenceAdjustmentId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (OccurrenceAdjustment?.Change is { } given)
        {
            given.EntryId = ids.Fact(given.EntryId);
        }
    }
}

public partial class CountCashRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => CashCountId; set => CashCountId = value; }
}

public partial class RecordBalanceRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => ObservedBalanceId; set => ObservedBalanceId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (ObservedBalance is { } given)
        {
            given.AccountId = ids.Account(given.AccountId);
            given.LineId = ids.Fact(given.LineId);
        }
    }
}

public partial class RecordContractRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => ContractId; set => ContractId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Contract is { } given)
        {
            given.Creditor = ids.Creditor(given.Creditor);
        }
    }
}

public partial class PostChargeRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => ChargeId; set => ChargeId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Charge is { } given)
        {
            given.ContractId = ids.Fact(given.ContractId);
            given.Creditor = ids.Creditor(given.Creditor);
        }
    }
}

public partial class RecordOpeningArrearsRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => OpeningArrearsId; set => OpeningArrearsId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (OpeningArrears is { } given)
        {
            given.Creditor = ids.Creditor(given.Creditor);
        }
    }
}

public partial class AddInterestAndCostsRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => AddedInterestAndCostsId; set => AddedInterestAndCostsId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (AddedInterestAndCosts is { } given)
        {
            given.ChargeId = ids.Fact(given.ChargeId);
        }
    }
}

public partial class RecordPaymentRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => PaymentId; set => PaymentId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Payment is { } given)
        {
            given.Creditor = ids.Creditor(given.Creditor);
        }

        foreach (var part in Payment?.Designation?.Parts ?? [])
        {
            part.TargetId = ids.Fact(part.TargetId);
        }
    }
}

public partial class ReversePaymentRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => ReversalId; set => ReversalId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Reversal is { } given)
        {
            given.PaymentId = ids.Fact(given.PaymentId);
        }
    }
}

public partial class RefundPaymentRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => RefundId; set => RefundId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Refund is { } given)
        {
            given.PaymentId = ids.Fact(given.PaymentId);
        }
    }
}

public partial class GrantCreditRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => CreditId; set => CreditId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Credit is { } given)
        {
            given.ChargeId = ids.Fact(given.ChargeId);
            given.Creditor = ids.Creditor(given.Creditor);
        }
    }
}

public partial class DisputeChargeRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => DisputeId; set => DisputeId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Dispute is { } given)
        {
            given.ChargeId = ids.Fact(given.ChargeId);
        }
    }
}

public partial class CloseDisputeRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => DisputeClosingId; set => DisputeClosingId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (DisputeClosing is { } given)
        {
            given.DisputeId = ids.Fact(given.DisputeId);
        }
    }
}
