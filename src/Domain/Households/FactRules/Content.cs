using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>Whether a fact may be recorded as it stands, first or as the replacement in a correction. Balances have no say (R13).</summary>
internal static class Content
{
    /// <summary>
    /// In this order: what the fact itself says, what it refers to, its creditor, and what stands beside it: for a plan the other plans,
    /// for an evaluation the others, for a decision the claim, for an occurrence its entry, for a hosting the others.
    /// </summary>
    public static Refusal? Check(HouseholdState state, Fact fact, AgencyState agency, Today today)
        => CheckItself(fact, agency, today)
            ?? References.Check(state, fact)
            ?? CheckCreditor(fact, agency)
            ?? CheckBeside(state, fact, agency);

    private static Refusal? CheckBeside(HouseholdState state, Fact fact, AgencyState agency) => fact switch
    {
        RepaymentPlanAgreed plan => PlanPeriods.Check(state, plan),
        EvaluationRecorded evaluation => EvaluationOrder.Check(state, evaluation),
        NoFaultDecided decided => FourEyes.Check(state, decided.Claim, decided.Approver),
        SuspensionDecided decided => FourEyes.Check(state, decided.Proposal, decided.Approver),
        SuspensionApproved suspension => FourEyes.Check(state, suspension),
        OccurrenceAdjusted adjusted => BudgetRules.CheckDate(state, adjusted),
        HostingDecided decided => FourEyes.Check(state, decided.Proposal, decided.Approver),
        HostingAgreed hosting => HostingTerms.Check(state, hosting, HostingValues.InForce(agency, hosting.Date)),
        _ => null,
    };

    private static Refusal? CheckItself(Fact fact, AgencyState agency, Today today) => fact switch
    {
        CompositionRecorded f => HouseholdRules.Check(f, today),
        ConsultantAssigned f => HouseholdRules.Check(f, today),
        IncomeEntryRecorded f => BudgetRules.Check(f, today),
        IncomeReceived f => BudgetRules.Check(f, today),
        ExpensePlanned f => BudgetRules.Check(f, today),
        ExpenseIncurred f => BudgetRules.Check(f, today),
        BudgetEntryEnded f => BudgetRules.Check(f, today),
        OccurrenceAdjusted f => BudgetRules.Check(f, today),
        CashCounted f => BudgetRules.Check(f, today),
        BalanceObserved f => BudgetRules.Check(f, today),
        ContractRecorded f => LedgerRules.Check(f, today),
        ChargePosted f => LedgerRules.Check(f, today),
        OpeningArrearsRecorded f => LedgerRules.Check(f, today),
        InterestAndCostsAdded f => LedgerRules.Check(f, today),
        PaymentRecorded f => LedgerRules.Check(f, today),
        PaymentReversed f => LedgerRules.Check(f, today),
        PaymentRefunded f => LedgerRules.Check(f, today),
        CreditGranted f => LedgerRules.Check(f, today),
        ChargeDisputed f => LedgerRules.Check(f, today),
        DisputeClosed f => LedgerRules.Check(f, today),
        RepaymentPlanAgreed f => PlanRules.Check(f),
        PlanLapsed f => PlanRules.Check(f, today),
        SuspensionApproved f => PlanRules.Check(f, ValuesOn(f, agency)),
        SuspensionProposed f => SuspensionRules.Check(f, ValuesOn(f, agency), today),
        SuspensionDecided f => SuspensionRules.Check(f, today),
        SuspensionEnded f => PlanRules.Check(f),
        CommitmentAgreed f => ComplianceRules.Check(f),
        CommitmentWithdrawn f => ComplianceRules.Check(f, today),
        ComplianceAssessed f => ComplianceRules.Check(f, today),
        NoFaultClaimed f => NoFaultRules.Check(f, ValuesOn(f, agency), today),
        NoFaultDecided f => NoFaultRules.Check(f, today),
        ContactRecorded f => CoachingRules.Check(f, today),
        ResourcesLacked f => CoachingRules.Check(f, today),
        EvaluationRecorded f => CoachingRules.Check(f, today),
        HostingAgreed f => CoachingRules.Check(f, today),
        ExitPlanAgreed f => CoachingRules.Check(f, today),
        HostingProposed f => HostingRules.Check(f, today),
        HostingDecided f => HostingRules.Check(f, today),
        HostingEnded f => HostingRules.Check(f, today),
        AddressRecorded f => ProtectionRules.Check(f, today),
        ProtectionDecided f => ProtectionRules.Check(f, today),
        ConsentGiven f => ProtectionRules.Check(f, today),
        ConsentWithdrawn f => ProtectionRules.Check(f, today),
        _ => throw new InvalidOperationException($"{fact.GetType().Name} has no rules of content."),
    };

    private static ParameterValues? ValuesOn(Fact fact, AgencyState agency) => agency.Parameters.InForce(fact.Effective)?.Values;

    private static Refusal? CheckCreditor(Fact fact, AgencyState agency)
        => References.CreditorOf(fact) is { } creditor && agency.FindCreditor(creditor) is null
            ? new Refusal(
                Reasons.CreditorUnknown,
                $"Creditor {creditor} is not registered with the agency.",
                [new RefusalDetail("creditor", creditor.ToString())])
            : null;
}
