namespace BudgetCoaching.Storage;

/// <summary>
/// The instant at which the writer recorded an event (R2): microseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
/// </summary>
public readonly record struct RecordTime(long UnixMicroseconds) : IComparable<RecordTime>
{
    public static bool operator <(RecordTime left, RecordTime right) => left.UnixMicroseconds < right.UnixMicroseconds;

    public static bool operator >(RecordTime left, RecordTime right) => left.UnixMicroseconds > right.UnixMicroseconds;

    public static bool operator <=(RecordTime left, RecordTime right) => left.UnixMicroseconds <= right.UnixMicroseconds;

    public static bool operator >=(RecordTime left, RecordTime right) => left.UnixMicroseconds >= right.UnixMicroseconds;

    public static RecordTime Of(DateTimeOffset instant) =>
        new((instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public int CompareTo(RecordTime other) => UnixMicroseconds.CompareTo(other.UnixMicroseconds);

    public DateTimeOffset ToDateTimeOffset() =>
        new(DateTime.UnixEpoch.AddTicks(checked(UnixMicroseconds * TimeSpan.TicksPerMicrosecond)), TimeSpan.Zero);
}
