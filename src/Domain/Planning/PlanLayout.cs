using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>When monthly instalments fall due, whatever their number: the first date and the day of the month.</summary>
internal sealed class PlanLayout
{
    /// <summary>The first instalment is due within so many days of the opening.</summary>
    public const int FirstDueDaysMax = 62;

    /// <summary>Day by day from the opening on; ascending.</summary>
    private readonly int[] due;

    private PlanLayout(int index, LocalDate first, int dayOfMonth, LocalDate firstDay, int countMax)
    {
        Index = index;
        First = first;
        DayOfMonth = dayOfMonth;
        Month = (first.Year - firstDay.Year) * 12 + first.Month - firstDay.Month;
        due = new int[countMax];
        for (var i = 0; i < countMax; i++)
        {
            due[i] = Period.DaysBetween(firstDay, InstalmentSchedule.Monthly(first, dayOfMonth, i));
        }
    }

    /// <summary>Its place among all.</summary>
    public int Index { get; }

    public LocalDate First { get; }

    public int DayOfMonth { get; }

    /// <summary>Of the first instalment, 0 being the month of the first day; the next ones follow month by month.</summary>
    public int Month { get; }

    /// <summary>Of instalment 1, 2 … as an index of a day, 0 being the first day after the opening.</summary>
    public ReadOnlySpan<int> Due => due;

    /// <summary>
    /// Every layout, by (first date, day of the month): the last on the list falls due on or after any other, instalment by instalment. A
    /// first date at the end of its month stands for that day and for each later one, which its month does not have or has as its last.
    /// </summary>
    public static PlanLayout[] All(LocalDate firstDay, int countMax)
    {
        var layouts = new List<PlanLayout>(FirstDueDaysMax + InstalmentSchedule.LastDayOfMonth);
        for (var i = 0; i < FirstDueDaysMax; i++)
        {
            var first = firstDay.PlusDays(i);
            var isLastOfMonth = first.Day == first.Calendar.GetDaysInMonth(first.Year, first.Month);
            for (var day = first.Day; day <= (isLastOfMonth ? InstalmentSchedule.LastDayOfMonth : first.Day); day++)
            {
                layouts.Add(new PlanLayout(layouts.Count, first, day, firstDay, countMax));
            }
        }

        return [.. layouts];
    }
}
