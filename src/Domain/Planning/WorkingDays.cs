using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>What becomes of a date that is no working day.</summary>
public enum WorkingDayShift
{
    /// <summary>It stays: cash changes hands on any day.</summary>
    Unspecified = 0,

    /// <summary>The next working day, as pensions and direct debits do.</summary>
    Following = 1,

    /// <summary>The working day before, as many wages do.</summary>
    Preceding = 2,
}

/// <summary>
/// Italian working days: Monday to Friday but for the national holidays of L. 260/1949 as they stand since 2001 (L. 54/1977,
/// D.P.R. 792/1985, L. 336/2000), and 4 October from 2026 on (L. 151/2025). Patron saints' days are local and not among them.
/// </summary>
public static class WorkingDays
{
    /// <summary>Most days by which a date can shift: a weekend beside a run of holidays is shorter.</summary>
    internal const int ShiftDaysMax = 7;

    private const int SaintFrancisSince = 2026;

    public static bool IsWorkingDay(LocalDate day)
        => day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !IsHoliday(day);

    public static bool IsHoliday(LocalDate day) => (day.Month, day.Day) switch
    {
        (1, 1) or (1, 6) or (4, 25) or (5, 1) or (6, 2) or (8, 15) or (11, 1) or (12, 8) or (12, 25) or (12, 26) => true,
        (10, 4) => day.Year >= SaintFrancisSince,
        (3 or 4, _) => day == EasterMonday(day.Year),
        _ => false,
    };

    public static LocalDate Shift(LocalDate day, WorkingDayShift shift)
    {
        var step = shift switch { WorkingDayShift.Following => 1, WorkingDayShift.Preceding => -1, _ => 0 };
        for (var moved = 0; step != 0 && moved < ShiftDaysMax && !IsWorkingDay(day); moved++)
        {
            day = day.PlusDays(step);
        }

        return day;
    }

    /// <summary>The day after Easter in the Gregorian calendar, by the computation of Meeus, Jones and Butcher.</summary>
    public static LocalDate EasterMonday(int year)
    {
        var golden = year % 19;
        var century = year / 100;
        var inCentury = year % 100;
        var epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7;
        var correction = (golden + 11 * epact + 22 * weekday) / 451;
        var fromMarch = epact + weekday - 7 * correction + 114;
        return new LocalDate(year, fromMarch / 31, fromMarch % 31 + 1).PlusDays(1);
    }
}
