using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using BudgetCoaching.Transcoding.Json;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>A stream of responses: one JSON document a line, flushed unless it carries <see cref="WriteFlags.BufferHint"/>.</summary>
internal sealed class ResponseLines<T>(JsonCall call, HttpResponse http, MessagePlan plan, FieldPlan? field)
    : IServerStreamWriter<T>, IDisposable
    where T : class
{
    private Utf8JsonWriter? json;

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>Whether a line has been written: an error can then no longer have a status of its own.</summary>
    public bool HasBegun => json is not null;

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        call.CancellationToken.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
        if (json is null)
        {
            http.ContentType = JsonAnswer.Lines;
            json = JsonMessageWriter.NewWriter(http.BodyWriter);
        }
        else
        {
            json.Reset(http.BodyWriter);
        }

        JsonAnswer.Write(json, (IMessage)message, plan, field);
        json.Flush();
        http.BodyWriter.Write("\n"u8);
        if (!((WriteOptions ?? call.WriteOptions)?.Flags ?? default).HasFlag(WriteFlags.BufferHint))
        {
            var flushed = await http.BodyWriter.FlushAsync(call.CancellationToken);
            if (flushed.IsCompleted)
            {
                throw new OperationCanceledException("The client is gone.");
            }
        }
    }

    public void Dispose() => json?.Dispose();
}
