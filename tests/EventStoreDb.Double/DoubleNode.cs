using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.EventStoreDb.Double.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.EventStoreDb.Double;

/// <summary>One server of a cluster, on a free port of this machine, which it keeps while it is stopped.</summary>
public sealed class DoubleNode : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ConnectionContext, byte> connections = new();
    private readonly X509Certificate2? certificate;
    private readonly Socket reserved;
    private WebApplication? app;

    internal DoubleNode(DoubleCluster cluster, int number, X509Certificate2? certificate)
    {
        Cluster = cluster;
        Number = number;
        this.certificate = certificate;
        Replica = new Replica(cluster.Log);
        // Bound but not listening: connecting is refused, and nobody else is given the port.
        reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)reserved.LocalEndPoint!).Port;
    }

    /// <summary>From 0.</summary>
    public int Number { get; }

    public static string Host => IPAddress.Loopback.ToString();

    public int Port { get; }

    /// <summary>As in a connection string.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    public bool IsRunning => app is not null;

    public bool IsLeader => Cluster.Leader == this;

    /// <summary>Open ones, of all callers.</summary>
    public int ConnectionCount => connections.Count;

    internal DoubleCluster Cluster { get; }

    internal Guid InstanceId { get; } = Guid.NewGuid();

    internal Replica Replica { get; }

    /// <summary>A leader that comes back is a follower.</summary>
    public async Task StartAsync()
    {
        if (app is not null)
        {
            throw new InvalidOperationException($"Node {Number} runs already.");
        }

        var built = Build();
        await built.StartAsync();
        app = built;
    }

    /// <summary>As a process that is killed: the port is closed, and what runs is cut. Of a leader the cluster has none after it.</summary>
    public async Task StopAsync()
    {
        if (app is not { } running)
        {
            return;
        }

        app = null;
        Cluster.Stopped(this);
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        CutConnections();
        await running.StopAsync(now.Token);
        await running.DisposeAsync();
    }

    /// <summary>Whoever is connected is not any more; connecting again works.</summary>
    public void CutConnections()
    {
        foreach (var connection in connections.Keys)
        {
            connection.Abort();
        }
    }

    /// <summary>From now on this node shows nothing new, until it catches up. A leader cannot lag.</summary>
    public void Lag()
    {
        if (IsLeader)
        {
            throw new InvalidOperationException("A leader does not lag.");
        }

        Replica.Freeze();
    }

    public void CatchUp() => Replica.CatchUp();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        reserved.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, Port, listen =>
        {
            listen.Use(Track);
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new StreamsService(this));
        builder.Services.AddSingleton(new GossipService(this));
        builder.Services.AddSingleton(new FeaturesService(this));
        var built = builder.Build();
        built.MapGrpcService<StreamsService>();
        built.MapGrpcService<GossipService>();
        built.MapGrpcService<FeaturesService>();
        return built;
    }

    private ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        connections.TryAdd(connection, 0);
        try
        {
            await next(connection);
        }
        finally
        {
            connections.TryRemove(connection, out _);
        }
    };
}
