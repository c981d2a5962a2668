using System.Threading.Channels;
using BudgetCoaching.Bench.V1;
using BudgetCoaching.Storage;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Bench.Grpc;

/// <summary>The log as a service.</summary>
internal sealed class Yardstick(IEventStore store) : YardstickService.YardstickServiceBase
{
    /// <summary>Commands of one caller that are under way at once; further ones wait in the connection.</summary>
    private const int UnderWayMax = 256;

    private const int EventsOfPage = 256;

    private static readonly Task<AskResponse> Nothing = Task.FromResult(new AskResponse());

    public override Task<AskResponse> Ask(AskRequest request, ServerCallContext context) => Nothing;

    public override async Task<AppendResponse> Append(AppendRequest request, ServerCallContext context) =>
        ToWire(await AppendAsync(request));

    public override async Task AppendEach(
        IAsyncStreamReader<AppendRequest> requests, IServerStreamWriter<AppendResponse> responses, ServerCallContext context)
    {
        var underWay = Channel.CreateBounded<Task<AppendOutcome>>(UnderWayMax);
        var answering = AnswerAsync(underWay.Reader, responses, context.CancellationToken);
        while (await requests.MoveNext(context.CancellationToken))
        {
            await underWay.Writer.WriteAsync(AppendAsync(requests.Current), context.CancellationToken);
        }

        underWay.Writer.Complete();
        await answering;
    }

    public override async Task ReadAll(ReadAllRequest request, IServerStreamWriter<ReadAllResponse> responses, ServerCallContext context)
    {
        var page = new ReadAllResponse();
        await foreach (var recorded in store.ReadAllAsync(Position.Start, context.CancellationToken))
        {
            page.Events.Add(new LogEvent
            {
                Position = recorded.Position.Commit,
                Stream = recorded.Stream.Value,
                Version = recorded.Version,
                Data = UnsafeByteOperations.UnsafeWrap(recorded.Data),
            });
            if (page.Events.Count == EventsOfPage)
            {
                await responses.WriteAsync(page, context.CancellationToken);
                page.Events.Clear();
            }
        }

        await responses.WriteAsync(page, context.CancellationToken);
    }

    private static async Task AnswerAsync(
        ChannelReader<Task<AppendOutcome>> underWay, IServerStreamWriter<AppendResponse> responses, CancellationToken cancel)
    {
        // An answer is held back only while the next one is at hand.
        var hinted = new WriteOptions(WriteFlags.BufferHint);
        await foreach (var appending in underWay.ReadAllAsync(cancel))
        {
            var outcome = await appending;
            responses.WriteOptions = underWay.TryPeek(out var next) && next.IsCompleted ? hinted : null;
            await responses.WriteAsync(ToWire(outcome), cancel);
        }
    }

    private Task<AppendOutcome> AppendAsync(AppendRequest request)
    {
        var proposed = new ProposedEvent(
            new Guid(request.EventId.Span, bigEndian: true), Workload.Type, request.Data.Memory, request.Meta.Memory);
        return store.AppendAsync(new StreamName(request.Stream), request.ExpectedVersion, [proposed], CancellationToken.None);
    }

    private static AppendResponse ToWire(AppendOutcome outcome) => outcome is AppendOutcome.Appended appended
        ? new AppendResponse { Version = appended.Version, Position = appended.Position.Commit }
        : new AppendResponse();
}
