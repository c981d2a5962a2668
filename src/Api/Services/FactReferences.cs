using BudgetCoaching.Domain;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Services;

/// <summary>The ids that a fact names: they may be recorded later (R14), and a receipt tells which are missing.</summary>
internal static class FactReferences
{
    public static IEnumerable<FactId> Of(Fact fact) => fact switch
    {
        ChargePosted { Contract: { } contract } => [contract],
        InterestAndCostsAdded added => [added.Charge],
        PaymentRecorded { Designation: { } designation } => designation.Parts.Select(part => part.Target),
        PaymentReversed reversed => [reversed.Payment],
        PaymentRefunded refunded => [refunded.Payment],
        CreditGranted { Charge: { } charge } => [charge],
        ChargeDisputed disputed => [disputed.Charge],
        DisputeClosed closed => [closed.Dispute],
        RepaymentPlanAgreed plan => plan.Covered.Select(covered => covered.Charge),
        SuspensionEnded ended => [ended.Suspension],
        IncomeReceived { Entry: { } entry } => [entry],
        ExpenseIncurred { Planned: { } planned } => [planned],
        BudgetEntryEnded ended => [ended.Entry],
        OccurrenceAdjusted adjusted => [adjusted.Entry],
        BalanceObserved { Line: { } line } => [line],
        CommitmentWithdrawn withdrawn => [withdrawn.Commitment],
        ExitPlanAgreed plan => [plan.Hosting],
        HostingAgreed { Renews: { } renewed } => [renewed],
        ConsentWithdrawn withdrawn => [withdrawn.Consent],
        _ => [],
    };
}
