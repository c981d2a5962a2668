using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>Reading and appending on one node.</summary>
internal sealed class StreamsService : Streams.StreamsBase
{
    private readonly DoubleNode node;
    private readonly DoubleOptions options;
    private readonly Access access;
    private readonly Committer committer;

    public StreamsService(DoubleNode node)
    {
        this.node = node;
        options = node.Cluster.Options;
        access = new Access(node);
        committer = new Committer(node, access);
    }

    public override async Task Read(ReadReq request, IServerStreamWriter<ReadResp> responses, ServerCallContext context)
    {
        var user = access.UserOf(context);
        var query = ReadQuery.Of(request.Options);
        Access.Check(user, query.Stream);
        access.CheckLeadership(context);
        var faults = node.Cluster.Faults;
        var answer = new ReadAnswer(node, query, responses, faults.NextReadCut());
        await faults.PassAsync(HoldPoint.BeforeRead).WaitAsync(context.CancellationToken);
        await (query switch
        {
            { IsSubscription: true, Stream: null } => new AllSubscription(node, query, answer).RunAsync(context.CancellationToken),
            { IsSubscription: true } => new StreamSubscription(node, query, answer).RunAsync(context.CancellationToken),
            { Stream: null } => Pages.ReadAllAsync(node.Replica, query, answer, context.CancellationToken),
            _ => Pages.ReadStreamAsync(node.Replica, query, answer),
        });
    }

    public override async Task<AppendResp> Append(IAsyncStreamReader<AppendReq> requests, ServerCallContext context)
    {
        var user = access.UserOf(context);
        if (!await requests.MoveNext(context.CancellationToken) || requests.Current.Options is not { } header)
        {
            throw Refusals.Invalid("The first message has no options.");
        }

        var stream = Wire.ToName(header.StreamIdentifier);
        var expected = Wire.ToExpected(header);
        Access.Check(user, stream);
        var proposed = new List<ProposedEvent>();
        var size = 0;
        while (await requests.MoveNext(context.CancellationToken))
        {
            var message = requests.Current.ProposedMessage ?? throw Refusals.Invalid("A message after the first has no event.");
            var one = Wire.ToProposed(message);
            size += one.Size;
            one.CheckSize(size, options);
            proposed.Add(one);
        }

        return await CommitAsync(context, log => log.Append(stream, expected, proposed)) switch
        {
            Verdict.Written written => AppendAnswers.Success(written, options.AppendTells),
            Verdict.Conflict conflict => AppendAnswers.Conflict(expected, conflict.Current),
            _ => throw Refusals.StreamDeleted(stream),
        };
    }

    public override Task BatchAppend(
        IAsyncStreamReader<BatchAppendReq> requests, IServerStreamWriter<BatchAppendResp> responses, ServerCallContext context)
    {
        if (!options.HasBatchAppend)
        {
            throw new RpcException(new Status(StatusCode.Unimplemented, "Service is unimplemented."));
        }

        var user = access.UserOf(context);
        return new BatchAppendCall(options, committer, user, context).RunAsync(requests, responses);
    }

    public override async Task<DeleteResp> Delete(DeleteReq request, ServerCallContext context)
    {
        var header = request.Options ?? throw Refusals.Invalid("The options are missing.");
        var expected = Wire.ToExpected(header);
        var written = await EndAsync(context, header.StreamIdentifier, expected, (log, stream) => log.Delete(stream, expected));
        return new DeleteResp { Position = Wire.ToPosition(written.Position) };
    }

    public override async Task<TombstoneResp> Tombstone(TombstoneReq request, ServerCallContext context)
    {
        var header = request.Options ?? throw Refusals.Invalid("The options are missing.");
        var expected = Wire.ToExpected(header);
        var written = await EndAsync(context, header.StreamIdentifier, expected, (log, stream) => log.Tombstone(stream, expected));
        return new TombstoneResp { Position = Wire.ToPosition(written.Position) };
    }

    private async Task<Verdict.Written> EndAsync(
        ServerCallContext context, StreamIdentifier? identifier, long expected, Func<EventLog, string, Verdict> end)
    {
        var user = access.UserOf(context);
        var stream = Wire.ToName(identifier);
        Access.Check(user, stream);
        return await CommitAsync(context, log => end(log, stream)) switch
        {
            Verdict.Written written => written,
            Verdict.Conflict conflict => throw Refusals.WrongExpectedVersion(stream, expected, conflict.Current),
            _ => throw Refusals.StreamDeleted(stream),
        };
    }

    /// <summary>A call that shall not be answered lasts as long as its caller waits.</summary>
    private async Task<Verdict> CommitAsync(ServerCallContext context, Func<EventLog, Verdict> write)
    {
        if (await committer.CommitAsync(context, options.CommitTimeout, write) is { } verdict)
        {
            return verdict;
        }

        await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        throw Refusals.TimedOut();
    }
}
