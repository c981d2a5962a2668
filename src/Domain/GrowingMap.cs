using System.Diagnostics.CodeAnalysis;

namespace BudgetCoaching.Domain;

/// <summary>
/// A map that never changes once it is seen, in two layers: what settled and what came lately. Adding copies the small layer only and
/// every <see cref="RecentMax"/> keys both are merged, so a state grows by one event cheaply and is built from a thousand at once.
/// </summary>
internal sealed class GrowingMap<TKey, TValue>
    where TKey : notnull
{
    /// <summary>Most keys in the layer that is copied by each change.</summary>
    internal const int RecentMax = 64;

    public static readonly GrowingMap<TKey, TValue> Empty = new([], []);

    private readonly Dictionary<TKey, TValue> settled;
    private readonly Dictionary<TKey, TValue> recent;

    private GrowingMap(Dictionary<TKey, TValue> settled, Dictionary<TKey, TValue> recent)
    {
        this.settled = settled;
        this.recent = recent;
    }

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
        => recent.TryGetValue(key, out value) || settled.TryGetValue(key, out value);

    /// <summary>Every value once, in no order that anyone may rely on.</summary>
    public IEnumerable<TValue> Values()
        => recent.Values.Concat(settled.Where(pair => !recent.ContainsKey(pair.Key)).Select(pair => pair.Value));

    public Open ToOpen(int expected) => new(this, expected);

    /// <summary>The changes of one fold, until <see cref="Close"/>.</summary>
    internal sealed class Open
    {
        private readonly GrowingMap<TKey, TValue> origin;
        private readonly Dictionary<TKey, TValue> changes;

        public Open(GrowingMap<TKey, TValue> origin, int expected)
        {
            this.origin = origin;
            changes = new Dictionary<TKey, TValue>(origin.recent.Count + expected);
            foreach (var (key, value) in origin.recent)
            {
                changes.Add(key, value);
            }
        }

        public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
            => changes.TryGetValue(key, out value) || origin.settled.TryGetValue(key, out value);

        public void Set(TKey key, TValue value) => changes[key] = value;

        /// <summary>Hands the changes over; this object must not be used afterwards.</summary>
        public GrowingMap<TKey, TValue> Close()
        {
            if (changes.Count <= RecentMax)
            {
                return new GrowingMap<TKey, TValue>(origin.settled, changes);
            }

            if (origin.settled.Count == 0)
            {
                return new GrowingMap<TKey, TValue>(changes, []);
            }

            var merged = new Dictionary<TKey, TValue>(origin.settled);
            foreach (var (key, value) in changes)
            {
                merged[key] = value;
            }

            return new GrowingMap<TKey, TValue>(merged, []);
        }
    }
}
