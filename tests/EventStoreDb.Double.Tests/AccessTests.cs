using System.Text;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

public sealed class AccessTests : IAsyncLifetime
{
    private DoubleCluster cluster = null!;
    private Caller caller = null!;

    public async Task InitializeAsync()
    {
        cluster = await DoubleCluster.StartAsync(new DoubleOptions
        {
            Users = [DoubleUser.Admin, new DoubleUser("ops", "pass:wörd", IsAdministrator: false)],
        });
        caller = new Caller(cluster.Nodes[0]);
    }

    public async Task DisposeAsync()
    {
        caller.Dispose();
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_needs_a_name_and_its_password()
    {
        (await Refused.AsTextAsync(() => AppendAsync("Casa-1", null))).Should().Be("PermissionDenied exception=access-denied");
        (await Refused.AsTextAsync(() => AppendAsync("Casa-1", As("ops", "wrong")))).Should().Be("Unauthenticated");
        (await AppendAsync("Casa-1", As("ops", "pass:wörd"))).Success.CurrentRevision.Should().Be(0);
        (await AppendAsync("Casa-1", As("admin", "changeit"))).Success.CurrentRevision.Should().Be(1);
    }

    [Fact]
    public async Task Only_an_administrator_reads_everything_or_touches_the_systems_streams()
    {
        (await Refused.AsTextAsync(() => AppendAsync("$system", As("ops", "pass:wörd"))))
            .Should().Be("PermissionDenied exception=access-denied");
        using var denied = caller.Streams.Read(Caller.Following("Casa-"), As("ops", "pass:wörd"));
        (await Refused.AsTextAsync(() => ReadProtocolTests.NextAsync(denied))).Should().Be("PermissionDenied exception=access-denied");

        using var allowed = caller.Streams.Read(Caller.Following("Casa-"), As("admin", "changeit"));
        (await ReadProtocolTests.NextAsync(allowed)).Confirmation.Should().NotBeNull();
    }

    [Fact]
    public async Task A_batch_that_is_not_allowed_is_told_so_alone()
    {
        using var call = caller.Streams.BatchAppend(As("ops", "pass:wörd"));
        await call.RequestStream.WriteAsync(new BatchAppendReq
        {
            CorrelationId = new UUID { String = Guid.NewGuid().ToString() },
            Options = new BatchAppendReq.Types.Options { StreamIdentifier = Caller.Named("$system"), Any = new() },
            IsFinal = true,
        });

        (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        call.ResponseStream.Current.Error.Code.Should().Be((int)StatusCode.PermissionDenied);
        call.ResponseStream.Current.Error.Details.Is(AccessDenied.Descriptor).Should().BeTrue();
    }

    [Fact]
    public async Task Anybody_may_ask_who_is_there_and_what_the_server_can_do()
    {
        (await caller.Gossip.ReadAsync(new Empty())).Members.Should().ContainSingle();
        (await caller.Features.GetSupportedMethodsAsync(new Empty())).Methods
            .Single(m => m.MethodName == "batchappend").Features.Should().Equal("deadline_duration");
    }

    [Fact]
    public void The_connection_string_has_the_first_user() =>
        cluster.ConnectionString.Should().Be($"esdb://admin:changeit@127.0.0.1:{cluster.Nodes[0].Port}?tls=false");

    private static Metadata As(string name, string password) =>
        new() { { "authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")) } };

    private Task<AppendResp> AppendAsync(string stream, Metadata? headers) => caller.AppendAsync(
        new AppendReq.Types.Options { StreamIdentifier = Caller.Named(stream), Any = new Empty() }, headers, Caller.Event());
}
