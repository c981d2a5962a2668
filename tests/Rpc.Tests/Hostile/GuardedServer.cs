using Echo.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Tests.Hostile;

/// <summary>Tests that open streams by the thousand, and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}

/// <summary>The echo server with a count of the calls it is serving, and a weak hold on each that it served.</summary>
public sealed class GuardedServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<(int Level, TaskCompletionSource Reached)> waiting = [];
    private readonly List<WeakReference> served = [];
    private int active;

    public EchoServer Echo { get; private set; } = null!;

    public string Address => Echo.Address;

    public static async Task<GuardedServer> StartAsync(Action<KestrelServerOptions>? configure = null)
    {
        var server = new GuardedServer();
        server.Echo = await EchoServer.StartAsync(
            services: services => services.Configure(configure ?? (_ => { })),
            map: app => app.Use(async (http, next) =>
            {
                server.Enter(http);
                try
                {
                    await next(http);
                }
                finally
                {
                    server.Add(-1);
                }
            }));
        return server;
    }

    public int Served
    {
        get
        {
            lock (gate)
            {
                return served.Count;
            }
        }
    }

    /// <summary>How many of the calls served so far something still holds on to, after a full collection.</summary>
    public int StillHeld()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        lock (gate)
        {
            return served.Count(call => call.IsAlive);
        }
    }

    /// <summary>Waits until exactly so many calls are being served.</summary>
    public Task ServingAsync(int calls)
    {
        lock (gate)
        {
            if (active == calls)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((calls, reached));
            return reached.Task.WaitAsync(EchoState.Bound);
        }
    }

    /// <summary>All calls have ended, nothing was logged as an error, and the next call is served.</summary>
    /// <param name="butFor">How the errors begin by which the transport tells of a connection that it closed.</param>
    public async Task ShouldBeWellAsync(string? butFor = null)
    {
        await ServingAsync(0);
        (await Echo.Client.SayAsync(new SayRequest { Text = "well" }).ResponseAsync.WaitAsync(EchoState.Bound)).Text.Should().Be("well");
        Echo.Log.Errors.Where(error => butFor is null || !error.StartsWith(butFor, StringComparison.Ordinal)).Should().BeEmpty();
    }

    public ValueTask DisposeAsync() => Echo.DisposeAsync();

    private void Enter(HttpContext http)
    {
        lock (gate)
        {
            served.Add(new WeakReference(http));
        }

        Add(1);
    }

    private void Add(int calls)
    {
        lock (gate)
        {
            active += calls;
            foreach (var (_, reached) in waiting.Where(w => w.Level == active))
            {
                reached.TrySetResult();
            }

            waiting.RemoveAll(w => w.Level == active);
        }
    }
}
