using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Domain;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Configuration;

namespace BudgetCoaching.Api.Tests.Access;

/// <summary>One caller cannot take what all need: calls over time, calls at once, bytes of a request.</summary>
public sealed class Callers_are_kept_within_limits
{
    private static readonly Caller Anna = new("anna", "consultant", new AgencyId("cremona"), "") { IsVerified = true };
    private static readonly Caller Bruno = Anna with { Actor = "bruno" };

    private readonly StandingTime time = new();

    [Fact]
    public void Twice_the_rate_may_come_at_once_and_then_one_waits_as_long_as_is_told()
    {
        var limits = Limits(perSecond: 2, atOnce: 0, bytes: 0);
        for (var i = 0; i < 4; i++)
        {
            limits.Take(Anna, requestBytes: 10).Dispose();
        }

        var (limit, wait) = Refused(limits, Anna, bytes: 10);

        (limit, wait).Should().Be(("calls_per_second", TimeSpan.FromSeconds(0.5)));
        limits.Take(Bruno, requestBytes: 10).Dispose();
        time.Advance(TimeSpan.FromSeconds(0.5));
        limits.Take(Anna, requestBytes: 10).Dispose();
    }

    [Fact]
    public void A_call_gives_its_place_back_when_it_ends()
    {
        var limits = Limits(perSecond: 0, atOnce: 2, bytes: 0);
        limits.Take(Anna, requestBytes: 0).Dispose();
        using var one = limits.Take(Anna, requestBytes: 0);
        using (limits.Take(Anna, requestBytes: 0))
        {
            Refused(limits, Anna, bytes: 0).Limit.Should().Be("calls_at_once");
        }

        limits.Take(Anna, requestBytes: 0).Dispose();
    }

    [Fact]
    public void A_request_that_is_too_large_is_not_worth_trying_again()
    {
        var limits = Limits(perSecond: 0, atOnce: 0, bytes: 100);
        limits.Take(Anna, requestBytes: 100).Dispose();

        Refused(limits, Anna, bytes: 101).Should().Be(("bytes", null));
    }

    private CallerLimits Limits(int perSecond, int atOnce, int bytes)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["BudgetCoaching:Limits:CallsPerSecond"] = $"{perSecond}",
            ["BudgetCoaching:Limits:CallsAtOnce"] = $"{atOnce}",
            ["BudgetCoaching:Limits:RequestBytes"] = $"{bytes}",
        };
        var section = new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("BudgetCoaching");
        return new CallerLimits(AccessOptions.Read(new SettingReader(section)), time);
    }

    private static (string Limit, TimeSpan? Wait) Refused(CallerLimits limits, Caller caller, int bytes)
    {
        var error = limits.Invoking(l => l.Take(caller, bytes)).Should().Throw<RpcException>().Which;
        error.StatusCode.Should().Be(StatusCode.ResourceExhausted);
        var details = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin")).Details;
        return (
            details[0].Unpack<ErrorInfo>().Metadata["limit"],
            details.Count > 1 ? details[1].Unpack<RetryInfo>().RetryDelay.ToTimeSpan() : null);
    }

    private sealed class StandingTime : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => ticks += by.Ticks;

        public override long GetTimestamp() => ticks;
    }
}
