using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>Texts of statuses are never logged: they may speak of persons.</summary>
internal static partial class TranscodingLog
{
    public const string Category = "BudgetCoaching.Transcoding";

    [LoggerMessage(201, LogLevel.Error, "{Method} failed over JSON")]
    public static partial void Failed(ILogger log, string method, Exception failure);

    [LoggerMessage(202, LogLevel.Debug, "{Method} was refused over JSON: {Code}")]
    public static partial void Refused(ILogger log, string method, StatusCode code);
}
