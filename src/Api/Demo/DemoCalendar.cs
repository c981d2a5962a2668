using NodaTime;

namespace BudgetCoaching.Api.Demo;

/// <summary>
/// The days of the examples, counted from the one on which the demo was opened. Bills and payments stand in the complete months before it,
/// budgets count the days around it: so every figure is the same on whatever day of the year a demo is opened.
/// </summary>
/// <param name="Opened">The day on which the demo was opened.</param>
internal readonly record struct DemoCalendar(LocalDate Opened)
{
    /// <summary>A month that ends on the day itself is complete.</summary>
    private LocalDate FirstAfterCompleteMonths => new(Opened.PlusDays(1).Year, Opened.PlusDays(1).Month, 1);

    /// <param name="back">-1 is the last complete month.</param>
    /// <param name="day">1 to 28, which every month has.</param>
    public LocalDate Month(int back, int day) => FirstAfterCompleteMonths.PlusMonths(back).PlusDays(day - 1);

    /// <param name="days">Below zero before the opening, above it after.</param>
    public LocalDate Day(int days) => Opened.PlusDays(days);
}
