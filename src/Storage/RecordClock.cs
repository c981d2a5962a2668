using System.Globalization;

namespace BudgetCoaching.Storage;

/// <summary>Record times of one log: the clock's microseconds, but always at least one more than the last (R2). Not thread safe.</summary>
public sealed class RecordClock
{
    /// <summary>How far the last record time may lie ahead of the clock when a log is opened.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    private readonly TimeProvider clock;
    private long last;

    /// <param name="clock">Source of the present instant.</param>
    /// <param name="last">Record time of the last event of the log, null for an empty log.</param>
    /// <exception cref="StoreRefusedException">The clock is further behind the log than <see cref="Tolerance"/>.</exception>
    public RecordClock(TimeProvider clock, RecordTime? last)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.clock = clock;
        this.last = last?.UnixMicroseconds ?? long.MinValue;
        var now = RecordTime.Of(clock.GetUtcNow());
        if (last is { } time && time.ToDateTimeOffset() - now.ToDateTimeOffset() > Tolerance)
        {
            throw new StoreRefusedException(StoreRefusedException.ClockBehindLog, string.Create(CultureInfo.InvariantCulture,
                $"The last event was recorded at {time.ToDateTimeOffset():O}, but it is {now.ToDateTimeOffset():O}. Set the clock."));
        }
    }

    public RecordTime Next()
    {
        last = Math.Max(RecordTime.Of(clock.GetUtcNow()).UnixMicroseconds, last + 1);
        return new RecordTime(last);
    }

    /// <summary>The next time is later than this one too.</summary>
    internal void NotBefore(RecordTime? time) => last = Math.Max(last, time?.UnixMicroseconds ?? long.MinValue);

    /// <summary>Where the times stand, to go back to if their events are refused.</summary>
    internal long Mark() => last;

    internal void GoBackTo(long mark) => last = mark;
}
