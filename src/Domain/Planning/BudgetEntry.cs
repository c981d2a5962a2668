using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>One line of a dated budget: money in or out on its dates, or a need of every day.</summary>
/// <param name="Amount">Of one occurrence; zero or more.</param>
public sealed record BudgetEntry(FactId Id, EntryKind Kind, Money Amount, Recurrence Recurrence)
{
    /// <summary>Most occurrences of one entry that may be changed one by one.</summary>
    public const int ChangesMax = 200;

    /// <summary>How far an income may be counted on (R45); an outflow is always counted in full.</summary>
    public Reliability Reliability { get; init; } = Reliability.Certain;

    /// <summary>Of an outflow: what it is for (R46, R50). Unspecified for income and promises.</summary>
    public NeedClass Need { get; init; }

    /// <summary>Rent and the services of the home: what the rent burden is read from (R47).</summary>
    public bool IsHousing { get; init; }

    /// <summary>1 to 31, where 31 is the last day of every month; null takes the day of the first date.</summary>
    public int? DayOfMonth { get; init; }

    public WorkingDayShift Shift { get; init; }

    /// <summary>Neither its dates nor its amount are the household's to change: it is never proposed as a change.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Occurrences that differ from the rule, at most one change for a date.</summary>
    public ValueList<OccurrenceChange> Changes { get; init; }

    public bool IsIncome => Kind == EntryKind.Income;

    /// <summary>Spread evenly over the days from the first to the last date instead of falling on dates (R44, R50).</summary>
    public bool IsSpread => Kind == EntryKind.PrimaryNeed && Recurrence.Frequency != Frequency.OneOff;
}

public enum EntryKind
{
    Unspecified = 0,
    Income = 1,

    /// <summary>Food, essential medicines, the least of energy, the way to school: counted day by day (R50).</summary>
    PrimaryNeed = 2,

    Expense = 3,

    /// <summary>A payment promised outside any plan (R32).</summary>
    Promise = 4,
}

/// <summary>One occurrence that differs from the rule of its entry.</summary>
/// <param name="Planned">The date by the rule alone, before any shift to a working day.</param>
/// <param name="Amount">Null keeps the entry's; zero skips the occurrence.</param>
/// <param name="Day">Null keeps the date; a day given is taken as it is, working or not.</param>
public readonly record struct OccurrenceChange(LocalDate Planned, Money? Amount, LocalDate? Day)
{
    public static OccurrenceChange Skip(LocalDate planned) => new(planned, Money.Zero, Day: null);
}

/// <summary>An amount that falls on a day.</summary>
/// <param name="Planned">The date by the rule alone.</param>
public readonly record struct Occurrence(LocalDate Day, Money Amount, LocalDate Planned);
