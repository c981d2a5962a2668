using System.Globalization;
using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>
/// What a reader is sent, until the test cuts it. One message is held back, so that those before it go out together;
/// <see cref="FlushAsync"/> sends it.
/// </summary>
internal sealed class ReadAnswer(DoubleNode node, ReadQuery query, IServerStreamWriter<ReadResp> responses, int? cutAfter)
{
    private static readonly WriteOptions MoreFollows = new(WriteFlags.BufferHint);

    private int? left = cutAfter;
    private ReadResp? held;

    public DoubleOptions Options => node.Cluster.Options;

    public async Task EventAsync(LoggedEvent one)
    {
        if (left == 0)
        {
            await FlushAsync();
        }

        left--;
        var hasPosition = query.Stream is null || Options.StreamReadsHavePositions;
        var position = hasPosition ? one.Position : ulong.MaxValue;
        var recorded = new ReadResp.Types.ReadEvent.Types.RecordedEvent
        {
            Id = Wire.ToUuid(one.Event.Id, query.StructuredIds),
            StreamIdentifier = Wire.ToIdentifier(one.Stream),
            StreamRevision = (ulong)one.Revision,
            CommitPosition = position,
            PreparePosition = position,
            CustomMetadata = one.Event.Metadata,
            Data = one.Event.Data,
        };
        recorded.Metadata.Add("type", one.Event.Type);
        recorded.Metadata.Add("content-type", one.Event.IsJson ? Wire.Json : Wire.Binary);
        recorded.Metadata.Add("created", one.Created.ToString(CultureInfo.InvariantCulture));
        var answer = new ReadResp.Types.ReadEvent { Event = recorded };
        if (hasPosition)
        {
            answer.CommitPosition = position;
        }
        else
        {
            answer.NoPosition = Wire.Empty;
        }

        await SendAsync(new ReadResp { Event = answer });
    }

    public Task ConfirmationAsync() => SendAsync(
        new ReadResp { Confirmation = new ReadResp.Types.SubscriptionConfirmation { SubscriptionId = Guid.NewGuid().ToString() } });

    public Task CaughtUpAsync() =>
        Options.TellsCaughtUp ? SendAsync(new ReadResp { CaughtUp = new ReadResp.Types.CaughtUp() }) : Task.CompletedTask;

    public Task CheckpointAsync(ulong position) => SendAsync(new ReadResp { Checkpoint = Wire.ToPosition(position) });

    public Task StreamNotFoundAsync() => SendAsync(
        new ReadResp { StreamNotFound = new ReadResp.Types.StreamNotFound { StreamIdentifier = Wire.ToIdentifier(query.Stream!) } });

    public Task FirstStreamPositionAsync(long revision) => SendAsync(new ReadResp { FirstStreamPosition = (ulong)revision });

    public Task LastStreamPositionAsync(long revision) => SendAsync(new ReadResp { LastStreamPosition = (ulong)revision });

    /// <summary>Called at the end and before each wait; here a read that is to be cut ends.</summary>
    public async Task FlushAsync()
    {
        if (held is { } last)
        {
            held = null;
            responses.WriteOptions = WriteOptions.Default;
            await responses.WriteAsync(last);
        }

        if (left <= 0)
        {
            throw Refusals.Cut();
        }
    }

    private async Task SendAsync(ReadResp next)
    {
        if (held is { } one)
        {
            responses.WriteOptions = MoreFollows;
            await responses.WriteAsync(one);
        }

        held = next;
    }
}
