using Grpc.Core;

namespace BudgetCoaching.Transcoding;

/// <summary>Options of all services that are reached over HTTP and JSON.</summary>
public sealed class JsonTranscodingOptions
{
    /// <summary>Bytes of one message as JSON. 4 MiB by default.</summary>
    public int MaxRequestSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The domain in the <c>ErrorInfo</c> of what is refused before a service is asked. Empty by default.</summary>
    public string ErrorDomain { get; set; } = "";

    /// <summary>
    /// Words after which a colon is part of an id at the end of a path, as in <c>external:4711</c>. After anything else it begins a verb,
    /// and a verb that no route has is a path that is not there. Empty by default.
    /// </summary>
    public IReadOnlyList<string> ColonWords { get; set; } = [];

    /// <summary>
    /// Asked before a caller is told what is wrong with a request that cannot be read, which no interceptor sees: what it throws is told
    /// instead. Readable requests are the interceptors' own. Admits everybody by default.
    /// </summary>
    public Func<ServerCallContext, Task> Admit { get; set; } = _ => Task.CompletedTask;

    /// <summary>How long streams may go on once the host has begun to stop. 5 s by default.</summary>
    public TimeSpan StreamGrace { get; set; } = TimeSpan.FromSeconds(5);
}
