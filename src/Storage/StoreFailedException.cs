namespace BudgetCoaching.Storage;

/// <summary>
/// The world failed under the store: the disk, a lock, a damaged file, a server that does not answer. Whether an append took effect is
/// unknown. <see cref="Reason"/> is stable and meant for programs.
/// </summary>
public sealed class StoreFailedException(string message, string reason = StoreFailedException.Failed, Exception? cause = null)
    : IOException(message, cause)
{
    /// <summary>Nothing more is known than the message says.</summary>
    public const string Failed = "STORE_FAILED";

    /// <summary>No node of the store answered, or none that may.</summary>
    public const string Unreachable = "STORE_UNREACHABLE";

    /// <summary>The store did not answer within its deadline.</summary>
    public const string TimedOut = "STORE_TIMED_OUT";

    public string Reason { get; } = reason;
}
