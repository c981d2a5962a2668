namespace BudgetCoaching.Storage.Contract;

/// <summary>A clock that shows what it was last told.</summary>
public sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
