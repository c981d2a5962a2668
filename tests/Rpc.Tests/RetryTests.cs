using Echo.V1;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using BudgetCoaching.Rpc.Client;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Tests;

public sealed class RetryTests : IAsyncLifetime
{
    private readonly FlakyServer flaky = new();
    private EchoServer server = null!;
    private GrpcChannel channel = null!;
    private Echo.V1.EchoService.EchoServiceClient client = null!;

    public async Task InitializeAsync()
    {
        server = await EchoServer.StartAsync(
            options => options.Interceptors.Add<FlakyServer>(), services => services.AddSingleton(flaky));
        Use(_ => { });
    }

    public async Task DisposeAsync()
    {
        channel.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_unary_call_is_made_again_until_it_succeeds_and_says_how_often_it_was_tried()
    {
        flaky.ThenRefuse(StatusCode.Unavailable, times: 2);

        var reply = await client.SayAsync(new SayRequest { Text = "canone" });

        reply.Text.Should().Be("canone");
        flaky.Attempts.Should().Equal(null, "1", "2");
    }

    [Fact]
    public async Task The_last_attempts_failure_is_the_calls()
    {
        flaky.ThenRefuse(StatusCode.Unavailable, times: 10);
        using var call = client.SayAsync(new SayRequest());

        (await Ended(call.ResponseAsync)).Should().Be((StatusCode.Unavailable, "by plan"));
        call.GetStatus().StatusCode.Should().Be(StatusCode.Unavailable);
        flaky.Attempts.Should().Equal(null, "1", "2", "3");
    }

    [Fact]
    public async Task The_channel_bounds_the_attempts_of_every_policy()
    {
        Use(options => options.MaxRetryAttempts = 2);
        flaky.ThenRefuse(StatusCode.Unavailable, times: 10);

        await Ended(client.SayAsync(new SayRequest()).ResponseAsync);

        flaky.Attempts.Should().HaveCount(2);
    }

    [Fact]
    public async Task Another_status_is_not_retried()
    {
        flaky.ThenRefuse(StatusCode.FailedPrecondition);

        (await Ended(client.SayAsync(new SayRequest()).ResponseAsync)).Code.Should().Be(StatusCode.FailedPrecondition);

        flaky.Attempts.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_call_whose_response_has_begun_is_committed()
    {
        flaky.Then(async context =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "begun", "yes" } });
            throw FlakyServer.Refusal(StatusCode.Unavailable);
        });
        using var call = client.SayAsync(new SayRequest());

        (await Ended(call.ResponseAsync)).Code.Should().Be(StatusCode.Unavailable);
        (await call.ResponseHeadersAsync).GetValue("begun").Should().Be("yes");
        flaky.Attempts.Should().HaveCount(1);
    }

    [Fact]
    public async Task The_server_may_say_how_long_to_wait()
    {
        Use(_ => { }, policy => policy.InitialBackoff = policy.MaxBackoff = TimeSpan.FromHours(1));
        flaky.ThenRefuse(StatusCode.Unavailable, pushback: "1");

        (await client.SayAsync(new SayRequest { Text = "soon" }).ResponseAsync.WaitAsync(EchoState.Bound)).Text.Should().Be("soon");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("never")]
    public async Task The_server_may_say_not_to_retry(string pushback)
    {
        flaky.ThenRefuse(StatusCode.Unavailable, pushback);

        (await Ended(client.SayAsync(new SayRequest()).ResponseAsync)).Code.Should().Be(StatusCode.Unavailable);

        flaky.Attempts.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_server_stream_is_made_again_before_its_first_message()
    {
        flaky.ThenRefuse(StatusCode.Unavailable);
        using var call = client.Repeat(new SayRequest { Count = 3 });

        var indexes = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            indexes.Add(reply.Index);
        }

        indexes.Should().Equal(0, 1, 2);
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task A_client_stream_sends_again_what_it_has_sent()
    {
        flaky.Then(async context =>
        {
            await server.State.Release.Task;
            throw FlakyServer.Refusal(StatusCode.Unavailable);
        });
        using var call = client.Join();
        foreach (var text in new[] { "a", "b", "c" })
        {
            await call.RequestStream.WriteAsync(new SayRequest { Text = text });
        }

        server.State.Release.SetResult();
        await call.RequestStream.WriteAsync(new SayRequest { Text = "d" });
        await call.RequestStream.CompleteAsync();

        (await call).Should().Be(new SayReply { Text = "abcd", Index = 4 });
        flaky.Attempts.Should().Equal(null, "1");
    }

    [Fact]
    public async Task A_chat_goes_on_with_the_attempt_that_was_answered()
    {
        flaky.ThenRefuse(StatusCode.Unavailable, times: 2);
        using var call = client.Chat();

        for (var i = 0; i < 5; i++)
        {
            await call.RequestStream.WriteAsync(new SayRequest { Text = $"m{i}" });
            (await call.ResponseStream.MoveNext()).Should().BeTrue();
            call.ResponseStream.Current.Should().Be(new SayReply { Text = $"m{i}", Index = i });
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).Should().BeFalse();
        await call.Awaiting(c => c.RequestStream.WriteAsync(new SayRequest())).Should().ThrowAsync<InvalidOperationException>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_longer_than_may_be_kept_commit_the_attempt(bool perCall)
    {
        Use(options => (options.MaxRetryBufferPerCallSize, options.MaxRetryBufferSize) = (perCall ? 20 : null, perCall ? null : 20));
        flaky.Then(async _ =>
        {
            await server.State.Release.Task;
            throw FlakyServer.Refusal(StatusCode.Unavailable);
        });
        using var call = client.Join();
        await call.RequestStream.WriteAsync(new SayRequest { Text = "short" });
        await call.RequestStream.WriteAsync(new SayRequest { Text = "longer than twenty bytes" });

        server.State.Release.SetResult();

        (await Ended(call.ResponseAsync)).Code.Should().Be(StatusCode.Unavailable);
        flaky.Attempts.Should().HaveCount(1);
    }

    [Fact]
    public async Task What_is_kept_is_given_back_when_the_call_is_committed()
    {
        // Room for 15 calls at once, since the bytes are given back just after the answer: without that the 16th would not be retried.
        Use(options => options.MaxRetryBufferSize = 1000);
        for (var i = 0; i < 50; i++)
        {
            flaky.ThenRefuse(StatusCode.Unavailable);
            using var call = client.Join();
            await call.RequestStream.WriteAsync(new SayRequest { Text = new string('x', 60) });
            await call.RequestStream.CompleteAsync();
            (await call).Index.Should().Be(1);
        }

        flaky.Attempts.Should().HaveCount(100);
    }

    [Fact]
    public async Task A_deadline_counts_for_all_attempts_together()
    {
        Use(_ => { }, policy => policy.InitialBackoff = policy.MaxBackoff = TimeSpan.FromHours(1));
        flaky.ThenRefuse(StatusCode.Unavailable, times: 10);

        var call = client.SayAsync(new SayRequest(), deadline: DateTime.UtcNow.AddMilliseconds(200));

        (await Ended(call.ResponseAsync.WaitAsync(EchoState.Bound))).Code.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_given_up_between_two_attempts_is_cancelled(bool byDisposing)
    {
        Use(_ => { }, policy => policy.InitialBackoff = policy.MaxBackoff = TimeSpan.FromHours(1));
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        flaky.Then(_ =>
        {
            refused.SetResult();
            throw FlakyServer.Refusal(StatusCode.Unavailable);
        });
        using var cancel = new CancellationTokenSource();
        using var call = client.SayAsync(new SayRequest(), cancellationToken: cancel.Token);
        await refused.Task.WaitAsync(EchoState.Bound);

        if (byDisposing)
        {
            call.Dispose();
        }
        else
        {
            await cancel.CancelAsync();
        }

        (await Ended(call.ResponseAsync.WaitAsync(EchoState.Bound))).Code.Should().Be(StatusCode.Cancelled);
        flaky.Attempts.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_tried_again()
    {
        var options = new GrpcChannelOptions { ServiceConfig = Config(_ => { }) };
        using var nowhere = GrpcChannel.ForAddress("http://127.0.0.1:1", options);

        (await Ended(new Echo.V1.EchoService.EchoServiceClient(nowhere).SayAsync(new SayRequest()).ResponseAsync)).Code
            .Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task While_most_calls_fail_there_are_no_retries()
    {
        Use(options => options.ServiceConfig!.RetryThrottling = new RetryThrottlingPolicy { MaxTokens = 4, TokenRatio = 0.5 });
        flaky.ThenRefuse(StatusCode.Unavailable, times: 100);

        for (var i = 0; i < 3; i++)
        {
            await Ended(client.SayAsync(new SayRequest()).ResponseAsync);
        }

        flaky.Attempts.Should().Equal([null, "1", null, null], "after two failures half of the tokens are gone");
    }

    [Fact]
    public void The_method_counts_before_its_service_and_its_service_before_the_default()
    {
        var config = new ServiceConfig
        {
            MethodConfigs =
            {
                new MethodConfig { Names = { MethodName.Default }, RetryPolicy = Policy(2) },
                new MethodConfig { Names = { new MethodName { Service = "a.A" } }, RetryPolicy = Policy(3) },
                new MethodConfig { Names = { new MethodName { Service = "a.A", Method = "M" } }, RetryPolicy = Policy(4) },
                new MethodConfig { Names = { new MethodName { Service = "a.A", Method = "Once" } } },
            },
        };
        var retries = new Retries(config, new GrpcChannelOptions());

        new[] { ("b.B", "M"), ("a.A", "N"), ("a.A", "M"), ("a.A", "Once") }.Select(m => retries.For(Named(m.Item1, m.Item2))?.Attempts)
            .Should().Equal(2, 3, 4, null);
    }

    [Fact]
    public void A_policy_that_lacks_something_or_names_a_method_twice_is_refused()
    {
        var twice = Config(_ => { });
        twice.MethodConfigs.Add(twice.MethodConfigs[0]);
        var wrong = new[]
        {
            Config(p => p.MaxAttempts = 1), Config(p => p.InitialBackoff = null), Config(p => p.MaxBackoff = TimeSpan.Zero),
            Config(p => p.BackoffMultiplier = 0), Config(p => p.RetryableStatusCodes.Clear()), twice,
        };

        foreach (var config in wrong)
        {
            FluentActions.Invoking(() => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { ServiceConfig = config }))
                .Should().Throw<InvalidOperationException>();
        }
    }

    [Fact]
    public void A_wait_is_the_backoff_give_or_take_a_fifth_and_never_longer_than_the_longest() => Prop.ForAll(
        Gen.Choose(1, 1000).ToArbitrary(),
        Gen.Choose(0, 100).ToArbitrary(),
        (retry, percent) =>
        {
            var rule = RetryRule.Of(Policy(5), mostAttempts: null);
            var backoff = Math.Min(Math.Pow(1.5, retry - 1), 100);
            var wait = rule.Wait(retry, percent / 100.0).TotalMilliseconds;
            wait.Should().BeApproximately(backoff * (0.8 + (0.4 * percent / 100)), 0.001);
        }).QuickCheckThrowOnFailure();

    private static async Task<(StatusCode Code, string Detail)> Ended(Task call)
    {
        var thrown = await FluentActions.Awaiting(() => call).Should().ThrowAsync<RpcException>();
        return (thrown.Which.StatusCode, thrown.Which.Status.Detail);
    }

    private static ServiceConfig Config(Action<RetryPolicy> change)
    {
        var policy = Policy(4);
        change(policy);
        return new ServiceConfig { MethodConfigs = { new MethodConfig { Names = { MethodName.Default }, RetryPolicy = policy } } };
    }

    private static RetryPolicy Policy(int attempts) => new()
    {
        MaxAttempts = attempts,
        InitialBackoff = TimeSpan.FromMilliseconds(1),
        MaxBackoff = TimeSpan.FromMilliseconds(100),
        BackoffMultiplier = 1.5,
        RetryableStatusCodes = { StatusCode.Unavailable },
    };

    private static Method<SayRequest, SayReply> Named(string service, string method) => new(
        MethodType.Unary,
        service,
        method,
        Marshallers.Create(_ => Array.Empty<byte>(), _ => new SayRequest()),
        Marshallers.Create(_ => Array.Empty<byte>(), _ => new SayReply()));

    private void Use(Action<GrpcChannelOptions> configure, Action<RetryPolicy>? change = null)
    {
        channel?.Dispose();
        channel = server.NewChannel(options =>
        {
            options.ServiceConfig = Config(change ?? (_ => { }));
            configure(options);
        });
        client = new Echo.V1.EchoService.EchoServiceClient(channel);
    }
}
