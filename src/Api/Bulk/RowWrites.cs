using BudgetCoaching.Api.Bulk;

// What a bulk import must know of a write beyond carrying it out: the ids in it.
namespace BudgetCoaching.V1;

/// <summary>A write that can be a row.</summary>
internal interface IRowWrite : IWrite
{
    /// <summary>The id of what is recorded, as given; empty when it follows from the request id.</summary>
    string RecordedId { get; set; }
}

/// <summary>A row about a household that exists.</summary>
internal interface IHouseholdRow : IRowWrite, IHouseholdWrite
{
    /// <summary>Puts UUIDs in the place of the ids of other facts and of members.</summary>
    void ResolveReferences(AgencyIds ids);
}

public partial class EnrolHouseholdRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => HouseholdId; set => HouseholdId = value; }
}

public partial class RecordCompositionRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => CompositionId; set => CompositionId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
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

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
    }
}

public partial class RecordIncomeEntryRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => IncomeEntryId; set => IncomeEntryId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (IncomeEntry is { } given)
        {
            given.EarnerId = ids.Member(given.EarnerId);
        }
    }
}

public partial class RecordIncomeRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => IncomeId; set => IncomeId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (Income is { } given)
        {
            given.EntryId = ids.Fact(given.EntryId);
            given.EarnerId = ids.Member(given.EarnerId);
        }
    }
}

public partial class PlanExpenseRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => PlannedExpenseId; set => PlannedExpenseId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
    }
}

public partial class RecordExpenseRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => ExpenseId; set => ExpenseId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (Expense is { } given)
        {
            given.PlannedId = ids.Fact(given.PlannedId);
        }
    }
}

public partial class EndBudgetEntryRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => BudgetEntryEndId; set => BudgetEntryEndId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (BudgetEntryEnd is { } given)
        {
            given.EntryId = ids.Fact(given.EntryId);
        }
    }
}

public partial class CountCashRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => CashCountId; set => CashCountId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
    }
}

public partial class RecordContractRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => ContractId; set => ContractId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
    }
}

public partial class PostChargeRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => ChargeId; set => ChargeId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (Charge is { } given)
        {
            given.ContractId = ids.Fact(given.ContractId);
        }
    }
}

public partial class RecordOpeningArrearsRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => OpeningArrearsId; set => OpeningArrearsId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
    }
}

public partial class AddInterestAndCostsRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => AddedInterestAndCostsId; set => AddedInterestAndCostsId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (AddedInterestAndCosts is { } given)
        {
            given.ChargeId = ids.Fact(given.ChargeId);
        }
    }
}

public partial class RecordPaymentRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => PaymentId; set => PaymentId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        foreach (var part in Payment?.Designation?.Parts ?? [])
        {
            part.TargetId = ids.Fact(part.TargetId);
        }
    }
}

public partial class ReversePaymentRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => ReversalId; set => ReversalId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (Reversal is { } given)
        {
            given.PaymentId = ids.Fact(given.PaymentId);
        }
    }
}

public partial class RefundPaymentRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => RefundId; set => RefundId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (Refund is { } given)
        {
            given.PaymentId = ids.Fact(given.PaymentId);
        }
    }
}

public partial class GrantCreditRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => CreditId; set => CreditId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (Credit is { } given)
        {
            given.ChargeId = ids.Fact(given.ChargeId);
        }
    }
}

public partial class DisputeChargeRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => DisputeId; set => DisputeId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (Dispute is { } given)
        {
            given.ChargeId = ids.Fact(given.ChargeId);
        }
    }
}

public partial class CloseDisputeRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => DisputeClosingId; set => DisputeClosingId = value; }

    void IHouseholdRow.ResolveReferences(AgencyIds ids)
    {
        if (DisputeClosing is { } given)
        {
            given.DisputeId = ids.Fact(given.DisputeId);
        }
    }
}
