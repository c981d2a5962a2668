using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>What all calls of one service share.</summary>
/// <param name="Interceptors">The outermost first.</param>
/// <param name="ColonWords">After these a colon at the end of a path begins no verb.</param>
/// <param name="Admit">Asked before a caller is told that a request cannot be read; what it throws is told instead.</param>
/// <param name="StreamsEnd">Cancelled when the host has been stopping for longer than streams may go on.</param>
internal sealed record CallSettings(
    int BytesMax,
    string Domain,
    IReadOnlyList<string> ColonWords,
    IReadOnlyList<InterceptorRegistration> Interceptors,
    Func<ServerCallContext, Task> Admit,
    CancellationToken StreamsEnd,
    ILogger Log);
