using System.Text.Json;
using BudgetCoaching.Domain;

namespace BudgetCoaching.Projections;

/// <summary>Which of an agency's households a reader may see. One who may see all has none of these.</summary>
/// <param name="Consultants">Those assigned to one of them.</param>
/// <param name="Unassigned">And those that nobody looks after yet.</param>
public sealed record SeenHouseholds(IReadOnlyList<StaffId> Consultants, bool Unassigned)
{
    /// <summary>As a JSON array, which a statement takes in one parameter.</summary>
    internal string ConsultantsText => JsonSerializer.Serialize(Consultants.Select(consultant => consultant.Value));
}
