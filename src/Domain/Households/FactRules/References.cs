using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>
/// References from one fact to another: what is not recorded yet is accepted (R14) and so is what was voided; what is recorded must be of
/// the kind meant, and of the same creditor where both name one (R16).
/// </summary>
internal static class References
{
    public static Refusal? Check(HouseholdState state, Fact fact) => fact switch
    {
        ChargePosted { Contract: { } contract } => Target(state, fact, contract, "contract", static t => t is ContractRecorded),
        InterestAndCostsAdded added => Target(state, fact, added.Charge, "charge", IsCharge),
        CreditGranted { Charge: { } charge } => Target(state, fact, charge, "charge", IsCharge),
        ChargeDisputed disputed => Target(state, fact, disputed.Charge, "charge", IsCharge),
        DisputeClosed closed => Target(state, fact, closed.Dispute, "dispute", static t => t is ChargeDisputed),
        PaymentRecorded { Designation: { } designation } => Conditions.First(
            designation.Parts,
            part => Target(state, fact, part.Target, "designation.parts.target", static t => IsCharge(t) || IsPlan(t))),
        PaymentReversed reversed => Target(state, fact, reversed.Payment, "payment", IsPayment),
        PaymentRefunded refunded => Target(state, fact, refunded.Payment, "payment", IsPayment),
        RepaymentPlanAgreed plan => Check(state, plan),
        PlanLapsed lapsed => Target(state, fact, lapsed.Plan, "plan", IsPlan),
        SuspensionEnded ended => Target(state, fact, ended.Suspension, "suspension", IsSuspension),
        IncomeReceived { Entry: { } entry } => Target(state, fact, entry, "entry", static t => t is IncomeEntryRecorded),
        ExpenseIncurred { Planned: { } planned } => Target(state, fact, planned, "planned", static t => t is ExpensePlanned),
        BalanceObserved { Line: { } line } => Target(state, fact, line, "line", static t => t is IncomeReceived or ExpenseIncurred),
        BudgetEntryEnded ended => Target(state, fact, ended.Entry, "entry", static t => t is IncomeEntryRecorded or ExpensePlanned),
        OccurrenceAdjusted adjusted => Target(
            state, fact, adjusted.Entry, "entry", static t => t is IncomeEntryRecorded or ExpensePlanned),
        ComplianceAssessed assessed => Check(state, assessed),
        CommitmentWithdrawn withdrawn => Target(state, fact, withdrawn.Commitment, "commitment", static t => t is CommitmentAgreed),
        NoFaultDecided decided => Target(state, fact, decided.Claim, "claim", static t => t is NoFaultClaimed)
            ?? (decided.Suspension is { } suspension ? Target(state, fact, suspension, "suspension", IsSuspension) : null),
        SuspensionDecided decided => Target(state, fact, decided.Proposal, "proposal", static t => t is SuspensionProposed)
            ?? (decided.Suspension is { } suspension ? Target(state, fact, suspension, "suspension", IsSuspension) : null),
        ExitPlanAgreed plan => Target(state, fact, plan.Hosting, "hosting", IsHosting),
        HostingAgreed { Renews: { } renewed } => Target(state, fact, renewed, "renews", IsHosting),
        HostingProposed { Renews: { } renewed } => Target(state, fact, renewed, "renews", IsHosting),
        HostingDecided decided => Target(state, fact, decided.Proposal, "proposal", static t => t is HostingProposed)
            ?? (decided.Hosting is { } hosting ? Target(state, fact, hosting, "hosting", IsHosting) : null),
        HostingEnded ended => Target(state, fact, ended.Hosting, "hosting", IsHosting),
        ConsentWithdrawn withdrawn => Target(state, fact, withdrawn.Consent, "consent", static t => t is ConsentGiven),
        _ => null,
    };

    /// <summary>The creditor that a fact names itself; null for the others.</summary>
    public static CreditorId? CreditorOf(Fact fact) => fact switch
    {
        ContractRecorded contract => contract.Creditor,
        ChargePosted charge => charge.Creditor,
        OpeningArrearsRecorded opening => opening.Creditor,
        PaymentRecorded payment => payment.Creditor,
        CreditGranted credit => credit.Creditor,
        RepaymentPlanAgreed plan => plan.Creditor,
        SuspensionApproved suspension => suspension.Creditor,
        SuspensionProposed suspension => suspension.Creditor,
        CommitmentAgreed commitment => commitment.Creditor,
        NoFaultClaimed claim => claim.Creditor,
        _ => null,
    };

    private static Refusal? Check(HouseholdState state, RepaymentPlanAgreed plan)
        => Conditions.First(plan.Covered, covered => Target(state, plan, covered.Charge, "covered.charge", IsCharge))
            ?? (plan.Replaces is { } replaced ? Target(state, plan, replaced.Plan, "replaces.plan", IsPlan) : null);

    private static Refusal? Check(HouseholdState state, ComplianceAssessed assessed)
        => Target(state, assessed, assessed.Subject, "subject", static t => t is CommitmentAgreed || IsPlan(t))
            ?? (assessed.Suspension is { } suspension ? Target(state, assessed, suspension, "suspension", IsSuspension) : null)
            ?? (assessed.Reassesses is { } earlier
                ? Target(state, assessed, earlier, "reassesses", static t => t is ComplianceAssessed)
                : null);

    private static Refusal? Target(HouseholdState state, Fact fact, FactId target, string field, Func<Fact, bool> isOfKind)
    {
        if (target == fact.Id)
        {
            return Wrong(Reasons.ReferenceWrongKind, target, field, $"{field} names the fact itself.");
        }

        if (state.Find(target) is not { } recorded)
        {
            return state.FindCorrection(target) is null
                ? null
                : Wrong(Reasons.ReferenceWrongKind, target, field, $"{field} names a correction; name the fact that it corrects.");
        }

        if (!isOfKind(recorded.Original))
        {
            return Wrong(
                Reasons.ReferenceWrongKind, target, field, $"{field} names {target}, which is a {recorded.Original.GetType().Name}.");
        }

        return CreditorOf(fact) is { } own && recorded.Live is { } live && CreditorOf(live) is { } other && own != other
            ? Wrong(Reasons.ReferenceOtherCreditor, target, field, $"{field} names {target}, which belongs to creditor {other}.")
            : null;
    }

    private static Refusal Wrong(string reason, FactId target, string field, string message)
        => new(reason, message, [new RefusalDetail("field", field), new RefusalDetail("reference", target.ToString())]);

    private static bool IsCharge(Fact fact) => fact is ChargePosted or OpeningArrearsRecorded;

    private static bool IsPayment(Fact fact) => fact is PaymentRecorded;

    private static bool IsPlan(Fact fact) => fact is RepaymentPlanAgreed;

    private static bool IsSuspension(Fact fact) => fact is SuspensionApproved;

    private static bool IsHosting(Fact fact) => fact is HostingAgreed;
}
