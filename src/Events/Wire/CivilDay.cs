using NodaTime;

namespace BudgetCoaching.Events.Wire;

/// <summary>Civil dates as days since 1970-01-01, the stored form; those of the years that households live in come from a table.</summary>
internal static class CivilDay
{
    private const int FirstYear = 1990;
    private const int EndYear = 2060;

    private static readonly int EpochNumber = new DateOnly(1970, 1, 1).DayNumber;
    private static readonly int First = new DateOnly(FirstYear, 1, 1).DayNumber - EpochNumber;
    private static readonly LocalDate[] Table = BuildTable();

    public static LocalDate Epoch { get; } = new(1970, 1, 1);

    public static int Of(LocalDate date) => date.ToDateOnly().DayNumber - EpochNumber;

    public static int? Of(LocalDate? date) => date is { } day ? Of(day) : null;

    /// <exception cref="InvalidDataException">Outside the years 1 to 9999.</exception>
    public static LocalDate ToDate(int day)
    {
        var index = unchecked((uint)(day - First));
        if (index < (uint)Table.Length)
        {
            return Table[index];
        }

        var number = (long)day + EpochNumber;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber
            ? LocalDate.FromDateOnly(DateOnly.FromDayNumber((int)number))
            : throw new InvalidDataException($"Day {day} is no date.");
    }

    private static LocalDate[] BuildTable()
    {
        var table = new LocalDate[new DateOnly(EndYear, 1, 1).DayNumber - new DateOnly(FirstYear, 1, 1).DayNumber];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = LocalDate.FromDateOnly(DateOnly.FromDayNumber(EpochNumber + First + i));
        }

        return table;
    }
}
