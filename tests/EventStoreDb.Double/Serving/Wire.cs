using System.Buffers.Binary;
using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>Between the messages and what they mean. What is missing or cannot be meant is INVALID_ARGUMENT.</summary>
internal static class Wire
{
    public const string Json = "application/json";
    public const string Binary = "application/octet-stream";

    private const int GuidLength = 16;

    public static readonly Empty Empty = new();

    public static Guid ToGuid(UUID? id)
    {
        switch (id?.ValueCase)
        {
            case UUID.ValueOneofCase.String when Guid.TryParse(id.String, out var parsed):
                return parsed;
            case UUID.ValueOneofCase.Structured:
                Span<byte> bytes = stackalloc byte[GuidLength];
                BinaryPrimitives.WriteInt64BigEndian(bytes, id.Structured.MostSignificantBits);
                BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], id.Structured.LeastSignificantBits);
                return new Guid(bytes, bigEndian: true);
            default:
                throw Refusals.Invalid("An id is no UUID.");
        }
    }

    public static UUID ToUuid(Guid id, bool structured)
    {
        if (!structured)
        {
            return new UUID { String = id.ToString() };
        }

        Span<byte> bytes = stackalloc byte[GuidLength];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new UUID
        {
            Structured = new UUID.Types.Structured
            {
                MostSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes),
                LeastSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(long)..]),
            },
        };
    }

    public static string ToName(StreamIdentifier? stream) =>
        stream is { StreamName.IsEmpty: false } ? stream.StreamName.ToStringUtf8() : throw Refusals.Invalid("The stream has no name.");

    public static StreamIdentifier ToIdentifier(string stream) => new() { StreamName = ByteString.CopyFromUtf8(stream) };

    public static AllStreamPosition ToPosition(ulong position) => new() { CommitPosition = position, PreparePosition = position };

    /// <summary>Numbers that the log cannot reach mean its end.</summary>
    public static long ToRevision(ulong revision) => (long)Math.Min(revision, long.MaxValue);

    public static ProposedEvent ToProposed(ProposedMessage message)
    {
        var hasType = message.Metadata.TryGetValue("type", out var type);
        var hasContent = message.Metadata.TryGetValue("content-type", out var content);
        return hasType && hasContent
            ? new ProposedEvent(ToGuid(message.Id), type!, content == Json, message.CustomMetadata, message.Data)
            : throw Refusals.MissingProperties(hasType ? "content-type" : hasContent ? "type" : "type,content-type");
    }

    public static long ToExpected(AppendReq.Types.Options options) => options.ExpectedStreamRevisionCase switch
    {
        AppendReq.Types.Options.ExpectedStreamRevisionOneofCase.Revision => ToRevision(options.Revision),
        AppendReq.Types.Options.ExpectedStreamRevisionOneofCase.NoStream => Expected.NoStream,
        AppendReq.Types.Options.ExpectedStreamRevisionOneofCase.Any => Expected.Any,
        AppendReq.Types.Options.ExpectedStreamRevisionOneofCase.StreamExists => Expected.Exists,
        _ => throw NothingExpected(),
    };

    public static long ToExpected(BatchAppendReq.Types.Options options) => options.ExpectedStreamPositionCase switch
    {
        BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.StreamPosition => ToRevision(options.StreamPosition),
        BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.NoStream => Expected.NoStream,
        BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.Any => Expected.Any,
        BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.StreamExists => Expected.Exists,
        _ => throw NothingExpected(),
    };

    public static long ToExpected(DeleteReq.Types.Options options) => options.ExpectedStreamRevisionCase switch
    {
        DeleteReq.Types.Options.ExpectedStreamRevisionOneofCase.Revision => ToRevision(options.Revision),
        DeleteReq.Types.Options.ExpectedStreamRevisionOneofCase.NoStream => Expected.NoStream,
        DeleteReq.Types.Options.ExpectedStreamRevisionOneofCase.Any => Expected.Any,
        DeleteReq.Types.Options.ExpectedStreamRevisionOneofCase.StreamExists => Expected.Exists,
        _ => throw NothingExpected(),
    };

    public static long ToExpected(TombstoneReq.Types.Options options) => options.ExpectedStreamRevisionCase switch
    {
        TombstoneReq.Types.Options.ExpectedStreamRevisionOneofCase.Revision => ToRevision(options.Revision),
        TombstoneReq.Types.Options.ExpectedStreamRevisionOneofCase.NoStream => Expected.NoStream,
        TombstoneReq.Types.Options.ExpectedStreamRevisionOneofCase.Any => Expected.Any,
        TombstoneReq.Types.Options.ExpectedStreamRevisionOneofCase.StreamExists => Expected.Exists,
        _ => throw NothingExpected(),
    };

    private static Grpc.Core.RpcException NothingExpected() => Refusals.Invalid("The expected revision is missing.");
}
