using System.Collections.Frozen;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.V1;
using static BudgetCoaching.Api.Access.Doing;
using static BudgetCoaching.Api.Access.Roles;
using MessageDescriptor = Google.Protobuf.Reflection.MessageDescriptor;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Who may make which call: one line a call of the contract. A call that has no line is refused to every verified caller, and a test
/// walks every call with every role.
/// </summary>
internal static class Permissions
{
    /// <summary>Whoever works for the agency.</summary>
    private const Roles Anybody = Staff | Integrator | Auditor | Administrator;

    private const Roles Readers = Staff | Integrator | Auditor;

    /// <summary>What a landlord's or a condominium's system brings.</summary>
    private const Roles Bookkeepers = Staff | Integrator;

    public static IReadOnlyList<Permission> All { get; } =
    [
        .. Of(
            AgencyService.Descriptor,
            ConsentParts.Household,
            ("CreateAgency", "agency_id", Administrator, Books),
            ("GetAgency", "name", Anybody, Books),
            ("RegisterCreditor", "parent", Administrator, Books),
            ("ListCreditors", "parent", Anybody, Books),
            ("PublishParameterSet", "parent", Administrator, Books),
            ("GetParameterSet", "name", Anybody, Books),
            ("ListParameterSets", "parent", Anybody, Books),
            ("MapOwnId", "agency", Bookkeepers, Books),
            ("ReleaseOwnId", "agency", Bookkeepers, Books)),
        .. Of(
            HouseholdService.Descriptor,
            ConsentParts.Household,
            ("EnrolHousehold", "agency", Bookkeepers, Write),
            ("GetHousehold", "name", Readers, Read),
            ("LookUpHouseholds", "agency", Readers, Books),
            ("ListHouseholds", "agency", Staff | Auditor, Read),
            ("RecordComposition", "household", Staff, Write),
            ("AssignConsultant", "household", Staff, Write),
            ("RecordContact", "household", Staff, Write),
            ("RecordHosting", "household", Staff, Write),
            ("AgreeExitPlan", "household", Staff, Write),
            ("CloseHousehold", "household", Staff, Write),
            ("ReopenHousehold", "household", Staff, Write),
            ("CorrectFact", "household", Staff, Write),
            ("ReplayHousehold", "household", Staff | Auditor, Read)),
        .. Of(
            BudgetService.Descriptor,
            ConsentParts.Budget,
            ("RecordIncomeEntry", "household", Staff, Write),
            ("RecordIncome", "household", Staff, Write),
            ("PlanExpense", "household", Staff, Write),
            ("RecordExpense", "household", Staff, Write),
            ("EndBudgetEntry", "household", Staff, Write),
            ("AdjustOccurrence", "household", Staff, Write),
            ("CountCash", "household", Staff, Write),
            ("RecordBalance", "household", Bookkeepers, Write),
            ("RecordResourcesLack", "household", Staff, Write),
            ("CheckFinancialStatement", null, Bookkeepers, Books),
            ("ImportFinancialStatement", "household", Staff, Write),
            ("ExportFinancialStatement", "household", Staff | Auditor, Read),
            ("GetBudget", "household", Readers, Read)),
        .. Of(
            LedgerService.Descriptor,
            ConsentParts.Ledger,
            ("RecordContract", "household", Bookkeepers, Write),
            ("PostCharge", "household", Bookkeepers, Write),
            ("RecordOpeningArrears", "household", Bookkeepers, Write),
            ("AddInterestAndCosts", "household", Bookkeepers, Write),
            ("RecordPayment", "household", Bookkeepers, Write),
            ("ReversePayment", "household", Bookkeepers, Write),
            ("RefundPayment", "household", Bookkeepers, Write),
            ("GrantCredit", "household", Bookkeepers, Write),
            ("DisputeCharge", "household", Staff, Write),
            ("CloseDispute", "household", Staff, Write),
            ("GetLedger", "household", Readers, Read)),
        .. Of(
            PlanService.Descriptor,
            ConsentParts.Plans,
            ("AgreePlan", "household", Staff, Write),
            ("LapsePlan", "household", Staff, Write),
            ("ProposeSuspension", "household", Staff, Write),
            ("DecideSuspension", "household", Staff, Write),
            ("ApproveSuspension", "household", Staff, Write),
            ("EndSuspension", "household", Staff, Write),
            ("GetPlan", "name", Readers, Read),
            ("ListPlans", "household", Readers, Read),
            ("ListSuspensions", "household", Readers, Read)),
        .. Of(
            PlanningService.Descriptor,
            ConsentParts.Budget,
            ("GetCashFlow", "household", Staff | Auditor, Read),
            ("CheckPlan", "household", Staff | Auditor, Read),
            ("ProposePlans", "household", Staff | Auditor, Read),
            ("ComparePlans", "household", Staff | Auditor, Read),
            ("ListLapseProposals", "household", Staff | Auditor, Read)),
        .. Of(
            ComplianceService.Descriptor,
            ConsentParts.Compliance,
            ("AgreeCommitment", "household", Staff, Write),
            ("WithdrawCommitment", "household", Staff, Write),
            ("ClaimNoFault", "household", Staff, Write),
            ("DecideNoFault", "household", Staff, Write),
            ("GetNoFaultAssessment", "household", Readers, Read),
            ("CheckCompliance", "household", Staff, Write),
            ("ListCommitments", "household", Readers, Read),
            ("GetCompliance", "household", Readers, Read)),
        .. Of(
            ArrearsService.Descriptor,
            ConsentParts.Ledger,
            ("GetArrears", "household", Readers, Read),
            ("GetArrearsTrend", "household", Readers, Read),
            ("ListCreditorTotals", "agency", Readers, Books)),
        .. Of(
            EmpowermentService.Descriptor,
            ConsentParts.Empowerment,
            ("RecordEvaluation", "household", Staff, Write),
            ("GetEmpowerment", "household", Readers, Read),
            ("GetEmpowermentProgress", "household", Readers, Read)),
        .. Of(
            WarningService.Descriptor,
            ConsentParts.Compliance,
            ("GetWarnings", "household", Staff | Auditor, Read),
            ("GetWorkList", "agency", Staff | Auditor, Read)),
        .. Of(
            HostingService.Descriptor,
            ConsentParts.Household,
            ("RegisterFlat", "parent", Administrator, Books),
            ("GetOccupancy", "agency", Staff | Auditor | Administrator, Books),
            ("ProposeHosting", "household", Staff, Write),
            ("DecideHosting", "household", Staff, Write),
            ("EndHosting", "household", Staff, Write),
            ("GetHosting", "household", Staff | Auditor, Read)),
        .. Of(
            ReconciliationService.Descriptor,
            ConsentParts.Budget,
            ("ReconcileCash", "household", Readers, Read)),
        .. Of(
            ReconciliationService.Descriptor,
            ConsentParts.Ledger,
            ("ReconcileCreditor", "agency", Supervisor | Roles.Protection | Auditor | Integrator, ReadEach)),
        .. Of(
            BulkService.Descriptor,
            ConsentParts.Ledger,
            ("ImportFacts", null, Bookkeepers, Books)),
        .. Of(
            ProtectionService.Descriptor,
            ConsentParts.Household,
            ("RecordAddress", "household", Staff, Write),
            ("DecideProtection", "household", Roles.Protection, Write),
            ("GiveConsent", "household", Staff, Write),
            ("WithdrawConsent", "household", Staff, Write),
            ("ListConsents", "household", Staff | Auditor, Read),
            ("EraseHousehold", "household", Supervisor | Roles.Protection, Write)),
        .. Of(
            AccessService.Descriptor,
            ConsentParts.Household,
            ("CreateApiKey", "parent", Administrator, Books),
            ("ListApiKeys", "parent", Administrator | Auditor, Books),
            ("RevokeApiKey", "name", Administrator, Books),
            ("ListCallers", "parent", Administrator | Auditor, Books),
            ("ListDisclosures", "parent", Auditor | Roles.Protection, Books)),
    ];

    private static readonly FrozenDictionary<string, Permission> ByMethod = All.ToFrozenDictionary(p => p.Method);

    private static readonly FrozenDictionary<string, Permission> ByRequest = All.ToFrozenDictionary(p => p.Request.FullName);

    /// <summary>Null for a call without a line.</summary>
    /// <param name="method"><c>/package.Service/Method</c>.</param>
    public static Permission? OfCall(string method) => ByMethod.GetValueOrDefault(method);

    /// <summary>Null for a message that no call of its own takes.</summary>
    public static Permission? OfRequest(MessageDescriptor request) => ByRequest.GetValueOrDefault(request.FullName);

    /// <exception cref="InvalidOperationException">A line names a call or a field that the contract does not have.</exception>
    private static IEnumerable<Permission> Of(
        ServiceDescriptor service, string part, params (string Method, string? Field, Roles Roles, Doing Doing)[] lines)
    {
        foreach (var (name, field, roles, doing) in lines)
        {
            var request = service.FindMethodByName(name)?.InputType
                ?? throw new InvalidOperationException($"{service.FullName} has no call {name}.");
            var resource = field is null
                ? null
                : request.FindFieldByName(field) ?? throw new InvalidOperationException($"{request.FullName} has no field {field}.");
            yield return new Permission($"/{service.FullName}/{name}", request, resource, roles, doing, part);
        }
    }
}
