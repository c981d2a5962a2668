namespace BudgetCoaching.Application;

/// <summary>Keeps what was used last, up to a total weight. Thread safe; what is dropped is only read or computed again.</summary>
internal sealed class LruCache<TKey, TValue>(long weightMax)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Held>> nodes = [];
    private readonly LinkedList<Held> byUse = [];
    private long weight;

    public bool TryGet(TKey key, out TValue value)
    {
        lock (gate)
        {
            if (!nodes.TryGetValue(key, out var node))
            {
                value = default!;
                return false;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    /// <summary>Replaces what the key held. Something heavier than the whole cache is not kept.</summary>
    public void Set(TKey key, TValue value, long valueWeight)
    {
        lock (gate)
        {
            RemoveHeld(key);
            if (valueWeight > weightMax)
            {
                return;
            }

            nodes[key] = byUse.AddFirst(new Held(key, value, valueWeight));
            weight += valueWeight;
            while (weight > weightMax)
            {
                RemoveHeld(byUse.Last!.Value.Key);
            }
        }
    }

    public void Remove(TKey key)
    {
        lock (gate)
        {
            RemoveHeld(key);
        }
    }

    private void RemoveHeld(TKey key)
    {
        if (nodes.Remove(key, out var node))
        {
            byUse.Remove(node);
            weight -= node.Value.Weight;
        }
    }

    private readonly record struct Held(TKey Key, TValue Value, long Weight);
}
