using Echo.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>What the client makes of servers and proxies that answer otherwise than with gRPC, and of TLS.</summary>
public sealed class StrangeServerTests
{
    private static readonly Method<SayRequest, SayReply> Ask = new(
        MethodType.Unary,
        "strange.v1.Strange",
        "Ask",
        Marshallers.Create(MessageExtensions.ToByteArray, SayRequest.Parser.ParseFrom),
        Marshallers.Create(MessageExtensions.ToByteArray, SayReply.Parser.ParseFrom));

    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(500, StatusCode.Unknown)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    public async Task An_http_status_counts_as(int http, StatusCode expected) => (await AskAsync(context =>
    {
        context.Response.StatusCode = http;
        return Task.CompletedTask;
    })).Should().Be(expected);

    [Theory]
    [InlineData(0, StatusCode.Unavailable)]
    [InlineData(2, StatusCode.Internal)]
    [InlineData(8, StatusCode.Cancelled)]
    [InlineData(11, StatusCode.ResourceExhausted)]
    [InlineData(12, StatusCode.PermissionDenied)]
    public async Task A_reset_counts_as(int code, StatusCode expected) => (await AskAsync(context =>
    {
        context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code);
        return Task.CompletedTask;
    })).Should().Be(expected);

    [Fact]
    public async Task A_page_counts_as_unknown() =>
        (await AskAsync(context => context.Response.WriteAsync("<p>hello</p>"))).Should().Be(StatusCode.Unknown);

    [Fact]
    public async Task A_response_without_a_status_counts_as_unknown() => (await AskAsync(async context =>
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.BodyWriter.WriteAsync(new byte[5]);
    })).Should().Be(StatusCode.Unknown);

    [Fact]
    public async Task Success_without_a_message_counts_as_internal() => (await AskAsync(context =>
    {
        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        return Task.CompletedTask;
    })).Should().Be(StatusCode.Internal);

    [Fact]
    public async Task Two_messages_for_one_count_as_internal() => (await AskAsync(async context =>
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.BodyWriter.WriteAsync(new byte[10]);
        context.Response.AppendTrailer("grpc-status", "0");
    })).Should().Be(StatusCode.Internal);

    [Fact]
    public async Task An_encoding_nobody_asked_for_counts_as_internal() => (await AskAsync(async context =>
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-encoding"] = "snappy";
        await context.Response.BodyWriter.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    })).Should().Be(StatusCode.Internal);

    [Fact]
    public async Task A_status_with_an_unknown_number_counts_as_unknown() => (await AskAsync(context =>
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = "99";
        return Task.CompletedTask;
    })).Should().Be(StatusCode.Unknown);

    [Fact]
    public async Task Over_tls_the_clients_certificate_is_its_identity()
    {
        using var certificate = new TestCertificate("aler.example");
        await using var server = await EchoServer.StartAsync(tls: https =>
        {
            https.ServerCertificate = certificate.Value;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        });
        var handler = certificate.NewHandler();
        handler.SslOptions.ClientCertificates = [certificate.Value];
        using var channel = server.NewChannel(options => (options.HttpHandler, options.DisposeHttpClient) = (handler, true));

        await new Echo.V1.EchoService.EchoServiceClient(channel).SayAsync(new SayRequest { Behave = "who" });

        server.State.Identity.Should().Equal("aler.example");
    }

    /// <summary>Makes a unary call to an endpoint that answers as given.</summary>
    private static async Task<StatusCode> AskAsync(RequestDelegate answer)
    {
        await using var server = await EchoServer.StartAsync(map: app => app.MapPost(Ask.FullName, answer));
        using var call = server.Channel.CreateCallInvoker().AsyncUnaryCall(Ask, null, default, new SayRequest());
        var ended = await FluentActions.Awaiting(() => call.ResponseAsync).Should().ThrowAsync<RpcException>();
        call.GetStatus().StatusCode.Should().Be(ended.Which.StatusCode);
        return ended.Which.StatusCode;
    }
}
