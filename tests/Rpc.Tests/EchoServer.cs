using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>A Kestrel on a free port of this machine that serves the echo service over HTTP/2, without TLS unless told otherwise.</summary>
public sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private EchoServer(WebApplication app, LogLines log)
    {
        this.app = app;
        Log = log;
        Address = app.Urls.Single();
        Channel = GrpcChannel.ForAddress(Address);
        Client = new Echo.V1.EchoService.EchoServiceClient(Channel);
    }

    public string Address { get; }

    public LogLines Log { get; }

    public GrpcChannel Channel { get; }

    public Echo.V1.EchoService.EchoServiceClient Client { get; }

    public EchoState State => app.Services.GetRequiredService<EchoState>();

    public IServiceProvider Services => app.Services;

    public static async Task<EchoServer> StartAsync(
        Action<GrpcServiceOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? map = null,
        Action<HttpsConnectionAdapterOptions>? tls = null,
        HttpProtocols protocols = HttpProtocols.Http2)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (tls is not null)
            {
                listen.UseHttps(tls);
            }
        }));
        builder.Services.AddGrpc(configure ?? (_ => { }));
        builder.Services.AddSingleton<EchoState>();
        builder.Services.AddSingleton<EchoService>();
        services?.Invoke(builder.Services);
        var built = builder.Build();
        built.MapGrpcService<EchoService>();
        map?.Invoke(built);
        await built.StartAsync();
        return new EchoServer(built, log);
    }

    public Task StopAsync() => app.StopAsync();

    public GrpcChannel NewChannel(Action<GrpcChannelOptions> configure)
    {
        var options = new GrpcChannelOptions();
        configure(options);
        return GrpcChannel.ForAddress(Address, options);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await app.DisposeAsync();
    }
}
