using NodaTime;

namespace BudgetCoaching.Domain;

/// <summary>A half-open interval of days [Start, End): the end day is outside; no end means open (R25).</summary>
public readonly record struct DateSpan(LocalDate Start, LocalDate? End)
{
    public bool IsValid => End is null || End > Start;

    public bool Contains(LocalDate day) => day >= Start && (End is null || day < End);

    /// <summary>Days of this span inside [from, to); zero when they do not touch.</summary>
    public int DaysWithin(LocalDate from, LocalDate to)
    {
        var start = LocalDate.Max(Start, from);
        var end = End is { } limit ? LocalDate.Min(limit, to) : to;
        return end <= start ? 0 : Period.DaysBetween(start, end);
    }
}
