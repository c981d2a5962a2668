// What a bulk import must know of a write beyond carrying it out: the id of what it records.
namespace BudgetCoaching.V1;

/// <summary>A write that can be a row.</summary>
internal interface IRowWrite : IWrite
{
    /// <summary>The id of what is recorded, as given; empty when it follows from the request id.</summary>
    string RecordedId { get; set; }
}

public partial class EnrolHouseholdRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => HouseholdId; set => HouseholdId = value; }
}

public partial class RecordCompositionRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => CompositionId; set => CompositionId = value; }
}

public partial class AssignConsultantRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => AssignmentId; set => AssignmentId = value; }
}

public partial class RecordIncomeEntryRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => IncomeEntryId; set => IncomeEntryId = value; }
}

public partial class RecordIncomeRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => IncomeId; set => IncomeId = value; }
}

public partial class PlanExpenseRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => PlannedExpenseId; set => PlannedExpenseId = value; }
}

public partial class RecordExpenseRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => ExpenseId; set => ExpenseId = value; }
}

public partial class EndBudgetEntryRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => BudgetEntryEndId; set => BudgetEntryEndId = value; }
}

public partial class CountCashRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => CashCountId; set => CashCountId = value; }
}

public partial class RecordContractRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => ContractId; set => ContractId = value; }
}

public partial class PostChargeRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => ChargeId; set => ChargeId = value; }
}

public partial class RecordOpeningArrearsRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => OpeningArrearsId; set => OpeningArrearsId = value; }
}

public partial class AddInterestAndCostsRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => AddedInterestAndCostsId; set => AddedInterestAndCostsId = value; }
}

public partial class RecordPaymentRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => PaymentId; set => PaymentId = value; }
}

public partial class ReversePaymentRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => ReversalId; set => ReversalId = value; }
}

public partial class RefundPaymentRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => RefundId; set => RefundId = value; }
}

public partial class GrantCreditRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => CreditId; set => CreditId = value; }
}

public partial class DisputeChargeRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => DisputeId; set => DisputeId = value; }
}

public partial class CloseDisputeRequest : IRowWrite
{
    string IRowWrite.RecordedId { get => DisputeClosingId; set => DisputeClosingId = value; }
}
