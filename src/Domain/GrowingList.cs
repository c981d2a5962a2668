using System.Collections;

namespace BudgetCoaching.Domain;

/// <summary>A list that never changes once seen and grows at its end, in two layers like <see cref="GrowingMap{TKey,TValue}"/>.</summary>
internal sealed class GrowingList<T> : IReadOnlyList<T>
{
    public static readonly GrowingList<T> Empty = new([], []);

    private readonly T[] settled;
    private readonly T[] recent;

    private GrowingList(T[] settled, T[] recent)
    {
        this.settled = settled;
        this.recent = recent;
    }

    public int Count => settled.Length + recent.Length;

    public T this[int index] => index < settled.Length ? settled[index] : recent[index - settled.Length];

    public GrowingList<T> With(ReadOnlySpan<T> added)
    {
        return recent.Length + added.Length <= GrowingMap<int, T>.RecentMax
            ? new GrowingList<T>(settled, [.. recent, .. added])
            : new GrowingList<T>([.. settled, .. recent, .. added], []);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
