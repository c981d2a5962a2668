using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf;
using Options = BudgetCoaching.Storage.EventStoreDb.Protocol.AppendReq.Types.Options;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

public sealed class AppendProtocolTests : IAsyncLifetime
{
    private static readonly Empty Empty = new();

    private DoubleCluster cluster = null!;
    private Caller caller = null!;

    public async Task InitializeAsync()
    {
        cluster = await DoubleCluster.StartAsync(new DoubleOptions { MaxAppendEventSize = 1000 });
        caller = new Caller(cluster.Nodes[0]);
    }

    public async Task DisposeAsync()
    {
        caller.Dispose();
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_conflict_is_an_answer_that_says_everything_twice()
    {
        await caller.AppendAsync("Casa-1", Caller.Event(), Caller.Event());

        var answer = await caller.AppendAsync(
            new Options { StreamIdentifier = Caller.Named("Casa-1"), Revision = 7 }, null, Caller.Event());

        answer.Should().Be(new AppendResp
        {
            WrongExpectedVersion = new AppendResp.Types.WrongExpectedVersion
            {
                CurrentRevision2060 = 1, ExpectedRevision2060 = 7, CurrentRevision = 1, ExpectedRevision = 7,
            },
        });
    }

    [Fact]
    public async Task A_conflict_about_a_missing_stream_says_that_it_is_missing()
    {
        var answer = await caller.AppendAsync(
            new Options { StreamIdentifier = Caller.Named("Casa-2"), StreamExists = Empty }, null, Caller.Event());

        answer.Should().Be(new AppendResp
        {
            WrongExpectedVersion = new AppendResp.Types.WrongExpectedVersion
            {
                NoStream2060 = Empty, StreamExists2060 = Empty, CurrentNoStream = Empty, ExpectedStreamExists = Empty,
            },
        });
    }

    [Fact]
    public async Task Nothing_to_append_is_written_nowhere()
    {
        var answer = await caller.AppendAsync(new Options { StreamIdentifier = Caller.Named("Casa-3"), NoStream = Empty }, null);

        answer.Should().Be(new AppendResp { Success = new AppendResp.Types.Success { NoStream = Empty, NoPosition = Empty } });
        (await caller.ReadAsync(Caller.Reading("Casa-3"))).Should().ContainSingle().Which.StreamNotFound.Should().NotBeNull();
    }

    [Fact]
    public async Task An_id_in_two_numbers_is_the_id_in_text()
    {
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        var one = Caller.Event();
        one.Id = new UUID
        {
            Structured = new UUID.Types.Structured
            {
                MostSignificantBits = 0x0011223344556677, LeastSignificantBits = unchecked((long)0x8899aabbccddeeff),
            },
        };
        await caller.AppendAsync("Casa-4", one);

        var asText = await caller.ReadAsync(Caller.Reading("Casa-4"));
        var request = Caller.Reading("Casa-4");
        request.Options.UuidOption = new ReadReq.Types.Options.Types.UUIDOption { Structured = Empty };
        var asNumbers = await caller.ReadAsync(request);

        asText.Single().Event.Event.Id.Should().Be(new UUID { String = id.ToString() });
        asNumbers.Single().Event.Event.Id.Should().Be(one.Id);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("content-type")]
    public async Task An_event_without_its_type_or_its_kind_of_contents_is_refused(string missing)
    {
        var one = Caller.Event();
        one.Metadata.Remove(missing);

        (await Refused.AsTextAsync(() => caller.AppendAsync("Casa-5", one))).Should().Be(
            "InvalidArgument exception=missing-required-metadata-property required-metadata-properties=type,content-type");
    }

    [Fact]
    public async Task An_event_that_is_too_big_is_named()
    {
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        var one = Caller.Event(id, type: "Big");
        one.Data = ByteString.CopyFrom(new byte[1000]);

        (await Refused.AsTextAsync(() => caller.AppendAsync("Casa-6", one))).Should().Be(
            "InvalidArgument exception=maximum-append-event-size-exceeded event-id=00112233-4455-6677-8899-aabbccddeeff"
            + " proposed-append-event-size=1006 maximum-append-event-size=1000");
    }

    [Fact]
    public async Task A_request_that_cannot_be_meant_is_refused()
    {
        var nameless = Caller.Event();
        nameless.Id = new UUID { String = "no id" };
        Func<Task>[] calls =
        [
            () => caller.AppendAsync(new Options { StreamIdentifier = Caller.Named("Casa-7") }, null, Caller.Event()),
            () => caller.AppendAsync(new Options { Any = Empty }, null, Caller.Event()),
            () => caller.AppendAsync("Casa-7", nameless),
            () => caller.AppendAsync("", Caller.Event()),
            async () =>
            {
                using var call = caller.Streams.Append();
                await call.RequestStream.WriteAsync(new AppendReq { ProposedMessage = Caller.Event() });
                await call.RequestStream.CompleteAsync();
                await call;
            },
        ];

        foreach (var call in calls)
        {
            (await Refused.AsTextAsync(call)).Should().Be("InvalidArgument");
        }

        (await caller.ReadAsync(Caller.Reading("Casa-7"))).Single().StreamNotFound.Should().NotBeNull();
    }
}
