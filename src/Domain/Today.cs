using NodaTime;

namespace BudgetCoaching.Domain;

/// <summary>
/// The recorded day of a decision: the record time's date in Europe/Rome (R3). Handed in as data: deciding knows no clock.
/// </summary>
public readonly record struct Today(LocalDate Date)
{
    /// <summary>The one zone in which days begin and end (R3, R61).</summary>
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Europe/Rome"];

    public static Today At(Instant instant) => new(instant.InZone(Zone).Date);

    /// <summary>The last microsecond of a day in Rome: what a <c>known_at</c> given as a date means (R3).</summary>
    public static Instant EndOf(LocalDate day) => day.PlusDays(1).AtStartOfDayInZone(Zone).ToInstant() - Duration.FromTicks(10);
}
