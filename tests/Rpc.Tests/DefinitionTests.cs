using System.Text;
using Echo.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>Services given as definitions with their handlers.</summary>
public sealed class DefinitionTests
{
    private static readonly Method<SayRequest, SayReply> Shout = new(
        MethodType.Unary,
        "also.v1.Also",
        "Shout",
        Marshallers.Create(m => Encoding.ASCII.GetBytes(m.Text), b => new SayRequest { Text = Encoding.ASCII.GetString(b) }),
        Marshallers.Create(m => Encoding.ASCII.GetBytes(m.Text), b => new SayReply { Text = Encoding.ASCII.GetString(b) }));

    [Fact]
    public async Task Every_kind_of_call_reaches_the_one_object()
    {
        await using var server = await EchoServer.StartAsync(
            map: app => app.MapGroup("/").MapGrpcService(Echo.V1.EchoService.BindService(new OtherEcho())).WithOrder(-1));

        (await server.Client.SayAsync(new SayRequest())).Text.Should().Be("other");
        using var repeat = server.Client.Repeat(new SayRequest());
        (await repeat.ResponseStream.MoveNext()).Should().BeTrue();
        using var join = server.Client.Join();
        await join.RequestStream.CompleteAsync();
        (await join).Text.Should().Be("other");
        using var chat = server.Client.Chat();
        (await chat.ResponseStream.MoveNext()).Should().BeTrue();
    }

    [Fact]
    public async Task A_definition_may_be_made_by_hand_and_is_intercepted_like_any_other()
    {
        var seen = new FlakyServer();
        await using var server = await EchoServer.StartAsync(
            options => options.Interceptors.Add<FlakyServer>(),
            services => services.AddSingleton(seen),
            app => app.MapGrpcService(_ => ServerServiceDefinition.CreateBuilder()
                .AddMethod(Shout, (request, _) => Task.FromResult(new SayReply { Text = request.Text.ToUpperInvariant() }))
                .Build()));

        using var call = server.Channel.CreateCallInvoker().AsyncUnaryCall(Shout, null, default, new SayRequest { Text = "canone" });

        (await call).Text.Should().Be("CANONE");
        seen.Attempts.Should().HaveCount(1);
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Should().ContainSingle(e => e.Metadata.GetMetadata<GrpcMethodMetadata>() != null
                && e.Metadata.GetMetadata<GrpcMethodMetadata>()!.Method.FullName == Shout.FullName);
    }

    private sealed class OtherEcho : Echo.V1.EchoService.EchoServiceBase
    {
        private static readonly SayReply Other = new() { Text = "other" };

        public override Task<SayReply> Say(SayRequest request, ServerCallContext context) => Task.FromResult(Other);

        public override Task Repeat(SayRequest request, IServerStreamWriter<SayReply> responseStream, ServerCallContext context) =>
            responseStream.WriteAsync(Other);

        public override Task<SayReply> Join(IAsyncStreamReader<SayRequest> requestStream, ServerCallContext context) =>
            Task.FromResult(Other);

        public override Task Chat(
            IAsyncStreamReader<SayRequest> requestStream, IServerStreamWriter<SayReply> responseStream, ServerCallContext context) =>
            responseStream.WriteAsync(Other);
    }
}
