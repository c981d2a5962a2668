using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>A fact as the stream holds it: what was first recorded and what is in force now (R4).</summary>
/// <param name="Version">Of the event that first recorded it.</param>
/// <param name="Live">The fact in force; null when it is void.</param>
/// <param name="LiveCorrection">The correction in force; null while there is none.</param>
public sealed record RecordedFact(long Version, Fact Original, Fact? Live, FactId? LiveCorrection)
{
    public bool IsVoid => Live is null;
}
