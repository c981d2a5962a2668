using BudgetCoaching.Api.OwnIds;

// The rows of coaching: contacts, days without resources, evaluations and hosting.
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

public partial class RecordHostingRequest : IHouseholdRow, INamesOthers
{
    string IRowWrite.RecordedId { get => HostingId; set => HostingId = value; }

    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        if (Hosting is { } given)
        {
            given.RenewsId = ids.Fact(given.RenewsId);
        }
    }
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
