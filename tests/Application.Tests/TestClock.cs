using NodaTime;

namespace BudgetCoaching.Application.Tests;

/// <summary>One clock in both of its forms, showing what it was last told.</summary>
internal sealed class TestClock : TimeProvider, IClock
{
    public Instant Now { get; set; } = Instant.FromUtc(2026, 3, 2, 9, 0);

    public Instant GetCurrentInstant() => Now;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}
