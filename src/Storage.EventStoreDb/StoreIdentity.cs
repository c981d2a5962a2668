using System.Text.Json;
using BudgetCoaching.Storage.EventStoreDb.Appending;
using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>The id of the log, kept in the server in a stream of its own that is written once: whoever comes first chooses it.</summary>
internal static class StoreIdentity
{
    /// <summary>Of no category of ours.</summary>
    public const string Stream = "BudgetCoachingStore-identity";

    private const string Type = "StoreIdentified";
    private const string Member = "store_id";

    public static Task<string> FindOrMakeAsync(Calls calls, CancellationToken cancel) => calls.MakeAsync(
        "reading the identity of the log",
        async (node, limit) =>
        {
            if (await ReadAsync(node, limit).ConfigureAwait(false) is { } found)
            {
                return found;
            }

            var made = Guid.NewGuid();
            var append = new PreparedAppend(new StreamName(Stream), expectedVersion: 0, count: 1);
            append.Messages.Add(new ProposedMessage
            {
                Id = StoredForm.Identifier(made.ToByteArray(bigEndian: true)),
                Metadata = { [StoredForm.TypeKey] = Type, [StoredForm.ContentTypeKey] = "application/json" },
                Data = ByteString.CopyFromUtf8($$"""{"{{Member}}":"{{made:N}}"}"""),
            });
            await SingleCall.AppendAsync(node, append, limit).ConfigureAwait(false);
            return await ReadAsync(node, limit).ConfigureAwait(false)
                ?? throw new RpcException(new Status(StatusCode.Unavailable, "The identity of the log was written and is not shown."));
        },
        cancel);

    private static async Task<string?> ReadAsync(Node node, CancellationToken cancel)
    {
        using var call = node.Streams.Read(Requests.Stream(Stream, afterVersion: 0, count: 1), node.Options(cancel));
        string? id = null;
        while (await call.ResponseStream.MoveNext(cancel).ConfigureAwait(false))
        {
            if (call.ResponseStream.Current.Event is { Event: { } stored })
            {
                id = IdIn(stored.Data.Memory);
            }
        }

        return id;
    }

    private static string IdIn(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty(Member).GetString() is { Length: > 0 } id ? id : throw Unknown();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Unknown();
        }
    }

    private static StoreRefusedException Unknown() => new(
        StoreRefusedException.LogFormatUnknown, $"Stream {Stream} of the event store was not written by this program.");
}
