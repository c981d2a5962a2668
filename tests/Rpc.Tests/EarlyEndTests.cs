using System.Globalization;
using Echo.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>Deadlines and cancellations, from either side, against handlers that listen and handlers that do not.</summary>
public sealed class EarlyEndTests : IAsyncLifetime
{
    private const string Say = "/echo.v1.EchoService/Say";

    private EchoServer server = null!;

    /// <summary>The first call opens the connection, so that short deadlines measure the calls and not that.</summary>
    public async Task InitializeAsync()
    {
        server = await EchoServer.StartAsync();
        await server.Client.SayAsync(new SayRequest { Behave = "warm" });
    }

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        await OnceBegunAsync(async time =>
        {
            var call = async () => await server.Client.SayAsync(new SayRequest { Behave = "wait" }, deadline: In(time));

            (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        });

        await server.State.Cancelled.Task.WaitAsync(EchoState.Bound);
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task The_server_answers_at_the_deadline_although_its_handler_does_not_listen()
    {
        using var raw = new RawClient(server.Address);
        var response = await raw.SendAsync(Say, RawClient.Frame(new SayRequest { Behave = "stubborn" }), ("grpc-timeout", "50m"));

        response.Status.Should().Be("4");
        server.State.Release.TrySetResult();
        await server.StopAsync();
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task The_server_answers_a_stream_at_the_deadline_after_its_messages()
    {
        using var raw = new RawClient(server.Address);
        var request = RawClient.Frame(new SayRequest { Behave = "wait", Count = 2, Text = "x" });

        List<SayReply> messages = [];
        for (var time = Short; messages.Count < 2 && time < EchoState.Bound; time *= 2)
        {
            var response = await raw.SendAsync("/echo.v1.EchoService/Repeat", request, Timeout(time));
            response.Status.Should().Be("4");
            messages = [.. response.Messages<SayReply>()];
        }

        messages.Select(m => m.Index).Should().Equal(0, 1);
        await server.State.Cancelled.Task.WaitAsync(EchoState.Bound);
    }

    [Fact]
    public async Task A_deadline_that_has_passed_sends_nothing()
    {
        var call = async () => await server.Client.SayAsync(new SayRequest(), deadline: DateTime.UtcNow.AddSeconds(-1));

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        server.State.Started.Task.IsCompleted.Should().BeFalse();
    }

    [Theory]
    [InlineData("/echo.v1.EchoService/Say", "0S")]
    [InlineData("/echo.v1.EchoService/Say", "1n")]
    [InlineData("/echo.v1.EchoService/Repeat", "1n")]
    public async Task A_deadline_that_has_passed_on_arrival_is_answered_before_the_handler_begins(string path, string timeout)
    {
        using var raw = new RawClient(server.Address);

        var response = await raw.SendAsync(path, RawClient.Frame(new SayRequest { Text = "x" }), ("grpc-timeout", timeout));

        response.Status.Should().Be("4");
        response.Body.Should().BeEmpty();
        server.State.Started.Task.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_deadline_in_local_time_is_refused()
    {
        var call = async () => await server.Client.SayAsync(new SayRequest(), deadline: DateTime.Now.AddSeconds(10));

        await call.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task The_handler_sees_the_callers_deadline_or_none()
    {
        var deadline = DateTime.UtcNow.AddHours(3);
        await server.Client.SayAsync(new SayRequest(), deadline: deadline);
        server.State.Deadline.Should().BeCloseTo(deadline, TimeSpan.FromMinutes(10));

        await server.Client.SayAsync(new SayRequest());
        server.State.Deadline.Should().Be(DateTime.MaxValue);
    }

    [Fact]
    public async Task The_longest_deadline_that_can_be_written_does_not_break_the_call()
    {
        using var raw = new RawClient(server.Address);
        var response = await raw.SendAsync(Say, RawClient.Frame(new SayRequest { Text = "x" }), ("grpc-timeout", "99999999H"));

        response.Status.Should().Be("0");
    }

    [Fact]
    public async Task Cancelling_a_unary_call_cancels_its_handler()
    {
        using var cancel = new CancellationTokenSource();
        using var call = server.Client.SayAsync(new SayRequest { Behave = "wait" }, cancellationToken: cancel.Token);
        await server.State.Started.Task.WaitAsync(EchoState.Bound);

        await cancel.CancelAsync();

        var ended = await FluentActions.Awaiting(() => call.ResponseAsync).Should().ThrowAsync<RpcException>();
        ended.Which.StatusCode.Should().Be(StatusCode.Cancelled);
        await server.State.Cancelled.Task.WaitAsync(EchoState.Bound);
        await server.StopAsync();
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Disposing_a_call_cancels_its_handler()
    {
        var call = server.Client.Repeat(new SayRequest { Count = 1, Behave = "wait" });
        (await call.ResponseStream.MoveNext()).Should().BeTrue();

        call.Dispose();

        await server.State.Cancelled.Task.WaitAsync(EchoState.Bound);
        call.GetStatus().StatusCode.Should().Be(StatusCode.Cancelled);
        await FluentActions.Awaiting(() => call.ResponseStream.MoveNext()).Should().ThrowAsync<RpcException>();
        await server.StopAsync();
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_given_to_a_read_cancels_the_call()
    {
        using var cancel = new CancellationTokenSource();
        using var call = server.Client.Repeat(new SayRequest { Count = 1, Behave = "wait" });
        (await call.ResponseStream.MoveNext(cancel.Token)).Should().BeTrue();

        var read = call.ResponseStream.MoveNext(cancel.Token);
        await cancel.CancelAsync();

        (await FluentActions.Awaiting(() => read).Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Cancelled);
        await server.State.Cancelled.Task.WaitAsync(EchoState.Bound);
    }

    [Fact]
    public async Task A_channel_may_throw_the_callers_own_cancellation()
    {
        using var channel = server.NewChannel(o => o.ThrowOperationCanceledOnCancellation = true);
        using var cancel = new CancellationTokenSource();
        using var call = new Echo.V1.EchoService.EchoServiceClient(channel).SayAsync(
            new SayRequest { Behave = "wait" }, cancellationToken: cancel.Token);
        await server.State.Started.Task.WaitAsync(EchoState.Bound);

        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => call.ResponseAsync).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Disposing_a_channel_ends_its_calls()
    {
        var channel = server.NewChannel(_ => { });
        using var call = new Echo.V1.EchoService.EchoServiceClient(channel).SayAsync(new SayRequest { Behave = "wait" });
        await server.State.Started.Task.WaitAsync(EchoState.Bound);

        channel.Dispose();

        var ended = await FluentActions.Awaiting(() => call.ResponseAsync).Should().ThrowAsync<RpcException>();
        ended.Which.StatusCode.Should().Be(StatusCode.Cancelled);
        await server.State.Cancelled.Task.WaitAsync(EchoState.Bound);
    }

    [Fact]
    public async Task A_client_that_resets_its_upload_is_cancelled_for_the_handler_and_no_error_for_the_log()
    {
        var call = server.Client.Join();
        await call.RequestStream.WriteAsync(new SayRequest { Text = "a" });
        await server.State.Started.Task.WaitAsync(EchoState.Bound);

        call.Dispose();

        var seen = await server.State.Failed.Task.WaitAsync(EchoState.Bound);
        seen.Should().BeOfType<RpcException>().Which.StatusCode.Should().Be(StatusCode.Cancelled);
        await server.StopAsync();
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_deadline_wakes_a_handler_that_waits_for_messages()
    {
        await OnceBegunAsync(async time =>
        {
            using var call = server.Client.Chat(deadline: In(time));
            var read = async () => await call.ResponseStream.MoveNext();

            (await read.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        });

        var seen = await server.State.Failed.Task.WaitAsync(EchoState.Bound);

        // Whichever came first: the server's own clock or the client's reset.
        seen.Should().BeOfType<RpcException>().Which.StatusCode.Should().BeOneOf(StatusCode.DeadlineExceeded, StatusCode.Cancelled);
    }

    [Fact]
    public async Task A_writer_that_never_looks_at_its_token_is_stopped_by_the_deadline()
    {
        await OnceBegunAsync(async time =>
        {
            using var call = server.Client.Repeat(new SayRequest { Behave = "flood" }, deadline: In(time));
            var read = async () =>
            {
                while (await call.ResponseStream.MoveNext())
                {
                }
            };

            (await read.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        });

        (await server.State.Failed.Task.WaitAsync(EchoState.Bound)).Should().BeOfType<RpcException>();
        await server.StopAsync();
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_writer_blocked_by_a_client_that_does_not_read_is_stopped_by_the_deadline()
    {
        using var raw = new RawClient(server.Address);
        var request = RawClient.Frame(new SayRequest { Behave = "flood" });
        HttpResponseMessage? response = null;
        await OnceBegunAsync(async time =>
        {
            response?.Dispose();
            response = await raw.OpenAsync("/echo.v1.EchoService/Repeat", request, Timeout(time));
        });

        var seen = await server.State.Failed.Task.WaitAsync(EchoState.Bound);

        seen.Should().BeOfType<RpcException>().Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        response!.Dispose();
    }

    [Fact]
    public async Task The_local_deadline_counts_whatever_the_server_does()
    {
        var call = () => server.Client.SayAsync(new SayRequest { Behave = "stubborn" }, deadline: In(Short))
            .ResponseAsync.WaitAsync(EchoState.Bound);

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        server.State.Release.TrySetResult();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        await server.StopAsync();
        using var channel = server.NewChannel(_ => { });
        var call = async () => await new Echo.V1.EchoService.EchoServiceClient(channel).SayAsync(new SayRequest());

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task What_a_handler_throws_after_its_deadline_is_no_news()
    {
        await OnceBegunAsync(async time =>
        {
            var call = async () => await server.Client.SayAsync(new SayRequest { Behave = "stubborn" }, deadline: In(time));
            await call.Should().ThrowAsync<RpcException>();
        });

        server.State.Release.TrySetException(new InvalidOperationException("late"));
        await server.StopAsync();

        server.Log.Errors.Should().BeEmpty();
        server.Log.Contains(LogLevel.Debug, "threw after its call had ended").Should().BeTrue();
    }

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private static DateTime In(TimeSpan time) => DateTime.UtcNow + time;

    private static (string Name, string Value) Timeout(TimeSpan time) =>
        ("grpc-timeout", time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture) + "m");

    /// <summary>A deadline that was over before the handler began tried nothing: on a slow machine again with twice the time.</summary>
    private async Task OnceBegunAsync(Func<TimeSpan, Task> attempt)
    {
        for (var time = Short; !server.State.Started.Task.IsCompleted && time < EchoState.Bound; time *= 2)
        {
            await attempt(time);
        }
    }
}
