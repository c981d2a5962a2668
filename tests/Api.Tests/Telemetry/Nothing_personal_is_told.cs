using BudgetCoaching.Api.Tests.Telemetry.Otlp;
using BudgetCoaching.Telemetry;
using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests.Telemetry;

/// <summary>
/// The whole story with every line that can be logged and every span and measure sent, and none of it a name, a note, an address or an
/// amount (R10).
/// </summary>
public sealed class Nothing_personal_is_told : IAsyncLifetime
{
    private const string Marker = "Marcatore";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string ParentSpan = "b7ad6b7169203331";

    /// <summary>An amount that nothing else looks like.</summary>
    private const decimal Amount = 73519.46m;

    private OtlpReceiver collector = null!;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        collector = await OtlpReceiver.StartAsync();
        service = new RunningService
        {
            LogLevel = "Trace",
            Environment = new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_SERVICE_NAME"] = "coaching-test" },
            Settings = ["--BudgetCoaching:Limits:CallsPerSecond", "1"],
        };
        await service.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await collector.DisposeAsync();
    }

    [Fact]
    public async Task Neither_what_succeeds_nor_what_is_refused_leaves_a_trace_of_a_text_or_an_amount()
    {
        await TellTheStoryAsync();
        await service.StopAsync();

        var said = string.Concat(await service.Said);
        said.Should().Contain("LedgerService", "otherwise nothing was logged and this says nothing");
        collector.Logs.Should().Contain(line => line.EventName == "Started", "otherwise no line was sent");
        foreach (var personal in new[] { Marker, "73519.46", "73519,46", "7351946", "36759.73", "3675973", "110279" })
        {
            said.Should().NotContain(personal);
            collector.Bytes.Should().NotContain(personal);
        }

        // Figures travel in binary, so what may be told of a span or a measure is a closed list.
        Tags().Except(Constants(typeof(TelemetryNames.Tags))).Should().BeEmpty();
        SpansAndMeasures();
        collector.Resources.Should().OnlyContain(
            who => who.Attributes.Any(a => a.Key == "service.name" && a.Value.StringValue == "coaching-test"));
    }

    private void SpansAndMeasures()
    {
        collector.Metrics.Where(m => IsOwn(m.Scope)).Select(m => m.Metric.Name).Distinct()
            .Should().BeEquivalentTo(Constants(typeof(TelemetryNames.Metrics)));
        collector.Metrics.Select(m => m.Metric.Name).Should().Contain(["http.server.request.duration", "kestrel.active_connections"])
            .And.Contain(name => name.StartsWith("dotnet.", StringComparison.Ordinal));

        collector.Metrics.Where(m => m.Metric.Name == TelemetryNames.Metrics.CallDuration).SelectMany(m => TagsOf(m.Metric))
            .Where(tag => tag.Key == TelemetryNames.Tags.RpcSystem).Select(tag => tag.Value.StringValue).Distinct()
            .Should().BeEquivalentTo("grpc", "json");

        collector.Spans.Select(s => s.Scope).Distinct().Should().OnlyContain(scope => IsOwn(scope));
        var spans = collector.Spans.Select(s => s.Span).ToList();
        spans.Select(span => span.Name).Should().Contain(Constants(typeof(TelemetryNames.Spans)));
        var call = spans.Single(span => Convert.ToHexStringLower(span.TraceId.Span) == Trace && span.Name.Contains('/'));
        call.Name.Should().Be("budgetcoaching.v1.LedgerService/PostCharge");
        Convert.ToHexStringLower(call.ParentSpanId.Span).Should().Be(ParentSpan);
        spans.Should().ContainSingle(span => span.Name == TelemetryNames.Spans.Append && span.ParentSpanId == call.SpanId);
        spans.Should().Contain(span => span.Name == "budgetcoaching.v1.ArrearsService/GetArrears"
            && span.Attributes.Any(a => a.Key == TelemetryNames.Tags.RpcSystem && a.Value.StringValue == "json")
            && span.Attributes.Any(a => a.Key == TelemetryNames.Tags.RpcStatus && a.Value.StringValue == "OK"));
    }

    private async Task TellTheStoryAsync()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2025-02-10", Amount);
        await household.PayAsync("2025-02-11", Amount / 2);
        var guards = new ProtectionService.ProtectionServiceClient(service.Channel);
        await guards.RecordAddressAsync(
            new RecordAddressRequest
            {
                Household = household.Name,
                Address = new Address { EffectiveDate = Day("2025-01-02"), Street = Marker, Place = Marker },
            },
            RunningService.Headers);
        await household.OwesAsync("2025-06-01");
        await household.StatementAsync("2025-06-01");
        var ledger = new LedgerService.LedgerServiceClient(service.Channel);
        await ledger.PostChargeAsync(
            new PostChargeRequest
            {
                Household = household.Name,
                Charge = new Charge
                {
                    Creditor = "aler", Kind = ChargeKind.Rent, IssueDate = Day("2025-03-01"), DueDate = Day("2025-03-05"),
                    Amount = Capital(Amount),
                },
            },
            new Metadata { { "x-actor", "test" }, { "x-agency", "test" }, { "traceparent", $"00-{Trace}-{ParentSpan}-01" } });
        using var http = new HttpClient { BaseAddress = new Uri(service.Web) };
        (await http.GetStringAsync($"/v1/{household.Name}/arrears?viewpoint.asOf.year=2025&viewpoint.asOf.month=6&viewpoint.asOf.day=1"))
            .Should().Contain("110279");
        (await http.GetStringAsync("/health/ready")).Should().Contain("\"ready\":true");
        await Refused(
            ledger.RecordPaymentAsync(
                new RecordPaymentRequest
                {
                    Household = household.Name,
                    Payment = new Payment
                    {
                        ValueDate = Day("2100-01-01"), Creditor = "aler", Amount = Euro(Amount), Payer = Marker, Remittance = Marker,
                    },
                },
                RunningService.Headers),
            StatusCode.FailedPrecondition,
            "DATE_AFTER_RECORDED_DAY");
        await Refused(
            guards.GiveConsentAsync(
                new GiveConsentRequest { Household = household.Name, Consent = new Consent { Recipient = $"{Marker} Rossi" } },
                RunningService.Headers),
            StatusCode.InvalidArgument,
            "FIELD_INVALID");
        await BeOverALimitAsync();
        await guards.EraseHouseholdAsync(
            new EraseHouseholdRequest { Household = household.Name, Erasure = new Erasure { ReasonCode = "asked-to" } },
            RunningService.Headers);
    }

    /// <summary>A bucket of one call a second holds two: of a hundred at once, some are over it.</summary>
    private async Task BeOverALimitAsync()
    {
        var households = new HouseholdService.HouseholdServiceClient(service.Channel);
        var calls = Enumerable.Range(0, 100)
            .Select(_ => households.ListHouseholdsAsync(new ListHouseholdsRequest { Agency = "agencies/demo" }, service.As("supervisor")))
            .ToList();
        var ends = await Task.WhenAll(calls.Select(async call =>
        {
            try
            {
                await call;
                return StatusCode.OK;
            }
            catch (RpcException refused)
            {
                return refused.StatusCode;
            }
        }));
        ends.Should().Contain(StatusCode.OK).And.Contain(StatusCode.ResourceExhausted);
    }

    /// <summary>All that stands beside a span or a measure of our own.</summary>
    private IEnumerable<string> Tags() =>
        collector.Spans.Where(s => IsOwn(s.Scope)).SelectMany(s => s.Span.Attributes)
            .Concat(collector.Metrics.Where(m => IsOwn(m.Scope)).SelectMany(m => TagsOf(m.Metric)))
            .Select(tag => tag.Key)
            .Distinct();

    private static IEnumerable<KeyValue> TagsOf(Metric metric) => metric.PointsCase switch
    {
        Metric.PointsOneofCase.Gauge => metric.Gauge.Points.SelectMany(p => p.Attributes),
        Metric.PointsOneofCase.Sum => metric.Sum.Points.SelectMany(p => p.Attributes),
        _ => metric.Histogram.Points.SelectMany(p => p.Attributes),
    };

    private static bool IsOwn(string scope) => Constants(typeof(TelemetryNames.Sources)).Contains(scope);

    private static IReadOnlyList<string> Constants(Type names) =>
        [.. names.GetFields().Select(field => (string)field.GetRawConstantValue()!)];
}
