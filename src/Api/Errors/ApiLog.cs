namespace BudgetCoaching.Api.Errors;

/// <summary>What the edge logs. Never amounts, names or texts of a household.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(1001, LogLevel.Error, "{Method} failed: a bug")]
    public static partial void Bug(ILogger log, string method, Exception failure);

    [LoggerMessage(1002, LogLevel.Error, "{Method} failed: the log or the read models cannot be reached")]
    public static partial void StoreUnavailable(ILogger log, string method, Exception failure);

    [LoggerMessage(1003, LogLevel.Information, "Data folder {Folder}, gRPC on {Grpc}, HTTP on {Web}")]
    public static partial void Started(ILogger log, string folder, string grpc, string web);

    [LoggerMessage(1004, LogLevel.Information, "The demo households are in agency {Agency}")]
    public static partial void DemoReady(ILogger log, string agency);

    [LoggerMessage(1006, LogLevel.Error, "{Method} failed: a key is not in the key store")]
    public static partial void KeyMissing(ILogger log, string method, Exception failure);

    [LoggerMessage(1007, LogLevel.Warning, "An erasure that a crash had interrupted was finished for {Count} household(s)")]
    public static partial void ErasuresFinished(ILogger log, int count);

    [LoggerMessage(1008, LogLevel.Error, "{Method} failed: the shared folder cannot be reached")]
    public static partial void SharedFolderAway(ILogger log, string method, Exception failure);

    [LoggerMessage(1009, LogLevel.Error, "{Method} failed: the store takes less at once")]
    public static partial void AppendTooLarge(ILogger log, string method, Exception failure);

    [LoggerMessage(1010, LogLevel.Warning, "The event store is not there yet; the start waits for it, {Seconds} s at most: {Said}")]
    public static partial void EventStoreAwaited(ILogger log, int seconds, string said);

    [LoggerMessage(1011, LogLevel.Information, "The event store was reached after {Seconds} s")]
    public static partial void EventStoreReached(ILogger log, int seconds);

    [LoggerMessage(1012, LogLevel.Warning, "Telemetry does not arrive at {Endpoint}, which is said once until it does: {Reason}")]
    public static partial void CollectorAway(ILogger log, string endpoint, string reason);

    [LoggerMessage(1013, LogLevel.Information, "Telemetry arrives again at {Endpoint}")]
    public static partial void CollectorBack(ILogger log, string endpoint);

    [LoggerMessage(1014, LogLevel.Information, "{Count} key(s) were wrapped anew: the previous master key opens nothing any longer")]
    public static partial void KeysWrappedAnew(ILogger log, int count);

    [LoggerMessage(1015, LogLevel.Error, "The event store cannot be reached, which is said once until it can: {Said}")]
    public static partial void EventStoreLost(ILogger log, string said);

    [LoggerMessage(1016, LogLevel.Information, "The event store is reached again, after {Seconds} s")]
    public static partial void EventStoreFound(ILogger log, int seconds);

    [LoggerMessage(1017, LogLevel.Debug, "{Method} failed while the event store was away: {Said}")]
    public static partial void EventStoreAway(ILogger log, string method, string said);

    [LoggerMessage(1005, LogLevel.Warning, "Callers are not verified: each call claims who is calling")]
    public static partial void CallersUnverified(ILogger log);
}
