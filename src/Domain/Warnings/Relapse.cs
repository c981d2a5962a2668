using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// R29: no arrears at enough month-ends in a row, and now more than a month's charge of them. Month-ends count from the creditor's first
/// fact on; between the clear ones and the day, arrears stood at every month-end.
/// </summary>
internal static class Relapse
{
    /// <param name="standing">Without a current charge there is nothing to measure by.</param>
    public static Warning? Find(WarningView view, CreditorStanding standing)
    {
        var timeline = standing.Timeline;
        var stock = standing.Figures.Stock;
        if (standing.Charge is not { } c || !IsAbove(stock, c, view.Values))
        {
            return null;
        }

        var first = timeline.Steps[0].Day;
        var end = view.AfterCompleteMonths.PlusDays(-1);
        while (end >= first && !timeline.At(end).Stock.IsZero)
        {
            end = EndBefore(end);
        }

        var clearUntil = end;
        var clear = 0;
        for (; end >= first && timeline.At(end).Stock.IsZero; end = EndBefore(end))
        {
            clear++;
        }

        return clear < view.Values.RelapseMonthEnds
            ? null
            : view.Warn(
                WarningKind.Relapse,
                FirstDayAbove(timeline, clearUntil, c, view.Values),
                stock,
                [],
                new WarningEvidence.Relapsed(clear, clearUntil, c),
                timeline.Creditor);
    }

    private static bool IsAbove(Money stock, Ratio charge, WarningValues values)
        => new Ratio(stock.Cents, 1) > new Ratio(charge.Numerator * values.RelapseChargePpm, charge.Denominator * 1_000_000);

    private static LocalDate FirstDayAbove(CreditorTimeline timeline, LocalDate clearUntil, Ratio charge, WarningValues values)
        => timeline.Steps.First(step => step.Day > clearUntil && IsAbove(step.Figures.Stock, charge, values)).Day;

    private static LocalDate EndBefore(LocalDate monthEnd) => new LocalDate(monthEnd.Year, monthEnd.Month, 1).PlusDays(-1);
}
