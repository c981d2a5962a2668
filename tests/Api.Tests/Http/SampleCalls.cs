using BudgetCoaching.V1;

namespace BudgetCoaching.Api.Tests.Http;

/// <summary>
/// One good request or more for every call of the contract, as JSON, in an order in which each finds what it needs. Ids stand for
/// themselves: <c>#1</c> is a UUID, the same wherever it stands.
/// </summary>
internal static class SampleCalls
{
    private const string Household = "households/#1";

    public static readonly (string Call, string Json)[] All =
    [
        ("AgencyService.CreateAgency", """{"agencyId": "web", "agency": {"displayName": "Più case"}, "requestId": "#100"}"""),
        ("AgencyService.GetAgency", """{"name": "agencies/web"}"""),
        ("AgencyService.RegisterCreditor",
            """{"parent": "agencies/web", "creditorId": "aler", "creditor": {"displayName": "ALER"}, "requestId": "#101"}"""),
        ("AgencyService.ListCreditors", """{"parent": "agencies/web", "pageSize": 1}"""),
        ("AgencyService.GetParameterSet", """{"name": "agencies/web/parameterSets/shipped-2026-01"}"""),
        ("AgencyService.ListParameterSets", """{"parent": "agencies/web"}"""),
        ("HouseholdService.EnrolHousehold",
            """
            {"householdId": "#1", "agency": "agencies/web", "displayName": "Famiglia \"Niccolò\"",
             "enrolmentDate": {"year": 2025, "month": 1, "day": 1}, "requestId": "#102"}
            """),
        ("HouseholdService.LookUpHouseholds",
            """{"agency": "agencies/web", "households": ["households/#1", "households/#1645", "households/external:none"]}"""),
        ("HouseholdService.RecordComposition",
            """
            {"household": "households/#1", "requestId": "#103", "compositionId": "#2", "composition": {
              "effectiveDate": {"year": 2025, "month": 1, "day": 2},
              "members": [{"memberId": "#3", "displayName": "Zoë", "ageBand": "AGE_BAND_18_TO_61"}], "tags": ["tenant"]}}
            """),
        ("HouseholdService.AssignConsultant", Write("#104",
            """ "assignment": {"effectiveDate": {"year": 2025, "month": 1, "day": 2}, "consultant": "giulia"} """)),
        ("BudgetService.RecordIncomeEntry", Write("#105",
            """
            "incomeEntryId": "#4", "incomeEntry": {"declaredDate": {"year": 2025, "month": 1, "day": 10}, "source": "INCOME_SOURCE_WAGES",
            "amount": {"currencyCode": "EUR", "units": 1200}, "reliability": "RELIABILITY_CERTAIN",
            "recurrence": {"frequency": "FREQUENCY_MONTHLY", "firstDate": {"year": 2025, "month": 1, "day": 27}}}
            """)),
        ("BudgetService.RecordIncome", Write("#106",
            """
            "income": {"receiptDate": {"year": 2025, "month": 1, "day": 27}, "amount": {"currencyCode": "EUR", "units": "1200"},
            "source": "INCOME_SOURCE_WAGES", "entryId": "#4"}
            """)),
        ("BudgetService.PlanExpense", Write("#107",
            """
            "plannedExpenseId": "#5", "plannedExpense": {"plannedDate": {"year": 2025, "month": 1, "day": 10}, "category": "food",
            "need": "NEED_CLASS_PRIMARY", "amount": {"currencyCode": "EUR", "units": 300},
            "recurrence": {"frequency": "FREQUENCY_MONTHLY", "firstDate": {"year": 2025, "month": 1, "day": 1}}}
            """)),
        ("BudgetService.RecordExpense", Write("#108",
            """
            "expense": {"expenseDate": {"year": 2025, "month": 1, "day": 28}, "category": "food", "need": "NEED_CLASS_PRIMARY",
            "amount": {"currencyCode": "EUR", "units": 12, "nanos": 340000000}, "plannedId": "#5"}
            """)),
        ("BudgetService.CountCash", Write("#109",
            """ "cashCount": {"countDate": {"year": 2025, "month": 1, "day": 31}, "amount": {"currencyCode": "EUR", "units": 80}} """)),
        ("BudgetService.RecordBalance", Write("#132",
            """
            "observedBalance": {"observationDate": {"year": 2025, "month": 1, "day": 28}, "accountId": "#14", "source": "statement",
            "balance": {"currencyCode": "EUR", "units": -3, "nanos": -500000000}}
            """)),
        ("ReconciliationService.ReconcileCash", Read(
            """
            "fromDate": {"year": 2025, "month": 1, "day": 1}, "pageSize": 10, "differencesOnly": true,
            "viewpoint": {"asOf": {"year": 2025, "month": 12, "day": 31}}
            """)),
        ("BudgetService.EndBudgetEntry", Write("#110",
            """ "budgetEntryEnd": {"endDate": {"year": 2025, "month": 6, "day": 1}, "entryId": "#5"} """)),
        ("BudgetService.GetBudget", Read(""" "month": "2025-01", "viewpoint": {"asOf": {"year": 2025, "month": 1, "day": 31}} """)),
        ("LedgerService.RecordContract", Write("#111",
            """
            "contractId": "#6", "contract": {"signatureDate": {"year": 2025, "month": 1, "day": 1}, "creditor": "aler",
            "kind": "CHARGE_KIND_RENT", "amount": {"currencyCode": "EUR", "units": 200}, "everyMonths": 1,
            "term": {"startDate": {"year": 2025, "month": 1, "day": 1}, "endDate": {"year": 2027, "month": 1, "day": 1}}}
            """)),
        ("LedgerService.PostCharge", Write("#112",
            """
            "chargeId": "#7", "charge": {"issueDate": {"year": 2025, "month": 2, "day": 1}, "creditor": "aler", "kind": "CHARGE_KIND_RENT",
            "dueDate": {"year": 2025, "month": 2, "day": 5}, "amount": {"capital": {"currencyCode": "EUR", "units": 500}}}
            """)),
        ("LedgerService.RecordOpeningArrears", Write("#113",
            """
            "openingArrears": {"effectiveDate": {"year": 2025, "month": 1, "day": 1}, "creditor": "aler", "kind": "CHARGE_KIND_RENT",
            "dueDate": {"year": 2024, "month": 11, "day": 30}, "amount": {"capital": {"currencyCode": "EUR", "units": 40}}}
            """)),
        ("LedgerService.AddInterestAndCosts", Write("#114",
            """
            "addedInterestAndCosts": {"effectiveDate": {"year": 2025, "month": 2, "day": 20}, "chargeId": "#7",
            "interest": {"currencyCode": "EUR", "units": 3}, "costs": {"currencyCode": "EUR", "units": 1}}
            """)),
        ("LedgerService.RecordPayment", Write("#115",
            """
            "paymentId": "#8", "payment": {"valueDate": {"year": 2025, "month": 2, "day": 25}, "creditor": "aler",
            "amount": {"currencyCode": "EUR", "units": 60}}
            """)),
        ("LedgerService.RefundPayment", Write("#116",
            """
            "refund": {"refundDate": {"year": 2025, "month": 2, "day": 26}, "paymentId": "#8",
            "amount": {"currencyCode": "EUR", "units": 5}}
            """)),
        ("LedgerService.ReversePayment", Write("#117",
            """ "reversal": {"returnDate": {"year": 2025, "month": 2, "day": 27}, "paymentId": "#8", "reasonCode": "returned"} """)),
        ("LedgerService.GrantCredit", Write("#118",
            """
            "credit": {"effectiveDate": {"year": 2025, "month": 2, "day": 28}, "creditor": "aler", "kind": "CREDIT_KIND_WAIVER",
            "amount": {"currencyCode": "EUR", "units": 4}, "chargeId": "#7"}
            """)),
        ("LedgerService.DisputeCharge", Write("#119",
            """
            "disputeId": "#9", "dispute": {"effectiveDate": {"year": 2025, "month": 3, "day": 1}, "chargeId": "#7",
            "amount": {"currencyCode": "EUR", "units": 10}}
            """)),
        ("LedgerService.CloseDispute", Write("#120",
            """
            "disputeClosing": {"effectiveDate": {"year": 2025, "month": 3, "day": 5}, "disputeId": "#9",
            "outcome": "DISPUTE_OUTCOME_REJECTED"}
            """)),
        ("LedgerService.GetLedger", Read(""" "viewpoint": {"asOf": {"year": 2025, "month": 3, "day": 5}} """)),
        ("PlanService.AgreePlan", Write("#121",
            """
            "planId": "#10", "terms": {"signatureDate": {"year": 2025, "month": 4, "day": 1}, "creditor": "aler",
            "coveredCharges": [{"chargeId": "#7", "amount": {"currencyCode": "EUR", "units": 500}}],
            "equalInstalments": {"count": 5, "firstDueDate": {"year": 2025, "month": 5, "day": 5}},
            "acceptanceDate": {"year": 2025, "month": 4, "day": 1}}
            """)),
        ("PlanService.GetPlan", """{"name": "households/#1/plans/#10", "viewpoint": {"asOf": {"year": 2025, "month": 5, "day": 5}}}"""),
        ("PlanService.ListPlans", Read("")),
        ("PlanningService.GetCashFlow", Read(""" "horizonDays": 3, "viewpoint": {"asOf": {"year": 2025, "month": 1, "day": 31}} """)),
        ("PlanningService.CheckPlan", Read(
            """
            "viewpoint": {"asOf": {"year": 2025, "month": 3, "day": 31}}, "draft": {
            "budget": {"openingCash": {"currencyCode": "EUR", "units": -20}, "removedEntryIds": ["#5"]},
            "plans": [{"creditor": "aler", "payments": [{"dueDate": {"year": 2025, "month": 5, "day": 5},
              "amount": {"currencyCode": "EUR", "units": 50}}]}]}
            """)),
        ("PlanningService.ComparePlans", Read(
            """
            "viewpoint": {"asOf": {"year": 2025, "month": 3, "day": 31}}, "first": {}, "second": {"budget": {"changes": [
            {"entryId": "#4", "plannedDate": {"year": 2025, "month": 4, "day": 27}, "skipped": true}]}}
            """)),
        ("PlanningService.ProposePlans", Read(
            """
            "viewpoint": {"asOf": {"year": 2025, "month": 3, "day": 31}}, "debts": [{"creditor": "aler"}],
            "budget": {"openingCash": {"currencyCode": "EUR", "units": 900}}, "preferWithinLimits": true
            """)),
        ("PlanningService.ListLapseProposals", Read(""" "viewpoint": {"asOf": {"year": 2025, "month": 6, "day": 1}} """)),
        ("PlanService.ApproveSuspension", Write("#122",
            """
            "suspensionId": "#11", "suspension": {"decisionDate": {"year": 2025, "month": 5, "day": 5}, "creditor": "aler",
            "period": {"startDate": {"year": 2025, "month": 5, "day": 5}, "endDate": {"year": 2025, "month": 5, "day": 11}},
            "reasonCode": "no-fault", "evidence": "letter 12", "proposer": "anna", "approver": "bruno"}
            """)),
        ("PlanService.ProposeSuspension", Write("#1640",
            """
            "proposalId": "#1641", "suspensionProposal": {"proposalDate": {"year": 2025, "month": 5, "day": 1}, "creditor": "aler",
            "period": {"startDate": {"year": 2025, "month": 6, "day": 1}, "endDate": {"year": 2025, "month": 7, "day": 1}},
            "reasonCode": "illness", "evidence": "letter 14", "proposer": "anna"}
            """)),
        ("PlanService.DecideSuspension", Write("#1642",
            """
            "decisionId": "#1643", "ruling": {"decisionDate": {"year": 2025, "month": 5, "day": 2}, "proposalId": "#1641",
            "approval": {"suspensionId": "#1644"}, "reasonCode": "illness", "approver": "bruno"}
            """)),
        ("PlanService.ListSuspensions", Read("")),
        ("PlanService.EndSuspension", Write("#123",
            """ "suspensionEnd": {"resumeDate": {"year": 2025, "month": 5, "day": 8}, "suspensionId": "#11"} """)),
        ("ComplianceService.AgreeCommitment", Write("#124",
            """
            "commitmentId": "#12", "commitment": {"agreementDate": {"year": 2025, "month": 2, "day": 1}, "kind": "COMMITMENT_KIND_PAYMENT",
            "dueDate": {"year": 2025, "month": 2, "day": 10}, "creditor": "aler", "amount": {"currencyCode": "EUR", "units": 20}}
            """)),
        ("ComplianceService.AgreeCommitment", Write("#235",
            """
            "commitmentId": "#219", "commitment": {"agreementDate": {"year": 2025, "month": 2, "day": 1}, "kind": "COMMITMENT_KIND_TASK",
            "ownerId": "#3", "dueDate": {"year": 2025, "month": 7, "day": 10}, "what": "waters the yard"}
            """)),
        ("ComplianceService.CheckCompliance", Write("#125",
            """ "subjectId": "#12", "judgementDate": {"year": 2025, "month": 3, "day": 1} """)),
        ("ComplianceService.WithdrawCommitment", Write("#236",
            """
            "withdrawal": {"withdrawalDate": {"year": 2025, "month": 6, "day": 1}, "commitmentId": "#219", "reasonCode": "agreed"}
            """)),
        ("ComplianceService.ClaimNoFault", Write("#237",
            """
            "claimId": "#215", "noFaultClaim": {"claimDate": {"year": 2025, "month": 6, "day": 1}, "creditor": "aler",
            "cause": "NO_FAULT_CAUSE_DISMISSAL", "causeDate": {"year": 2025, "month": 5, "day": 12}, "evidence": "letter 13",
            "period": {"startDate": {"year": 2025, "month": 5, "day": 12}, "endDate": {"year": 2025, "month": 7, "day": 1}},
            "proposer": "anna"}
            """)),
        ("ComplianceService.GetNoFaultAssessment", Read(
            """ "claimId": "#215", "viewpoint": {"asOf": {"year": 2025, "month": 6, "day": 30}} """)),
        ("ComplianceService.DecideNoFault", Write("#238",
            """
            "decisionId": "#216", "ruling": {"decisionDate": {"year": 2025, "month": 6, "day": 5}, "claimId": "#215",
            "recognition": {"suspensionId": "#217"}, "reasonCode": "job-loss", "approver": "bruno"}
            """)),
        ("HouseholdService.RecordContact", Write("#239",
            """ "contact": {"contactDate": {"year": 2025, "month": 2, "day": 3}, "way": "CONTACT_WAY_VISIT", "note": "però"} """)),
        ("HouseholdService.RecordHosting", Write("#240",
            """
            "hostingId": "#218", "hosting": {"agreementDate": {"year": 2025, "month": 2, "day": 1},
            "period": {"startDate": {"year": 2025, "month": 2, "day": 1}, "endDate": {"year": 2026, "month": 2, "day": 1}}}
            """)),
        ("HouseholdService.AgreeExitPlan", Write("#241",
            """ "exitPlan": {"agreementDate": {"year": 2025, "month": 3, "day": 1}, "hostingId": "#218", "what": "a flat"} """)),
        ("HostingService.RegisterFlat",
            """
            {"parent": "agencies/web", "flatId": "desio-1", "requestId": "#1700",
             "flat": {"effectiveDate": {"year": 2025, "month": 1, "day": 1}, "district": "desio", "placeCount": 4}}
            """),
        ("HostingService.ProposeHosting", Write("#1701",
            """
            "proposalId": "#1702", "hostingProposal": {"proposalDate": {"year": 2025, "month": 9, "day": 1}, "renewsId": "#218",
            "flat": "desio-1", "reasonCode": "no-home-found", "evidence": "report 3", "proposer": "anna"}
            """)),
        ("HostingService.DecideHosting", Write("#1703",
            """
            "decisionId": "#1704", "hostingRuling": {"decisionDate": {"year": 2025, "month": 9, "day": 2}, "proposalId": "#1702",
            "approved": true, "reasonCode": "agreed", "approver": "bruno"}
            """)),
        ("HostingService.DecideHosting", Write("#1705",
            """
            "hostingRuling": {"decisionDate": {"year": 2025, "month": 9, "day": 3}, "proposalId": "#1702", "approved": true,
            "reasonCode": "agreed", "approver": "carla"}
            """)),
        ("HostingService.GetOccupancy", """{"agency": "agencies/web", "occupancyDate": {"year": 2026, "month": 3, "day": 1}}"""),
        ("HostingService.EndHosting", Write("#1706",
            """
            "hostingEnd": {"endDate": {"year": 2025, "month": 9, "day": 20}, "hostingId": "#218", "exit": "HOSTING_EXIT_PRIVATE_RENT"}
            """)),
        ("HostingService.GetHosting", Read("")),
        ("BudgetService.AdjustOccurrence", Write("#300",
            """
            "occurrenceAdjustment": {"adjustmentDate": {"year": 2025, "month": 2, "day": 20}, "change": {"entryId": "#4",
            "plannedDate": {"year": 2025, "month": 2, "day": 27}, "skipped": true}}
            """)),
        ("BudgetService.RecordResourcesLack", Write("#242",
            """ "resourcesLack": {"lackDate": {"year": 2025, "month": 2, "day": 20}} """)),
        ("EmpowermentService.RecordEvaluation", Write("#243",
            """
            "evaluation": {"evaluationDate": {"year": 2025, "month": 1, "day": 15}, "phase": "EVALUATION_PHASE_ENTRY",
            "wellBeing": {"version": "WELL_BEING_VERSION_CFPB_TEN_ITEMS", "mode": "INTERVIEW_MODE_SELF_ADMINISTERED",
            "age": "ADULT_AGE_FROM_62", "choices": [1, 2, 3, 4, 5, 4, 3, 2, 1, 2], "respondentId": "#3"},
            "matrix": [{"domain": "MATRIX_DOMAIN_INCOME", "level": 2}]}
            """)),
        ("EmpowermentService.GetEmpowerment", Read(""" "viewpoint": {"asOf": {"year": 2025, "month": 6, "day": 1}} """)),
        ("WarningService.GetWarnings", Read(""" "viewpoint": {"asOf": {"year": 2025, "month": 6, "day": 20}} """)),
        ("ComplianceService.ListCommitments", Read(""" "pageSize": 5 """)),
        ("ComplianceService.GetCompliance", Read(""" "viewpoint": {"asOf": {"year": 2025, "month": 6, "day": 1}} """)),
        ("PlanService.LapsePlan", Write("#126",
            """ "lapse": {"lapseDate": {"year": 2025, "month": 7, "day": 1}, "planId": "#10", "reasonCode": "not-kept"} """)),
        ("HouseholdService.CorrectFact", Write("#127",
            """
            "factId": "#7", "reasonCode": "typing-error", "correctionId": "#13", "replacement": {"charge": {
            "issueDate": {"year": 2025, "month": 2, "day": 1}, "creditor": "aler", "kind": "CHARGE_KIND_RENT",
            "dueDate": {"year": 2025, "month": 2, "day": 6}, "amount": {"capital": {"currencyCode": "EUR", "units": 510}}}}
            """)),
        ("HouseholdService.GetHousehold",
            """{"name": "households/#1", "viewpoint": {"knownOn": {"year": 2199, "month": 12, "day": 31}}}"""),
        ("ArrearsService.GetArrears", Read(""" "creditor": "aler", "viewpoint": {"knownAt": "2199-06-01T00:00:00.000001Z"} """)),
        ("ArrearsService.GetArrearsTrend", Read("")),
        ("EmpowermentService.GetEmpowermentProgress", Read("")),
        ("BudgetService.CheckFinancialStatement", $$"""{"statementJson": {{Text(StatementSamples.W4)}}}"""),
        ("BudgetService.ImportFinancialStatement", Write("#301",
            $$"""
            "statementJson": {{Text(StatementSamples.Right)}}, "importDate": {"year": 2025, "month": 7, "day": 15},
            "firstDate": {"year": 2025, "month": 8, "day": 5}, "replaceBudget": true
            """)),
        ("BudgetService.ExportFinancialStatement", Read(""" "viewpoint": {"asOf": {"year": 2025, "month": 7, "day": 20}} """)),
        ("HouseholdService.CloseHousehold", Write("#128",
            """ "closing": {"closingDate": {"year": 2025, "month": 8, "day": 1}, "reasonCode": "moved"} """)),
        ("HouseholdService.ReopenHousehold", Write("#129",
            """ "reopening": {"reopeningDate": {"year": 2025, "month": 9, "day": 1}, "reasonCode": "back"} """)),
        ("HouseholdService.ListHouseholds", """{"agency": "agencies/web", "showClosed": true, "trendClass": "TREND_CLASS_UNSPECIFIED"}"""),
        ("WarningService.GetWorkList", """{"agency": "agencies/web", "pageSize": 10}"""),
        ("ArrearsService.ListCreditorTotals", """{"agency": "agencies/web", "pageSize": 10}"""),
        ("AgencyService.MapOwnId",
            """
            {"agency": "agencies/web", "kind": "OWN_ID_KIND_HOUSEHOLD", "ownId": "2025/4711", "target": "households/#1",
             "requestId": "#133"}
            """),
        ("AgencyService.ReleaseOwnId",
            """{"agency": "agencies/web", "kind": "OWN_ID_KIND_HOUSEHOLD", "ownId": "2025/4711", "requestId": "#134"}"""),
        ("ReconciliationService.ReconcileCreditor",
            """
            {"agency": "agencies/web", "creditor": "aler", "fromMonth": "2025-02", "toMonth": "2025-03",
             "chargeMonth": "CHARGE_MONTH_DUE_DATE",
             "statedTotals": [{"month": "2025-02", "charged": {"currencyCode": "EUR", "units": 500}}]}
            """),
        ("HouseholdService.ReplayHousehold", Read(""" "afterVersion": "2" """)),
        ("ProtectionService.RecordAddress", Write("#150",
            """ "address": {"effectiveDate": {"year": 2025, "month": 9, "day": 2}, "street": "via Roma 12", "place": "Cremona"} """)),
        ("ProtectionService.DecideProtection", Write("#151",
            """ "protection": {"decisionDate": {"year": 2025, "month": 9, "day": 2}, "isProtected": true, "reasonCode": "violence"} """)),
        ("ProtectionService.GiveConsent", Write("#152",
            """
            "consentId": "#195", "consent": {"consentDate": {"year": 2025, "month": 9, "day": 2}, "recipient": "social-services",
            "purpose": "social-project", "parts": ["ledger"],
            "period": {"startDate": {"year": 2025, "month": 9, "day": 2}, "endDate": {"year": 2025, "month": 12, "day": 2}}}
            """)),
        ("ProtectionService.WithdrawConsent", Write("#153",
            """ "withdrawal": {"withdrawalDate": {"year": 2025, "month": 10, "day": 2}, "consentId": "#195"} """)),
        ("ProtectionService.ListConsents", Read("")),
        ("AccessService.ListApiKeys", """{"parent": "agencies/web"}"""),
        ("AccessService.ListCallers", """{"parent": "agencies/web", "pageSize": 3}"""),
        ("AccessService.ListDisclosures", """{"parent": "agencies/web", "household": "households/#1", "pageSize": 3}"""),
    ];

    /// <summary>Calls that succeed only once, in a form in which they are refused.</summary>
    public static readonly (string Call, string Json)[] RefusedOnes =
    [
        ("AccessService.CreateApiKey", """{"parent": "agencies/web", "apiKey": {"actor": "nightly", "role": "owner"}}"""),
        ("AccessService.RevokeApiKey", """{"name": "agencies/web/apiKeys/none"}"""),
        ("ProtectionService.EraseHousehold",
            """{"household": "households/#99", "erasure": {"reasonCode": "asked-to"}, "requestId": "#144"}"""),
    ];

    /// <summary>A set is published as a whole: what was in force, with other days of grace.</summary>
    public static PublishParameterSetRequest Publish(ParameterSet inForce)
    {
        var set = inForce.Clone();
        set.ValidFromDate = Wire.Day("2025-06-01");
        set.Values.GraceDays = 3;
        return new PublishParameterSetRequest
        {
            Parent = "agencies/web", ParameterSetId = "three-days", ParameterSet = set, RequestId = Uuid(130),
        };
    }

    /// <summary>Rows of a bulk import: one that is recorded, one that is refused.</summary>
    public static readonly string[] Rows =
    [
        """
        {"row": 1, "recordPayment": {"household": "households/#1", "requestId": "#131", "payment": {
          "valueDate": {"year": 2025, "month": 10, "day": 1}, "creditor": "aler", "amount": {"currencyCode": "EUR", "units": 5}}}}
        """,
        """{"row": 2, "countCash": {"household": "x", "requestId": "y"}}""",
    ];

    public static string WithIds(string json) => System.Text.RegularExpressions.Regex.Replace(
        json,
        "#[0-9]+",
        number => Uuid(int.Parse(number.ValueSpan[1..], System.Globalization.CultureInfo.InvariantCulture)),
        System.Text.RegularExpressions.RegexOptions.None,
        TimeSpan.FromSeconds(1));

    public static string Uuid(int number) => $"00000000-0000-4000-8000-{number:D12}";

    /// <summary>As a string of JSON.</summary>
    private static string Text(string words) => System.Text.Json.JsonSerializer.Serialize(words);

    private static string Write(string requestId, string fields) =>
        $$"""{"household": "{{Household}}", "requestId": "{{requestId}}", {{fields}}}""";

    private static string Read(string fields) => fields.Length == 0
        ? $$"""{"household": "{{Household}}"}"""
        : $$"""{"household": "{{Household}}", {{fields}}}""";
}
