using System.Net;
using BudgetCoaching.Bench.Log;
using BudgetCoaching.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Bench.Grpc;

/// <summary>Serves a log until standard input ends; the first line it writes is its address.</summary>
internal static class Server
{
    public static async Task RunAsync(string folder)
    {
        await using var store = ReadSet.Open(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<IEventStore>(store);
        builder.Services.AddSingleton<Yardstick>();
        builder.Services.AddGrpc();
        await using var app = builder.Build();
        app.MapGrpcService<Yardstick>();
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Urls.First());
        await Console.Out.FlushAsync();
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }
}
