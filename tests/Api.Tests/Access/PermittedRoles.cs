namespace BudgetCoaching.Api.Tests.Access;

/// <summary>Who may make which call, written out a second time: a slip in the service's own table is not copied here.</summary>
internal static class PermittedRoles
{
    private const string C = "consultant";
    private const string S = "supervisor";
    private const string I = "integrator";
    private const string A = "auditor";
    private const string P = "protection";
    private const string D = "administrator";

    private static readonly string[] Everybody = [C, S, I, A, P, D];
    private static readonly string[] Staff = [C, S, P];
    private static readonly string[] StaffAndIntegrators = [C, S, P, I];
    private static readonly string[] StaffAndAuditors = [C, S, P, A];
    private static readonly string[] Administrators = [D];

    /// <summary>By service and method. An integrator reads a household only with its consent, which nobody gave here.</summary>
    public static IReadOnlyDictionary<string, string[]> ByCall { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["AgencyService/CreateAgency"] = Administrators,
        ["AgencyService/GetAgency"] = Everybody,
        ["AgencyService/RegisterCreditor"] = Administrators,
        ["AgencyService/ListCreditors"] = Everybody,
        ["AgencyService/PublishParameterSet"] = Administrators,
        ["AgencyService/GetParameterSet"] = Everybody,
        ["AgencyService/ListParameterSets"] = Everybody,
        ["AgencyService/MapOwnId"] = StaffAndIntegrators,
        ["AgencyService/ReleaseOwnId"] = StaffAndIntegrators,
        ["HouseholdService/EnrolHousehold"] = StaffAndIntegrators,
        ["HouseholdService/GetHousehold"] = StaffAndAuditors,
        ["HouseholdService/LookUpHouseholds"] = [C, S, P, I, A],
        ["HouseholdService/ListHouseholds"] = StaffAndAuditors,
        ["HouseholdService/RecordComposition"] = Staff,
        ["HouseholdService/AssignConsultant"] = Staff,
        ["HouseholdService/RecordContact"] = Staff,
        ["HouseholdService/RecordHosting"] = Staff,
        ["HouseholdService/AgreeExitPlan"] = Staff,
        ["HouseholdService/CloseHousehold"] = Staff,
        ["HouseholdService/ReopenHousehold"] = Staff,
        ["HouseholdService/CorrectFact"] = Staff,
        ["HouseholdService/ReplayHousehold"] = StaffAndAuditors,
        ["BudgetService/RecordIncomeEntry"] = Staff,
        ["BudgetService/RecordIncome"] = Staff,
        ["BudgetService/PlanExpense"] = Staff,
        ["BudgetService/RecordExpense"] = Staff,
        ["BudgetService/EndBudgetEntry"] = Staff,
        ["BudgetService/CountCash"] = Staff,
        ["BudgetService/RecordBalance"] = StaffAndIntegrators,
        ["BudgetService/RecordResourcesLack"] = Staff,
        ["BudgetService/AdjustOccurrence"] = Staff,
        ["BudgetService/CheckFinancialStatement"] = StaffAndIntegrators,
        ["BudgetService/ImportFinancialStatement"] = Staff,
        ["BudgetService/ExportFinancialStatement"] = StaffAndAuditors,
        ["BudgetService/GetBudget"] = StaffAndAuditors,
        ["LedgerService/RecordContract"] = StaffAndIntegrators,
        ["LedgerService/PostCharge"] = StaffAndIntegrators,
        ["LedgerService/RecordOpeningArrears"] = StaffAndIntegrators,
        ["LedgerService/AddInterestAndCosts"] = StaffAndIntegrators,
        ["LedgerService/RecordPayment"] = StaffAndIntegrators,
        ["LedgerService/ReversePayment"] = StaffAndIntegrators,
        ["LedgerService/RefundPayment"] = StaffAndIntegrators,
        ["LedgerService/GrantCredit"] = StaffAndIntegrators,
        ["LedgerService/DisputeCharge"] = Staff,
        ["LedgerService/CloseDispute"] = Staff,
        ["LedgerService/GetLedger"] = StaffAndAuditors,
        ["PlanService/AgreePlan"] = Staff,
        ["PlanService/LapsePlan"] = Staff,
        ["PlanService/ProposeSuspension"] = Staff,
        ["PlanService/DecideSuspension"] = Staff,
        ["PlanService/ApproveSuspension"] = Staff,
        ["PlanService/EndSuspension"] = Staff,
        ["PlanService/GetPlan"] = StaffAndAuditors,
        ["PlanService/ListPlans"] = StaffAndAuditors,
        ["PlanService/ListSuspensions"] = StaffAndAuditors,
        ["PlanningService/GetCashFlow"] = StaffAndAuditors,
        ["PlanningService/CheckPlan"] = StaffAndAuditors,
        ["PlanningService/ProposePlans"] = StaffAndAuditors,
        ["PlanningService/ComparePlans"] = StaffAndAuditors,
        ["PlanningService/ListLapseProposals"] = StaffAndAuditors,
        ["ComplianceService/AgreeCommitment"] = Staff,
        ["ComplianceService/WithdrawCommitment"] = Staff,
        ["ComplianceService/ClaimNoFault"] = Staff,
        ["ComplianceService/DecideNoFault"] = Staff,
        ["ComplianceService/GetNoFaultAssessment"] = StaffAndAuditors,
        ["ComplianceService/CheckCompliance"] = Staff,
        ["ComplianceService/ListCommitments"] = StaffAndAuditors,
        ["ComplianceService/GetCompliance"] = StaffAndAuditors,
        ["ArrearsService/GetArrears"] = StaffAndAuditors,
        ["ArrearsService/GetArrearsTrend"] = StaffAndAuditors,
        ["ArrearsService/ListCreditorTotals"] = [C, S, P, I, A],
        ["EmpowermentService/RecordEvaluation"] = Staff,
        ["EmpowermentService/GetEmpowerment"] = StaffAndAuditors,
        ["EmpowermentService/GetEmpowermentProgress"] = StaffAndAuditors,
        ["WarningService/GetWarnings"] = StaffAndAuditors,
        ["WarningService/GetWorkList"] = StaffAndAuditors,
        ["ReconciliationService/ReconcileCash"] = StaffAndAuditors,
        ["ReconciliationService/ReconcileCreditor"] = [S, P, A, I],
        ["BulkService/ImportFacts"] = StaffAndIntegrators,
        ["ProtectionService/RecordAddress"] = Staff,
        ["ProtectionService/DecideProtection"] = [P],
        ["ProtectionService/GiveConsent"] = Staff,
        ["ProtectionService/WithdrawConsent"] = Staff,
        ["ProtectionService/ListConsents"] = StaffAndAuditors,
        ["ProtectionService/EraseHousehold"] = [S, P],
        ["AccessService/CreateApiKey"] = Administrators,
        ["AccessService/ListApiKeys"] = [D, A],
        ["AccessService/RevokeApiKey"] = Administrators,
        ["AccessService/ListCallers"] = [D, A],
        ["AccessService/ListDisclosures"] = [A, P],
    };
}
