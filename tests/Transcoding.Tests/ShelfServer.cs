using System.Net;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Transcoding.Tests;

/// <summary>The shelf over HTTP/1.1, and over gRPC on a port of its own.</summary>
internal sealed class ShelfServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ShelfServer(WebApplication app, ShelfService service, Counting counting)
    {
        (this.app, Service, Interceptor) = (app, service, counting);
        var addresses = app.Urls.ToArray();
        Http = new HttpClient { BaseAddress = new Uri(addresses[0]) };
        Channel = GrpcChannel.ForAddress(addresses[1]);
    }

    public ShelfService Service { get; }

    public Counting Interceptor { get; }

    public HttpClient Http { get; }

    public GrpcChannel Channel { get; }

    public static async Task<ShelfServer> StartAsync(Action<JsonTranscodingOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var (service, counting) = (new ShelfService(), new Counting());
        builder.Services.AddSingleton(service).AddSingleton(counting);
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<Counting>());
        builder.Services.AddJsonTranscoding(json =>
        {
            json.ErrorDomain = "shelf";
            configure?.Invoke(json);
        });
        var built = builder.Build();
        built.MapGrpcService<ShelfService>();
        built.MapJsonTranscoding<ShelfService>();
        await built.StartAsync();
        return new ShelfServer(built, service, counting);
    }

    public async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpMethod method, string path, string? json = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, type);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Service.Release();
        Http.Dispose();
        Channel.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>Counts calls, and speaks of each in the header that it was given.</summary>
    internal sealed class Counting : Interceptor
    {
        public int Calls { get; private set; }

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Calls++;
            return continuation(request, context);
        }
    }
}
