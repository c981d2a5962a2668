using BudgetCoaching.Api.OwnIds;

// The rows of coaching: contacts, evaluations, hosting, promises and claims.
namespace BudgetCoaching.V1;

public partial class RecordContactRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => ContactId; set => ContactId = value; }
}

public partial class RecordResourcesLackRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => ResourcesLackId; set => ResourcesLackId = value; }
}

public partial class RecordEvaluationRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => EvaluationId; set => EvaluationId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Evaluation?.WellBeing is { } given)
        {
            given.RespondentId = ids.Member(given.RespondentId);
        }
    }
}

public partial class RecordHostingRequest : IHouseholdRow
{
    string IRowWrite.RecordedId { get => HostingId; set => HostingId = value; }
}

public partial class AgreeExitPlanRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => ExitPlanId; set => ExitPlanId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (ExitPlan is { } given)
        {
            given.HostingId = ids.Fact(given.HostingId);
        }
    }
}

public partial class AgreeCommitmentRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => CommitmentId; set => CommitmentId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Commitment is { } given)
        {
            given.OwnerId = ids.Member(given.OwnerId);
            given.Creditor = ids.Creditor(given.Creditor);
        }
    }
}

public partial class WithdrawCommitmentRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => WithdrawalId; set => WithdrawalId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Withdrawal is { } given)
        {
            given.CommitmentId = ids.Fact(given.CommitmentId);
        }
    }
}

public partial class ClaimNoFaultRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => ClaimId; set => ClaimId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (NoFaultClaim is { } given)
        {
            given.Creditor = ids.Creditor(given.Creditor);
        }
    }
}
