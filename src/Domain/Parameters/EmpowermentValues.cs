namespace BudgetCoaching.Domain.Parameters;

/// <summary>How progress is summed up (R55, R58): a part of an agency's parameter set.</summary>
/// <param name="Weights">Of E1 to E6 in this order, whole numbers from 0; equal ones by default.</param>
/// <param name="FollowUpMonths">Months from exit to the follow-up evaluation (R58).</param>
public sealed record EmpowermentValues(ValueList<int> Weights, int FollowUpMonths)
{
    public const int ComponentsCount = 6;

    /// <summary>
    /// As the rules state them, and in force for every set that says nothing else. They never change: another default would be another
    /// set (R60).
    /// </summary>
    public static EmpowermentValues Shipped { get; } = new(Weights: [1, 1, 1, 1, 1, 1], FollowUpMonths: 6);
}
