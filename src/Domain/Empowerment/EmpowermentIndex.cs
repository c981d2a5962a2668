using BudgetCoaching.Domain.Parameters;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>One figure beside the components (R55), and never an input to rent, eligibility or sanctions (R57).</summary>
/// <param name="Points">Weighted mean of the available components, rounded half-up to a ten-thousandth; null with too few.</param>
/// <param name="Missing">Components without a figure.</param>
public readonly record struct EmpowermentIndex(Ratio? Points, int Missing)
{
    /// <summary>With fewer components there is no index.</summary>
    public const int ComponentsMin = 4;

    private const int Parts = 10_000;

    public static EmpowermentIndex Of(EmpowermentFigures figures, EmpowermentValues values)
    {
        var available = 0;
        Int128 weights = 0;
        Int128 sum = 0;
        for (var i = 0; i < EmpowermentValues.ComponentsCount; i++)
        {
            if (figures.Points((EmpowermentComponent)(i + 1)) is { } points)
            {
                // Each component in parts of a point first: their exact fractions have no small common denominator.
                available++;
                weights += values.Weights[i];
                sum += Round(points.Numerator * Parts * values.Weights[i], points.Denominator);
            }
        }

        return new EmpowermentIndex(
            available < ComponentsMin || weights == 0 ? null : new Ratio(Round(sum, weights), Parts),
            EmpowermentValues.ComponentsCount - available);
    }

    /// <summary>Half up; what is summed up is never below zero.</summary>
    private static Int128 Round(Int128 numerator, Int128 denominator) => (2 * numerator + denominator) / (2 * denominator);
}
