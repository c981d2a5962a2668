using BudgetCoaching.Api.OwnIds;

// Which requests name what an agency may have an id of its own for; writes say it beside their other properties.
namespace BudgetCoaching.V1;

/// <summary>Names a household, or something of one, by its resource name.</summary>
internal interface INamesHousehold
{
    string Household { get; set; }
}

/// <summary>Names facts, members, accounts or creditors.</summary>
internal interface INamesOthers
{
    /// <summary>Puts our ids in the place of own ones.</summary>
    void ResolveReferences(AgencyIds ids);
}

public partial class GetHouseholdRequest : INamesHousehold
{
    string INamesHousehold.Household { get => Name; set => Name = value; }
}

public partial class GetPlanRequest : INamesHousehold
{
    string INamesHousehold.Household { get => Name; set => Name = value; }
}

public partial class ReplayHouseholdRequest : INamesHousehold;

public partial class GetBudgetRequest : INamesHousehold;

public partial class ExportFinancialStatementRequest : INamesHousehold;

public partial class ListCommitmentsRequest : INamesHousehold;

public partial class GetComplianceRequest : INamesHousehold;

public partial class GetEmpowermentProgressRequest : INamesHousehold;

public partial class GetEmpowermentRequest : INamesHousehold;

public partial class GetWarningsRequest : INamesHousehold;

public partial class GetNoFaultAssessmentRequest : INamesHousehold, INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids) => ClaimId = ids.Fact(ClaimId);
}

public partial class ListPlansRequest : INamesHousehold;

public partial class ListSuspensionsRequest : INamesHousehold;

public partial class GetHostingRequest : INamesHousehold;

public partial class ListConsentsRequest : INamesHousehold;

public partial class GetLedgerRequest : INamesHousehold, INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids) => Creditor = ids.Creditor(Creditor);
}

public partial class GetArrearsRequest : INamesHousehold, INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids) => Creditor = ids.Creditor(Creditor);
}

public partial class GetArrearsTrendRequest : INamesHousehold, INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids) => Creditor = ids.Creditor(Creditor);
}

public partial class LookUpHouseholdsRequest : INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        for (var i = 0; i < Households.Count; i++)
        {
            Households[i] = ids.Household(Households[i]);
        }
    }
}

public partial class ListHouseholdsRequest : INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids) => Creditor = ids.Creditor(Creditor);
}

/// <summary>Its household is a filter: who asks about all of them names none.</summary>
public partial class ListDisclosuresRequest : INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids) => Household = ids.Household(Household);
}

public partial class ReconcileCashRequest : INamesHousehold, INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids) => AccountId = ids.Account(AccountId);
}

public partial class ReconcileCreditorRequest : INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        Creditor = ids.Creditor(Creditor);
        foreach (var stated in StatedTotals)
        {
            stated.Household = ids.Household(stated.Household);
        }
    }
}

public partial class GetCashFlowRequest : INamesHousehold;

public partial class ListLapseProposalsRequest : INamesHousehold;

public partial class CheckPlanRequest : INamesHousehold, INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids) => Draft?.ResolveReferences(ids);
}

public partial class ComparePlansRequest : INamesHousehold, INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        First?.ResolveReferences(ids);
        Second?.ResolveReferences(ids);
    }
}

public partial class ProposePlansRequest : INamesHousehold, INamesOthers
{
    void INamesOthers.ResolveReferences(AgencyIds ids)
    {
        foreach (var debt in Debts)
        {
            debt.Creditor = ids.Creditor(debt.Creditor);
        }
    }
}

public partial class PlanDraft
{
    internal void ResolveReferences(AgencyIds ids)
    {
        foreach (var plan in Plans)
        {
            plan.Creditor = ids.Creditor(plan.Creditor);
        }
    }
}
