using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>Days that do not count in the age of arrears (R25).</summary>
/// <param name="ApprovedOn">The first day on which the suspension is known to count.</param>
/// <param name="Days">Half-open; it ends with the resumption where that came first.</param>
public readonly record struct Suspension(FactId Id, LocalDate ApprovedOn, DateSpan Days)
{
    /// <summary>
    /// Days of [<paramref name="since"/>, <paramref name="asOf"/>) outside every suspension approved by then; days inside several are left
    /// out once.
    /// </summary>
    /// <param name="suspensions">Ascending by first day.</param>
    public static int DaysOutside(ReadOnlySpan<Suspension> suspensions, LocalDate since, LocalDate asOf)
    {
        if (asOf <= since)
        {
            return 0;
        }

        var days = Period.DaysBetween(since, asOf);
        var from = since;
        foreach (var suspension in suspensions)
        {
            if (suspension.ApprovedOn > asOf)
            {
                continue;
            }

            days -= suspension.Days.DaysWithin(from, asOf);
            from = LocalDate.Max(from, LocalDate.Min(suspension.Days.End ?? asOf, asOf));
        }

        return days;
    }
}
