using System.Net;
using BudgetCoaching.Api.Tests.Bulk;
using BudgetCoaching.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

/// <summary>As long as a call is under way, the service answers that it is stopping, over old connections and new ones.</summary>
public sealed class A_stop_tells_new_calls : IAsyncLifetime
{
    private readonly RunningService service = new() { IsDemo = false };

    public Task InitializeAsync() => service.InitializeAsync();

    public Task DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_call_under_way_finishes_and_one_that_comes_meanwhile_is_refused_with_a_reason()
    {
        var household = Guid.Parse((await OpenedHousehold.EnrolAsync(service)).Name.Split('/')[1]);
        using var underWay = new BulkService.BulkServiceClient(service.Channel).ImportFacts(RunningService.Headers);
        await ImportAsync(underWay, row: 1, household);
        using var watch = new Health.HealthClient(service.Channel).Watch(new HealthCheckRequest());
        await watch.ResponseStream.MoveNext(CancellationToken.None);
        await service.TerminateAsync();
        await watch.ResponseStream.MoveNext(CancellationToken.None);
        watch.ResponseStream.Current.Status.Should().Be(HealthCheckResponse.Types.ServingStatus.NotServing);

        using var another = GrpcChannel.ForAddress(service.Grpc);
        foreach (var channel in new[] { service.Channel, another })
        {
            await Refused(
                new LedgerService.LedgerServiceClient(channel)
                    .PostChargeAsync(Batch.Charge(row: 2, household, Guid.NewGuid()).PostCharge, RunningService.Headers),
                StatusCode.Unavailable,
                "SERVICE_STOPPING");
        }

        using var http = new HttpClient { BaseAddress = new Uri(service.Web) };
        using var told = await http.GetAsync($"/v1/households/{household}/arrears");
        told.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await told.Content.ReadAsStringAsync()).Should().Contain("SERVICE_STOPPING");
        (await http.GetStringAsync("/health/live")).Should().Contain("true");
        using var ready = await http.GetAsync("/health/ready");
        (await ready.Content.ReadAsStringAsync()).Should().Contain("STOPPING");

        await ImportAsync(underWay, row: 3, household);
        await underWay.RequestStream.CompleteAsync();
        (await underWay.ResponseStream.MoveNext(CancellationToken.None)).Should().BeFalse();
        underWay.GetStatus().StatusCode.Should().Be(StatusCode.OK);
        (await service.EndAsync()).Should().Be(0);
    }

    private static async Task ImportAsync(
        AsyncDuplexStreamingCall<ImportFactsRequest, ImportFactsResponse> call, long row, Guid household)
    {
        await call.RequestStream.WriteAsync(Batch.Charge(row, household, Guid.NewGuid()));
        (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        call.ResponseStream.Current.OutcomeCase.Should().Be(ImportFactsResponse.OutcomeOneofCase.Accepted);
    }
}
