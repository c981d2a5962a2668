using System.Collections.Concurrent;

namespace BudgetCoaching.EventStoreDb.Double;

/// <summary>How an append goes wrong. For the caller the outcome is unknown in all cases but the first.</summary>
public enum AppendFault
{
    /// <summary>Refused as too busy, without being written.</summary>
    Busy,

    /// <summary>Not written, and answered as timed out.</summary>
    TimedOutBeforeCommit,

    /// <summary>Written, and answered as timed out.</summary>
    TimedOutAfterCommit,

    /// <summary>Not written, and the node's connections are cut.</summary>
    CutBeforeCommit,

    /// <summary>Written, and the node's connections are cut.</summary>
    CutAfterCommit,

    /// <summary>Written, and not answered at all: an append until its caller gives up, a batch for ever.</summary>
    SilentAfterCommit,
}

/// <summary>Where calls can be held (<see cref="DoubleCluster.Hold"/>).</summary>
public enum HoldPoint
{
    /// <summary>An append, a batch, a delete or a tombstone that is about to be written.</summary>
    BeforeCommit,

    /// <summary>The same, written but not answered.</summary>
    BeforeAnswer,

    /// <summary>A read or a subscription that is about to begin.</summary>
    BeforeRead,

    /// <summary>A question who is in the cluster.</summary>
    BeforeGossip,
}

/// <summary>What the tests have planned for the next calls.</summary>
internal sealed class Faults
{
    private readonly ConcurrentQueue<AppendFault> appends = new();
    private readonly ConcurrentQueue<int> cutReads = new();
    private readonly ConcurrentDictionary<HoldPoint, Gate> gates = new();

    public void FailNextAppend(AppendFault fault) => appends.Enqueue(fault);

    public void CutNextRead(int afterEvents) => cutReads.Enqueue(afterEvents);

    public AppendFault? NextAppend() => appends.TryDequeue(out var fault) ? fault : null;

    /// <summary>After how many events the read that begins now is cut; null leaves it whole.</summary>
    public int? NextReadCut() => cutReads.TryDequeue(out var after) ? after : null;

    public Gate Hold(HoldPoint at)
    {
        var gate = new Gate(() => gates.TryRemove(at, out _));
        return gates.TryAdd(at, gate) ? gate : throw new InvalidOperationException($"{at} is held already.");
    }

    /// <summary>Completes at once when nobody holds the calls there.</summary>
    public Task PassAsync(HoldPoint at) => gates.TryGetValue(at, out var gate) ? gate.PassAsync() : Task.CompletedTask;

    /// <summary>Lets go whoever still waits.</summary>
    public void OpenAll()
    {
        foreach (var gate in gates.Values)
        {
            gate.Open();
        }
    }
}
