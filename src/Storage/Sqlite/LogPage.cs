using System.Buffers;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>Events read in one go, while the database holds still, and then handed out one by one without holding anything.</summary>
internal sealed class LogPage : IDisposable
{
    public const int MaxEvents = 256;

    /// <summary>A page ends with the event that passes this size.</summary>
    private const int MaxBytes = 1024 * 1024;

    private readonly RecordedEvent[] events = ArrayPool<RecordedEvent>.Shared.Rent(MaxEvents);
    private int bytes;

    public int Count { get; private set; }

    public bool IsFull => Count == MaxEvents || bytes >= MaxBytes;

    public RecordedEvent this[int index] => events[index];

    public void Add(RecordedEvent recorded)
    {
        events[Count++] = recorded;
        bytes += recorded.Data.Length + recorded.Meta.Length;
    }

    public void Clear()
    {
        Count = 0;
        bytes = 0;
    }

    public void Dispose() => ArrayPool<RecordedEvent>.Shared.Return(events, clearArray: true);
}
