using System.Diagnostics;
using System.Diagnostics.Metrics;
using BudgetCoaching.Rpc.Tests.Hostile;
using BudgetCoaching.Telemetry;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>Alone: a listener of another test would be one here too.</summary>
[Collection(AloneCollection.Name)]
public sealed class TelemetryTests
{
    private const int Calls = 10_000;

    [Fact]
    public void Nothing_is_allocated_while_nobody_listens()
    {
        Measure();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            Measure();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Durations_have_bounds_from_a_tenth_of_a_millisecond_to_ten_seconds()
    {
        using var meter = new Meter("BudgetCoaching.Test");
        Histogram<double>? made = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter == meter)
                {
                    made = (Histogram<double>)instrument;
                }
            },
        };
        listener.Start();

        var timing = new Timing(meter, "test.duration", "A test.");

        (made!.Name, made.Unit).Should().Be(("test.duration", "s"));
        made.Advice!.HistogramBucketBoundaries.Should().StartWith(0.0001).And.EndWith(10).And.BeInAscendingOrder();
        timing.Start().Should().Be(0, "it was made known, and nobody asked for it");
    }

    private static void Measure()
    {
        var started = CallTelemetry.Start();
        Activity? activity = CallTelemetry.Trace(CallTelemetry.Grpc, "package.Service/Method");
        CallTelemetry.Stop(started, activity, CallTelemetry.Grpc, "package.Service/Method", StatusCode.OK);
    }
}
