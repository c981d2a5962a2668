using BudgetCoaching.Rpc.Wire;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Server;

/// <summary>The messages of a streamed response. Each write is flushed unless it carries <see cref="WriteFlags.BufferHint"/>.</summary>
internal sealed class ResponseStream<T>(ServerCall call, MessageWriter<T> writer) : IServerStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled(cancellationToken)
            : call.WriteAsync(writer, message, (WriteOptions ?? call.WriteOptions)?.Flags ?? default, cancellationToken);
    }
}
