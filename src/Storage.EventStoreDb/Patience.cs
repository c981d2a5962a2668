namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>How long a start waits for servers that are not up yet, and who is told of it.</summary>
/// <param name="Longest">Zero: one try.</param>
public sealed record Patience(TimeSpan Longest)
{
    /// <summary>One try, as long as the deadline of a call.</summary>
    public static readonly Patience None = new(TimeSpan.Zero);

    /// <summary>Called once, when the first try fails, with what the servers said.</summary>
    public Action<string> Waits { get; init; } = static _ => { };

    /// <summary>Called once, when a later try succeeds, with the time since the first.</summary>
    public Action<TimeSpan> Reached { get; init; } = static _ => { };
}
