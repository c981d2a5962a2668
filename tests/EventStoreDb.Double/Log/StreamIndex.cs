using System.Text.Json;

namespace BudgetCoaching.EventStoreDb.Double.Log;

/// <summary>The events of one stream, and from which of them on it can be read.</summary>
internal sealed class StreamIndex
{
    public const long TombstoneRevision = long.MaxValue;

    private readonly List<LoggedEvent> events = [];
    private readonly List<(int Index, long Before)> truncations = [];
    private int? tombstone;

    /// <summary>The last revision, cut or not; <see cref="Expected.NoStream"/> when there is none.</summary>
    public long Last => events.Count - 1;

    /// <summary>Soft-deleted: everything is cut, and the next append begins anew at the next revision.</summary>
    public bool IsSoftDeleted => truncations.Count > 0 && truncations[^1].Before == TombstoneRevision;

    public bool IsTombstoned => tombstone is not null;

    public LoggedEvent this[long revision] => events[checked((int)revision)];

    public void Add(LoggedEvent written)
    {
        if (written.Revision == TombstoneRevision)
        {
            tombstone = written.Index;
        }
        else
        {
            events.Add(written);
        }
    }

    /// <summary>Takes over the cut of a metadata event, which is JSON with <c>$tb</c>; one without sets the stream whole again.</summary>
    public void TruncateAs(LoggedEvent metadata)
    {
        using var json = JsonDocument.Parse(metadata.Event.Data.Memory);
        var before = json.RootElement.TryGetProperty("$tb", out var cut) ? cut.GetInt64() : 0;
        truncations.Add((metadata.Index, before));
    }

    public bool IsTombstonedBefore(int visible) => tombstone < visible;

    /// <summary>The revisions that a reader finds who sees so much of the log: none when last is less than first.</summary>
    public (long First, long Last) Readable(int visible)
    {
        var first = 0L;
        for (var i = truncations.Count - 1; i >= 0; i--)
        {
            if (truncations[i].Index < visible)
            {
                first = truncations[i].Before;
                break;
            }
        }

        return (first, CountBefore(visible) - 1);
    }

    private int CountBefore(int visible)
    {
        if (events.Count == 0 || events[^1].Index < visible)
        {
            return events.Count;
        }

        var (low, high) = (0, events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (events[middle].Index < visible)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
