using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Rpc.Server;

/// <summary>What the server logs: methods and outcomes, never the texts of statuses, which may speak of persons.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method} threw an exception that is no RpcException.")]
    public static partial void Threw(ILogger log, Exception exception, string method);

    [LoggerMessage(2, LogLevel.Information, "{Method} ended with {StatusCode}.")]
    public static partial void Refused(ILogger log, string method, StatusCode statusCode);

    [LoggerMessage(3, LogLevel.Debug, "{Method} was ended before its handler: {StatusCode}.")]
    public static partial void EndedEarly(ILogger log, string method, StatusCode statusCode);

    [LoggerMessage(4, LogLevel.Debug, "{Method} threw after its call had ended.")]
    public static partial void ThrewLate(ILogger log, Exception exception, string method);

    [LoggerMessage(5, LogLevel.Error, "{Method} failed while a message was being serialized; the stream is reset.")]
    public static partial void BrokenMessage(ILogger log, string method);

    [LoggerMessage(6, LogLevel.Error, "{Method}: the trailer {Trailer} is not printable ASCII and was left out; use a key in -bin.")]
    public static partial void TrailerLeftOut(ILogger log, string method, string trailer);
}
