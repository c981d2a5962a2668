using NodaTime;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>A clock that a test moves, for moments and for elapsed time alike.</summary>
internal sealed class SetTime : TimeProvider, IClock
{
    private long ticks = new DateTime(2026, 3, 5, 12, 0, 0, DateTimeKind.Utc).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(GetUtcNow());
}
