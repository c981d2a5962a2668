using System.Threading.Channels;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.HealthCheck;

/// <summary>The health service over statuses that the program sets; the empty name stands for the server as a whole.</summary>
public class HealthServiceImpl : Health.V1.Health.HealthBase
{
    /// <summary>Changes kept for a watcher that does not read; older ones give way, as only the last matters.</summary>
    private const int PendingChanges = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<string, ServingStatus> statuses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ChannelWriter<ServingStatus>>> watchers = new(StringComparer.Ordinal);

    public void SetStatus(string service, ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (gate)
        {
            if (statuses.TryGetValue(service, out var before) && before == status)
            {
                return;
            }

            statuses[service] = status;
            Tell(service, status);
        }
    }

    /// <summary>Forgets the service: a check no longer finds it, watchers see SERVICE_UNKNOWN.</summary>
    public void ClearStatus(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (gate)
        {
            if (statuses.Remove(service))
            {
                Tell(service, ServingStatus.ServiceUnknown);
            }
        }
    }

    public void ClearAll()
    {
        lock (gate)
        {
            foreach (var service in statuses.Keys.ToArray())
            {
                ClearStatus(service);
            }
        }
    }

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            return statuses.TryGetValue(request.Service, out var status)
                ? Task.FromResult(new HealthCheckResponse { Status = status })
                : throw new RpcException(new Status(StatusCode.NotFound, "This service is not known here."));
        }
    }

    public override Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var all = new HealthListResponse();
        lock (gate)
        {
            foreach (var (service, status) in statuses)
            {
                all.Statuses.Add(service, new HealthCheckResponse { Status = status });
            }
        }

        return Task.FromResult(all);
    }

    public override Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context) =>
        WatchAsync(request.Service, responseStream, context.CancellationToken, CancellationToken.None);

    /// <summary>Goes on until the client leaves, or until the server stops: then it says NOT_SERVING and ends.</summary>
    internal async Task WatchAsync(
        string service, IServerStreamWriter<HealthCheckResponse> responses, CancellationToken gone, CancellationToken stopping)
    {
        var changes = Channel.CreateBounded<ServingStatus>(
            new BoundedChannelOptions(PendingChanges) { FullMode = BoundedChannelFullMode.DropOldest });
        using var onStop = stopping.UnsafeRegister(_ => changes.Writer.TryComplete(), null);
        using var onGone = gone.UnsafeRegister(_ => changes.Writer.TryComplete(), null);
        lock (gate)
        {
            changes.Writer.TryWrite(statuses.GetValueOrDefault(service, ServingStatus.ServiceUnknown));
            WatchersOf(service).Add(changes.Writer);
        }

        try
        {
            await foreach (var status in changes.Reader.ReadAllAsync(gone))
            {
                await responses.WriteAsync(new HealthCheckResponse { Status = status });
            }

            if (stopping.IsCancellationRequested)
            {
                await responses.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing });
            }
        }
        finally
        {
            lock (gate)
            {
                WatchersOf(service).Remove(changes.Writer);
                if (WatchersOf(service).Count == 0)
                {
                    watchers.Remove(service);
                }
            }
        }
    }

    private void Tell(string service, ServingStatus status)
    {
        if (watchers.TryGetValue(service, out var writers))
        {
            foreach (var writer in writers)
            {
                writer.TryWrite(status);
            }
        }
    }

    private List<ChannelWriter<ServingStatus>> WatchersOf(string service)
    {
        if (!watchers.TryGetValue(service, out var writers))
        {
            watchers.Add(service, writers = []);
        }

        return writers;
    }
}
