using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>grpc-js as the client of this server.</summary>
public sealed class ForeignClientTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Every_case_passes(string? responseEncoding)
    {
        await using var server = await EchoServer.StartAsync(
            options => options.ResponseCompressionAlgorithm = responseEncoding,
            services => services.AddGrpcHealthChecks(),
            app => app.MapGrpcHealthChecksService());

        var lines = await Foreign.RunAsync("client.mjs", new Uri(server.Address).Authority);

        lines.Should().Equal(
            "ok empty_unary",
            "ok large_unary",
            "ok client_streaming",
            "ok server_streaming",
            "ok server_streaming_refused_after_messages",
            "ok ping_pong",
            "ok empty_stream",
            "ok timeout_on_sleeping_server",
            "ok timeout_on_a_unary_call",
            "ok cancel_after_begin",
            "ok cancel_after_first_response",
            "ok status_code_and_message",
            "ok special_status_message",
            "ok custom_metadata",
            "ok unimplemented_method",
            "ok unimplemented_service",
            "ok compressed_unary_and_empty",
            "ok compressed_streaming",
            "ok message_too_long",
            "ok thousand_at_once",
            "ok health");
        server.Log.Errors.Should().BeEmpty();
    }
}
