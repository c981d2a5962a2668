namespace BudgetCoaching.Domain.Empowerment;

/// <summary>Every component is read on the same scale, from 0 to 100.</summary>
internal static class Scale
{
    public const int Max = 100;
}
