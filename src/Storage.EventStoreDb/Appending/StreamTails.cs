namespace BudgetCoaching.Storage.EventStoreDb.Appending;

/// <summary>
/// The tails of recently read or written streams. Two generations bound the memory by the events they know; what was not used during a
/// whole generation is forgotten. Thread safe.
/// </summary>
internal sealed class StreamTails(int perGeneration = StreamTails.PerGeneration)
{
    /// <summary>Events whose ids are kept: 16 bytes each, and as much again for the tail of a stream that has only one.</summary>
    public const int PerGeneration = 2_000_000;

    private readonly Lock gate = new();
    private Dictionary<StreamName, StreamTail> young = [];
    private Dictionary<StreamName, StreamTail> old = [];
    private long events;

    /// <summary>The tail of a stream, null if nothing is known of it.</summary>
    public StreamTail? Find(StreamName name)
    {
        lock (gate)
        {
            if (young.TryGetValue(name, out var tail))
            {
                return tail;
            }

            if (old.Remove(name, out tail))
            {
                Add(name, tail);
            }

            return tail;
        }
    }

    /// <summary>The tail of a stream, an empty one if nothing is known of it.</summary>
    public StreamTail FindOrAdd(StreamName name)
    {
        lock (gate)
        {
            var tail = Find(name);
            if (tail is null)
            {
                tail = new StreamTail();
                Add(name, tail);
            }

            return tail;
        }
    }

    /// <summary>What was known of the stream proved wrong.</summary>
    public void Forget(StreamName name)
    {
        lock (gate)
        {
            young.Remove(name);
            old.Remove(name);
        }
    }

    /// <summary>Some tail has taken up events.</summary>
    public void Grown(int count)
    {
        lock (gate)
        {
            events += count;
            if (events > perGeneration)
            {
                (old, young, events) = (young, [], 0);
            }
        }
    }

    private void Add(StreamName name, StreamTail tail)
    {
        young[name] = tail;
        Grown((int)Math.Min(tail.Version + 1, int.MaxValue));
    }
}
