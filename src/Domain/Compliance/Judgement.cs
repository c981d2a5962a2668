using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>How a promise to pay was kept, as of a day (R34, R35).</summary>
/// <param name="Due">What had to be paid; less than promised where the debt of a plan shrank.</param>
/// <param name="PaidInTime">Credited to it by value date within the grace.</param>
/// <param name="CuredOn">The day on which a late payment made it full; null while none did, and for a kept promise.</param>
/// <param name="Suspension">The one that covers the due date and excuses.</param>
public sealed record Judgement(ComplianceOutcome Outcome, Money Due, Money PaidInTime, LocalDate? CuredOn, FactId? Suspension)
{
    /// <summary>Kept within the tolerance, partly kept above zero, broken at zero (R34).</summary>
    internal static ComplianceOutcome OutcomeOf(Money due, Money paidInTime, Money tolerance)
        => paidInTime >= due - tolerance ? ComplianceOutcome.Kept
            : paidInTime.IsPositive ? ComplianceOutcome.PartlyKept
            : ComplianceOutcome.Broken;
}
