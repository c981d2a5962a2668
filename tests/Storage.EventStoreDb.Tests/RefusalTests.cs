using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class RefusalTests
{
    private static readonly StreamName A = StreamName.Of("Household", "a");

    [Fact]
    public async Task A_wrong_password_is_refused_at_once_and_not_repeated()
    {
        await using var cluster = await Adapter.StartAsync(nodes: 3, tls: true);
        var connection = cluster.ConnectionString.Replace("changeit", "wrong-password", StringComparison.Ordinal);

        var refused = await RefusedAsync(() => Adapter.OpenAsync(connection), StoreRefusedException.CredentialsRefused);

        refused.ToString().Should().NotContain("wrong-password");
        refused.Message.Should().Be("The event store does not take these credentials: check user and password.");
    }

    [Fact]
    public async Task A_user_who_may_not_read_the_log_is_refused()
    {
        await using var cluster = await DoubleCluster.StartAsync(new DoubleOptions
        {
            Users = [new DoubleUser("clerk", "secret", IsAdministrator: false)],
        });

        await RefusedAsync(() => cluster.OpenAsync(), StoreRefusedException.AccessDenied);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused_at_once()
    {
        await using var cluster = await Adapter.StartAsync(tls: true);
        await using var other = await Adapter.StartAsync(tls: true);
        var wrongAuthority = cluster.ConnectionString.Replace(
            Uri.EscapeDataString(cluster.CaFile!), Uri.EscapeDataString(other.CaFile!), StringComparison.Ordinal);
        var noAuthority = cluster.ConnectionString[..cluster.ConnectionString.IndexOf('?', StringComparison.Ordinal)];

        await RefusedAsync(() => Adapter.OpenAsync(wrongAuthority), StoreRefusedException.CertificateRefused);
        await RefusedAsync(() => Adapter.OpenAsync(noAuthority), StoreRefusedException.CertificateRefused);
        await using var unverified = await Adapter.OpenAsync(noAuthority + "?tlsVerifyCert=false");
    }

    [Fact]
    public async Task A_file_that_holds_no_certificate_is_refused()
    {
        var none = typeof(RefusalTests).Assembly.Location;

        await RefusedAsync(
            () => Adapter.OpenAsync($"esdb://127.0.0.1:1?userCertFile={none}&userKeyFile={none}"), StoreRefusedException.CertificateRefused);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_append_larger_than_the_server_takes_is_refused_whole(bool takesBatches)
    {
        await using var cluster = await DoubleCluster.StartAsync(
            new DoubleOptions { MaxAppendSize = 100_000, HasBatchAppend = takesBatches });
        await using var store = await cluster.OpenAsync();
        var large = Proposed.Event("large") with { Data = new byte[100_000] };

        var refused = await RefusedAsync(
            () => store.AppendAsync(A, 0, [Proposed.Event("1"), large], default), StoreRefusedException.AppendTooLarge);

        refused.Message.Should().Be("The append is larger than the event store takes (100000 bytes): raise its MaxAppendSize.");
        (await store.AppendAsync(A, 0, Proposed.Events("1"), default)).Should().BeOfType<AppendOutcome.Appended>();
        (await store.ReadAllAsync(Position.Start, default).ToListAsync()).Ids().Should().Equal(Proposed.Id("1"));
    }

    [Fact]
    public async Task A_stream_of_another_category_is_the_programmers_error()
    {
        await using var cluster = await Adapter.StartAsync();
        await using var store = await cluster.OpenAsync();

        var append = () => store.AppendAsync(new StreamName("Invoice-a"), 0, Proposed.Events("1"), default);

        (await append.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().StartWith(
            "Invoice-a is in no category of this log: Contract, Household.");
    }

    [Fact]
    public async Task An_event_of_another_program_in_a_stream_of_ours_stops_the_reading()
    {
        await using var cluster = await Adapter.StartAsync();
        await using var store = await cluster.OpenAsync();
        await WithNodeAsync(cluster, async node =>
        {
            using var call = node.Streams.Append(node.Options(default));
            await call.RequestStream.WriteAsync(new AppendReq
            {
                Options = new AppendReq.Types.Options { StreamIdentifier = StoredForm.Identifier(A.Value), NoStream = new Empty() },
            });
            await call.RequestStream.WriteAsync(new AppendReq
            {
                ProposedMessage = new ProposedMessage
                {
                    Id = StoredForm.Identifier(Guid.NewGuid().ToByteArray()),
                    Metadata = { ["type"] = "OrderPlaced", ["content-type"] = "application/json" },
                    Data = ByteString.CopyFromUtf8("{}"),
                },
            });
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
        });

        var refused = await RefusedAsync(
            () => store.ReadAllAsync(Position.Start, default).ToListAsync(), StoreRefusedException.LogFormatUnknown);

        refused.Message.Should().Be("Event 0 of stream Household-a in the event store was not written by this program.");
        await RefusedAsync(() => store.AppendAsync(A, 1, Proposed.Events("1"), default), StoreRefusedException.LogFormatUnknown);
    }

    [Fact]
    public async Task A_stream_that_somebody_deleted_is_said_to_be_deleted()
    {
        await using var cluster = await Adapter.StartAsync();
        await using var store = await cluster.OpenAsync();
        await store.AppendAsync(A, 0, Proposed.Events("1"), default);
        await WithNodeAsync(cluster, async node => await node.Streams.TombstoneAsync(
            new TombstoneReq
            {
                Options = new TombstoneReq.Types.Options { StreamIdentifier = StoredForm.Identifier(A.Value), Any = new Empty() },
            },
            node.Options(default)));

        await RefusedAsync(() => store.AppendAsync(A, 1, Proposed.Events("2"), default), StoreRefusedException.StreamDeleted);
        await RefusedAsync(() => store.ReadStreamAsync(A, 0, default).ToListAsync(), StoreRefusedException.StreamDeleted);
    }

    [Fact]
    public async Task A_server_that_tells_no_positions_with_streams_is_too_old()
    {
        await using var cluster = await DoubleCluster.StartAsync(new DoubleOptions { StreamReadsHavePositions = false });
        await using var store = await cluster.OpenAsync();
        await store.AppendAsync(A, 0, Proposed.Events("1"), default);

        await RefusedAsync(() => store.ReadStreamAsync(A, 0, default).ToListAsync(), StoreRefusedException.LogFormatUnknown);
    }

    [Fact]
    public async Task A_clock_an_hour_behind_the_log_is_refused()
    {
        await using var cluster = await Adapter.StartAsync();
        var clock = new SetClock(DateTimeOffset.UnixEpoch.AddDays(1));
        await using (var store = await cluster.OpenAsync(clock: clock))
        {
            await store.AppendAsync(A, 0, Proposed.Events("1"), default);
        }

        clock.Now -= TimeSpan.FromMinutes(61);

        await RefusedAsync(() => cluster.OpenAsync(clock: clock), StoreRefusedException.ClockBehindLog);
    }

    [Fact]
    public async Task A_closed_store_says_so_to_who_waits()
    {
        await using var cluster = await Adapter.StartAsync();
        var store = await cluster.OpenAsync();
        var waiting = store.WaitPastAsync(Position.Start, default);

        await store.DisposeAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Awaiting(() => store.WaitPastAsync(Position.Start, default)).Should().ThrowAsync<ObjectDisposedException>();
    }

    private static async Task WithNodeAsync(DoubleCluster cluster, Func<Node, Task> act)
    {
        using var found = new Cluster(EventStoreDbOptions.Parse(cluster.ConnectionString));
        await act(await found.NodeAsync(default));
    }

    private static async Task<StoreRefusedException> RefusedAsync(Func<Task> act, string reason)
    {
        var refused = (await act.Should().ThrowAsync<StoreRefusedException>()).Which;
        refused.Reason.Should().Be(reason);
        return refused;
    }
}
