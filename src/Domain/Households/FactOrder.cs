using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>The one order of facts: effective date, then kind, then the fact's own id (R13).</summary>
public static class FactOrder
{
    public static int Compare(HouseholdEvent left, HouseholdEvent right)
    {
        var byDate = left.Effective.CompareTo(right.Effective);
        if (byDate != 0)
        {
            return byDate;
        }

        var byKind = Rank(left).CompareTo(Rank(right));
        return byKind != 0 ? byKind : IdOf(left).CompareTo(IdOf(right));
    }

    /// <summary>
    /// The place of a kind within a day (R13): opening arrears, charge, interest and cost, credit and waiver, dispute, plan, lapse and
    /// suspension, payment, reversal, commitment, check. What bears no amount of the ledger comes first.
    /// </summary>
    public static int Rank(HouseholdEvent happened) => happened switch
    {
        HouseholdEnrolled => 0,
        HouseholdReopened => 1,
        CompositionRecorded => 2,
        ConsultantAssigned => 3,
        ContractRecorded => 4,
        IncomeEntryRecorded => 5,
        ExpensePlanned => 6,
        BudgetEntryEnded => 7,
        IncomeReceived => 8,
        ExpenseIncurred => 9,
        CashCounted => 10,
        ContactRecorded => 11,
        ResourcesLacked => 12,
        EvaluationRecorded => 13,
        HostingAgreed => 14,
        ExitPlanAgreed => 15,
        NoFaultClaimed => 16,
        NoFaultDecided => 17,
        BalanceObserved => 18,
        OccurrenceAdjusted => 19,
        OpeningArrearsRecorded => 20,
        ChargePosted => 21,
        InterestAndCostsAdded => 22,
        CreditGranted => 23,
        ChargeDisputed => 24,
        DisputeClosed => 25,
        RepaymentPlanAgreed => 26,
        PlanLapsed => 27,
        SuspensionApproved => 28,
        SuspensionEnded => 29,
        PaymentRecorded => 30,
        PaymentReversed => 31,
        PaymentRefunded => 32,
        CommitmentAgreed => 33,
        CommitmentWithdrawn => 34,
        ComplianceAssessed => 35,
        FactCorrected => 36,
        HouseholdClosed => 37,
        AddressRecorded => 38,
        ProtectionDecided => 39,
        ConsentGiven => 40,
        ConsentWithdrawn => 41,
        HouseholdErased => 42,
        SuspensionProposed => 43,
        SuspensionDecided => 44,
        HostingProposed => 45,
        HostingDecided => 46,
        HostingEnded => 47,
        _ => throw new InvalidOperationException($"{happened.GetType().Name} has no place in the order of facts."),
    };

    private static FactId IdOf(HouseholdEvent happened) => happened is Fact fact ? fact.Id : default;
}
