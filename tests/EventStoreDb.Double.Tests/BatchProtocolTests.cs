using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Empty = BudgetCoaching.Storage.EventStoreDb.Protocol.Empty;
using Options = BudgetCoaching.Storage.EventStoreDb.Protocol.BatchAppendReq.Types.Options;
using Timeout = BudgetCoaching.Storage.EventStoreDb.Protocol.Timeout;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

public sealed class BatchProtocolTests : IAsyncLifetime
{
    private static readonly UUID First = new() { String = "11111111-1111-1111-1111-111111111111" };

    private static readonly UUID Second = new()
    {
        Structured = new UUID.Types.Structured { MostSignificantBits = 0x2222222222222222, LeastSignificantBits = 0x2222222222222222 },
    };

    private DoubleCluster cluster = null!;
    private Caller caller = null!;
    private AsyncDuplexStreamingCall<BatchAppendReq, BatchAppendResp> call = null!;

    public async Task InitializeAsync()
    {
        cluster = await DoubleCluster.StartAsync(nodes: 2);
        caller = new Caller(cluster.Nodes[0]);
        call = caller.Streams.BatchAppend(Caller.Leader);
    }

    public async Task DisposeAsync()
    {
        call.Dispose();
        caller.Dispose();
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task Chunks_of_several_batches_may_be_mixed()
    {
        await SendAsync(First, To("Casa-1"), Caller.Event(data: "a"));
        await SendAsync(Second, To("Casa-2"), Caller.Event(data: "c"));
        await SendAsync(First, null, Caller.Event(data: "b"));
        await SendAsync(Second, null, isFinal: true);
        var second = await AnswerAsync();
        await SendAsync(First, null, isFinal: true);
        var first = await AnswerAsync();

        second.Should().Be(new BatchAppendResp
        {
            CorrelationId = Second,
            StreamIdentifier = Caller.Named("Casa-2"),
            Success = new BatchAppendResp.Types.Success { CurrentRevision = 0, Position = second.Success.Position },
        });
        first.CorrelationId.Should().Be(First);
        first.Success.CurrentRevision.Should().Be(1);
        first.Success.Position.CommitPosition.Should().BeGreaterThan(second.Success.Position.CommitPosition);
        (await caller.TextsAsync("Casa-1")).Should().Equal("a", "b");
        (await caller.TextsAsync("Casa-2")).Should().Equal("c");
    }

    [Fact]
    public async Task A_conflict_is_the_answer_of_its_batch_alone()
    {
        await caller.AppendAsync("Casa-1", Caller.Event());

        await SendAsync(First, To("Casa-1"), isFinal: true, Caller.Event());
        await SendAsync(Second, To("Casa-2"), isFinal: true, Caller.Event());

        var conflict = await AnswerAsync();
        conflict.Should().Be(new BatchAppendResp
        {
            CorrelationId = First,
            StreamIdentifier = Caller.Named("Casa-1"),
            Error = new AppendFailure
            {
                Code = (int)StatusCode.AlreadyExists,
                Message = conflict.Error.Message,
                Details = Any.Pack(new WrongExpectedVersion { CurrentStreamRevision = 0, ExpectedNoStream = new Empty() }),
            },
        });
        conflict.Error.Details.TypeUrl.Should().Be("type.googleapis.com/event_store.client.WrongExpectedVersion");
        (await AnswerAsync()).Success.CurrentRevision.Should().Be(0);
    }

    [Fact]
    public async Task A_batch_for_a_stream_with_a_tombstone_is_told_so()
    {
        await caller.Streams.TombstoneAsync(new TombstoneReq
        {
            Options = new TombstoneReq.Types.Options { StreamIdentifier = Caller.Named("Casa-1"), Any = new Empty() },
        });

        await SendAsync(First, To("Casa-1"), isFinal: true, Caller.Event());

        var error = (await AnswerAsync()).Error;
        error.Code.Should().Be((int)StatusCode.NotFound);
        error.Details.Unpack<StreamDeleted>().StreamIdentifier.Should().Be(Caller.Named("Casa-1"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_batch_is_its_answer_and_the_call_goes_on()
    {
        var incomplete = Caller.Event();
        incomplete.Metadata.Remove("type");
        var big = Caller.Event();
        big.Data = Google.Protobuf.ByteString.CopyFrom(new byte[1024 * 1024]);

        await SendAsync(First, new Options { StreamIdentifier = Caller.Named("Casa-1") }, isFinal: true, Caller.Event());
        await SendAsync(First, To("Casa-1"), isFinal: true, incomplete);
        await SendAsync(Second, To("Casa-1"), big);
        await SendAsync(Second, null, isFinal: true, Caller.Event());
        await SendAsync(First, To("Casa-1"), isFinal: true, Caller.Event());

        for (var i = 0; i < 2; i++)
        {
            var error = (await AnswerAsync()).Error;
            error.Code.Should().Be((int)StatusCode.InvalidArgument);
            error.Details.Is(BadRequest.Descriptor).Should().BeTrue();
        }

        // The rest of a batch that was refused is passed over in silence.
        (await AnswerAsync()).Error.Details.Unpack<MaximumAppendSizeExceeded>().MaxAppendSize.Should().Be(1024 * 1024);
        (await AnswerAsync()).Success.CurrentRevision.Should().Be(0);
    }

    [Fact]
    public async Task A_node_that_does_not_lead_any_more_ends_the_whole_call()
    {
        await SendAsync(First, To("Casa-1"), Caller.Event());
        cluster.Elect(1);
        await SendAsync(Second, To("Casa-2"), isFinal: true, Caller.Event());

        (await Refused.AsTextAsync(AnswerAsync)).Should().Be(
            $"NotFound exception=not-leader leader-endpoint-host=127.0.0.1 leader-endpoint-port={cluster.Nodes[1].Port}");
        (await caller.ReadAsync(Caller.Reading("Casa-2"))).Single().StreamNotFound.Should().NotBeNull();
    }

    [Fact]
    public async Task A_server_that_is_too_busy_or_has_no_leader_answers_without_a_code()
    {
        cluster.FailNextAppend(AppendFault.Busy);
        await SendAsync(First, To("Casa-1"), isFinal: true, Caller.Event());
        var busy = (await AnswerAsync()).Error;
        cluster.Depose();
        await SendAsync(First, To("Casa-1"), isFinal: true, Caller.Event());
        var leaderless = (await AnswerAsync()).Error;

        busy.Code.Should().Be(0);
        busy.Message.Should().Be("Server Is Too Busy");
        leaderless.Code.Should().Be(0);
        leaderless.Details.TypeUrl.Should().Be("type.googleapis.com/google.protobuf.Empty");
    }

    [Fact]
    public async Task A_batch_is_answered_at_its_deadline_in_either_form()
    {
        var duration = To("Casa-1");
        duration.Deadline = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(50));
        var moment = To("Casa-1");
        moment.Deadline21100 = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch);
        using var held = cluster.Hold(HoldPoint.BeforeCommit);

        await SendAsync(First, duration, isFinal: true, Caller.Event());
        await SendAsync(Second, moment, isFinal: true, Caller.Event());

        foreach (var id in new[] { First, Second })
        {
            var answer = await AnswerAsync();
            answer.CorrelationId.Should().Be(id);
            answer.Error.Code.Should().Be((int)StatusCode.DeadlineExceeded);
            answer.Error.Details.Is(Timeout.Descriptor).Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_batch_whose_answer_is_lost_is_written_and_its_repeat_is_not()
    {
        var one = Caller.Event(data: "once");
        cluster.FailNextAppend(AppendFault.SilentAfterCommit);
        cluster.FailNextAppend(AppendFault.TimedOutAfterCommit);

        await SendAsync(First, To("Casa-1"), isFinal: true, one);
        await SendAsync(First, To("Casa-1"), isFinal: true, one);
        await SendAsync(First, To("Casa-1"), isFinal: true, one);

        (await AnswerAsync()).Error.Details.Is(Timeout.Descriptor).Should().BeTrue();
        (await AnswerAsync()).Success.CurrentRevision.Should().Be(0);
        (await caller.TextsAsync("Casa-1")).Should().Equal("once");
    }

    [Fact]
    public async Task A_server_from_before_batches_has_none()
    {
        await using var old = await DoubleCluster.StartAsync(new DoubleOptions { HasBatchAppend = false, Version = "21.6.0.0" });
        using var other = new Caller(old.Nodes[0]);

        var features = await other.Features.GetSupportedMethodsAsync(new Empty());
        using var none = other.Streams.BatchAppend();

        features.EventStoreServerVersion.Should().Be("21.6.0.0");
        features.Methods.Select(m => m.MethodName).Should().Equal("read", "append", "delete", "tombstone", "read", "getsupportedmethods");
        (await Refused.AsTextAsync(() => none.ResponseStream.MoveNext(CancellationToken.None))).Should().Be("Unimplemented");
    }

    private static Options To(string stream) => new() { StreamIdentifier = Caller.Named(stream), NoStream = new() };

    private Task SendAsync(UUID id, Options? options, params ProposedMessage[] events) => SendAsync(id, options, isFinal: false, events);

    private Task SendAsync(UUID id, Options? options, bool isFinal, params ProposedMessage[] events) => call.RequestStream.WriteAsync(
        new BatchAppendReq { CorrelationId = id, Options = options, ProposedMessages = { events }, IsFinal = isFinal });

    private async Task<BatchAppendResp> AnswerAsync()
    {
        (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Caller.Bound)).Should().BeTrue();
        return call.ResponseStream.Current;
    }
}
