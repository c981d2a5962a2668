using Google.Protobuf;

// One line a request: what all writes to a household have in common, so that one piece of code carries them out.
namespace BudgetCoaching.V1;

/// <summary>A request that appends, told apart from its repeats by its id (R5).</summary>
internal interface IWrite : IMessage
{
    string RequestId { get; set; }

    string Etag { get; set; }
}

/// <summary>A write to the stream of a household that exists.</summary>
internal interface IHouseholdWrite : IWrite, INamesHousehold;

public partial class CreateAgencyRequest : IWrite
{
    /// <summary>What does not exist yet has no version to compare with.</summary>
    string IWrite.Etag { get; set; } = "";
}

public partial class RegisterCreditorRequest : IWrite;

public partial class PublishParameterSetRequest : IWrite;

public partial class MapOwnIdRequest : IWrite;

public partial class ReleaseOwnIdRequest : IWrite;

public partial class EnrolHouseholdRequest : IWrite
{
    /// <summary>What does not exist yet has no version to compare with.</summary>
    string IWrite.Etag { get; set; } = "";
}

public partial class RecordCompositionRequest : IHouseholdWrite;

public partial class AssignConsultantRequest : IHouseholdWrite;

public partial class CloseHouseholdRequest : IHouseholdWrite;

public partial class ReopenHouseholdRequest : IHouseholdWrite;

public partial class CorrectFactRequest : IHouseholdWrite;

public partial class RecordIncomeEntryRequest : IHouseholdWrite;

public partial class RecordIncomeRequest : IHouseholdWrite;

public partial class PlanExpenseRequest : IHouseholdWrite;

public partial class RecordExpenseRequest : IHouseholdWrite;

public partial class EndBudgetEntryRequest : IHouseholdWrite;

public partial class AdjustOccurrenceRequest : IHouseholdWrite;

public partial class ImportFinancialStatementRequest : IHouseholdWrite;

public partial class CountCashRequest : IHouseholdWrite;

public partial class RecordBalanceRequest : IHouseholdWrite;

public partial class RecordContractRequest : IHouseholdWrite;

public partial class PostChargeRequest : IHouseholdWrite;

public partial class RecordOpeningArrearsRequest : IHouseholdWrite;

public partial class AddInterestAndCostsRequest : IHouseholdWrite;

public partial class RecordPaymentRequest : IHouseholdWrite;

public partial class ReversePaymentRequest : IHouseholdWrite;

public partial class RefundPaymentRequest : IHouseholdWrite;

public partial class GrantCreditRequest : IHouseholdWrite;

public partial class DisputeChargeRequest : IHouseholdWrite;

public partial class CloseDisputeRequest : IHouseholdWrite;

public partial class AgreePlanRequest : IHouseholdWrite;

public partial class LapsePlanRequest : IHouseholdWrite;

public partial class ApproveSuspensionRequest : IHouseholdWrite;

public partial class ProposeSuspensionRequest : IHouseholdWrite;

public partial class DecideSuspensionRequest : IHouseholdWrite;

public partial class EndSuspensionRequest : IHouseholdWrite;

public partial class AgreeCommitmentRequest : IHouseholdWrite;

public partial class RecordAddressRequest : IHouseholdWrite;

public partial class DecideProtectionRequest : IHouseholdWrite;

public partial class GiveConsentRequest : IHouseholdWrite;

public partial class WithdrawConsentRequest : IHouseholdWrite;

public partial class EraseHouseholdRequest : IHouseholdWrite;

public partial class CheckComplianceRequest : IHouseholdWrite;

public partial class WithdrawCommitmentRequest : IHouseholdWrite;

public partial class ClaimNoFaultRequest : IHouseholdWrite;

public partial class DecideNoFaultRequest : IHouseholdWrite;

public partial class RecordContactRequest : IHouseholdWrite;

public partial class RecordResourcesLackRequest : IHouseholdWrite;

public partial class RecordEvaluationRequest : IHouseholdWrite;

public partial class RecordHostingRequest : IHouseholdWrite;

public partial class AgreeExitPlanRequest : IHouseholdWrite;

public partial class RegisterFlatRequest : IWrite;

public partial class ProposeHostingRequest : IHouseholdWrite;

public partial class DecideHostingRequest : IHouseholdWrite;

public partial class EndHostingRequest : IHouseholdWrite;
