using BudgetCoaching.Api.Errors;
using BudgetCoaching.Storage;
using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Api.Tests;

/// <summary>What a caller is told when the event store refuses while the service runs.</summary>
public sealed class Refusals_of_the_store_are_answered
{
    [Theory]
    [InlineData(StoreRefusedException.AppendTooLarge, StatusCode.FailedPrecondition, "APPEND_TOO_LARGE")]
    [InlineData(StoreRefusedException.AccessDenied, StatusCode.Unavailable, "STORE_UNAVAILABLE")]
    public async Task A_refusal_has_its_status_and_reason_and_keeps_its_text(string refused, StatusCode status, string reason)
    {
        await using var server = await StartAsync(new StoreRefusedException(refused, "secret"));
        using var channel = GrpcChannel.ForAddress(server.Urls.Single());
        var call = () => new HouseholdService.HouseholdServiceClient(channel)
            .GetHouseholdAsync(new GetHouseholdRequest { Name = "households/x" }).ResponseAsync;

        var error = (await call.Should().ThrowAsync<RpcException>()).Which;

        error.StatusCode.Should().Be(status);
        error.Status.Detail.Should().NotContain("secret");
        var details = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes(ApiFault.DetailsTrailer)).Details;
        details[0].Unpack<ErrorInfo>().Reason.Should().Be(reason);
    }

    private static async Task<WebApplication> StartAsync(StoreRefusedException refusal)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(refusal).AddSingleton<Refusing>().AddSingleton<ErrorInterceptor>();
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<ErrorInterceptor>());
        var server = builder.Build();
        server.MapGrpcService<Refusing>();
        await server.StartAsync();
        return server;
    }

    private sealed class Refusing(StoreRefusedException refusal) : HouseholdService.HouseholdServiceBase
    {
        public override Task<Household> GetHousehold(GetHouseholdRequest request, ServerCallContext context) =>
            Task.FromException<Household>(refusal);
    }
}
