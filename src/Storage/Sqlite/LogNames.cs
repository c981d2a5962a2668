using System.Collections.Concurrent;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// What the ordinals in the events table stand for, shared by all readers of a log. A name never changes, so it is looked up once;
/// past <see cref="MaxStreams"/> the streams are forgotten and looked up anew.
/// </summary>
internal sealed class LogNames
{
    private const int MaxStreams = 200_000;

    private readonly ConcurrentDictionary<long, StreamName> streams = new();
    private readonly ConcurrentDictionary<long, EventType> types = new();
    private int streamCount;

    public bool TryFindStream(long ordinal, out StreamName name) => streams.TryGetValue(ordinal, out name);

    public bool TryFindType(long ordinal, out EventType type) => types.TryGetValue(ordinal, out type);

    public void AddStream(long ordinal, StreamName name)
    {
        if (Interlocked.Increment(ref streamCount) > MaxStreams)
        {
            streams.Clear();
            Volatile.Write(ref streamCount, 1);
        }

        streams[ordinal] = name;
    }

    public void AddType(long ordinal, EventType type) => types[ordinal] = type;
}
