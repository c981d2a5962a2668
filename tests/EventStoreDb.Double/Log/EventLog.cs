using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace BudgetCoaching.EventStoreDb.Double.Log;

/// <summary>
/// The log that all nodes of a cluster share. One writer at a time; readers say how much of it they see.
/// An append is judged by the ids of its events, never by their bytes.
/// </summary>
internal sealed class EventLog(TimeProvider time)
{
    /// <summary>What the server's log spends on an event besides its names and contents.</summary>
    private const int RecordOverhead = 96;

    private const string MetadataType = "$metadata";
    private const string TombstoneType = "$streamDeleted";
    private const string EpochStream = "$epoch-information";
    private const string EpochType = "$EpochInformation";

    private readonly Lock gate = new();
    private readonly List<LoggedEvent> events = [];
    private readonly Dictionary<string, StreamIndex> streams = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, LoggedEvent> ids = [];
    private TaskCompletionSource changed = NewSignal();
    private ulong end;

    /// <summary>How many events there are.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return events.Count;
            }
        }
    }

    /// <summary>Completes at the next change. Take it before reading, wait for it after having found nothing.</summary>
    public Task Changed
    {
        get
        {
            lock (gate)
            {
                return changed.Task;
            }
        }
    }

    /// <summary>All of the proposed events are appended, or none.</summary>
    public Verdict Append(string stream, long expected, IReadOnlyList<ProposedEvent> proposed)
    {
        lock (gate)
        {
            var index = IndexOf(stream);
            if (Refuse(index, stream, expected, proposed) is { } refusal)
            {
                return refusal;
            }

            if (proposed.Count == 0)
            {
                return new Verdict.Written(Expected.NoStream, 0);
            }

            if (index.IsSoftDeleted)
            {
                WriteTruncation(stream, index.Last + 1);
            }

            foreach (var one in proposed)
            {
                Write(stream, index, index.Last + 1, one);
            }

            return Written(events[^1]);
        }
    }

    /// <summary>Cuts all of the stream, by its metadata; it can be written again.</summary>
    public Verdict Delete(string stream, long expected)
    {
        lock (gate)
        {
            return Refuse(IndexOf(stream), stream, expected, [New(MetadataType)])
                ?? Written(WriteTruncation(stream, StreamIndex.TombstoneRevision));
        }
    }

    /// <summary>Ends the stream for good.</summary>
    public Verdict Tombstone(string stream, long expected)
    {
        lock (gate)
        {
            var index = IndexOf(stream);
            var tombstone = New(TombstoneType);
            return Refuse(index, stream, expected, [tombstone]) ?? Written(Write(stream, index, StreamIndex.TombstoneRevision, tombstone));
        }
    }

    /// <summary>Each election leaves an event of the system in the log, which readers of all streams meet.</summary>
    public void WriteEpoch(int leader)
    {
        lock (gate)
        {
            var index = IndexOf(EpochStream);
            Write(EpochStream, index, index.Last + 1, New(EpochType, $$"""{"epochNumber":{{index.Last + 1}},"leader":{{leader}}}"""));
        }
    }

    /// <summary>Wakes whoever waits for a change, after a node sees more than before.</summary>
    public void Wake()
    {
        lock (gate)
        {
            var woken = changed;
            changed = NewSignal();
            woken.SetResult();
        }
    }

    /// <summary>At most <paramref name="max"/> events of one stream from a revision on, or back from it, inclusive.</summary>
    public StreamPage ReadStream(string stream, long from, bool forwards, int max, int visible)
    {
        lock (gate)
        {
            if (!streams.TryGetValue(stream, out var index))
            {
                return StreamPage.Missing;
            }

            if (index.IsTombstonedBefore(visible))
            {
                return StreamPage.Deleted;
            }

            var (first, last) = index.Readable(visible);
            if (last < 0 || first == StreamIndex.TombstoneRevision)
            {
                return StreamPage.Missing;
            }

            var low = forwards ? Math.Max(from, first) : Math.Max(first, Math.Min(from, last) - max + 1);
            var high = forwards ? Math.Min(last, low > last ? last : low + max - 1) : Math.Min(from, last);
            var page = new List<LoggedEvent>(checked((int)Math.Max(0, high - low + 1)));
            for (var revision = low; revision <= high; revision++)
            {
                page.Add(index[revision]);
            }

            if (!forwards)
            {
                page.Reverse();
            }

            return new StreamPage(StreamStanding.Present, page, first, last);
        }
    }

    /// <summary>At most <paramref name="max"/> events from a place in the log on.</summary>
    public LoggedEvent[] ReadAll(int from, int max, int visible)
    {
        lock (gate)
        {
            var count = Math.Min(max, Math.Min(visible, events.Count) - from);
            return count <= 0 ? [] : [.. events.GetRange(from, count)];
        }
    }

    /// <summary>At most <paramref name="max"/> events back from before a place in the log, the last first.</summary>
    public LoggedEvent[] ReadAllBack(int before, int max)
    {
        lock (gate)
        {
            var count = Math.Min(max, Math.Min(before, events.Count));
            var page = events.GetRange(Math.Min(before, events.Count) - count, count);
            page.Reverse();
            return [.. page];
        }
    }

    /// <summary>The place of the event at a position; null for one between two events, where nothing can be read.</summary>
    public int? IndexAt(ulong position)
    {
        lock (gate)
        {
            if (position >= end)
            {
                return events.Count;
            }

            var (low, high) = (0, events.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (events[middle].Position < position)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low < events.Count && events[low].Position == position ? low : null;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Verdict.Written Written(LoggedEvent last) => new(last.Revision, last.Position);

    private static ProposedEvent New(string type, string json = "{}") =>
        new(Guid.NewGuid(), type, IsJson: true, ByteString.Empty, ByteString.CopyFromUtf8(json));

    private StreamIndex IndexOf(string stream)
    {
        if (!streams.TryGetValue(stream, out var index))
        {
            streams.Add(stream, index = new StreamIndex());
        }

        return index;
    }

    /// <summary>What the append is answered instead of being written; null when it is to be written.</summary>
    private Verdict? Refuse(StreamIndex index, string stream, long expected, IReadOnlyList<ProposedEvent> proposed) => expected switch
    {
        _ when index.IsTombstoned => new Verdict.Deleted(),
        Expected.Exists when index.IsSoftDeleted => new Verdict.Deleted(),
        Expected.Exists when index.Last < 0 && !HasMetadata(stream) => new Verdict.Conflict(index.Last),
        Expected.Exists or Expected.Any => RepeatedAnywhere(index, stream, proposed),
        Expected.NoStream when index.IsSoftDeleted => null,
        _ when expected == index.Last => null,
        _ when expected > index.Last => new Verdict.Conflict(index.Last),
        _ => RepeatedAt(index, expected, proposed),
    };

    /// <summary>Without a revision to go by: all ids are new, or all are in this stream already.</summary>
    private Verdict? RepeatedAnywhere(StreamIndex index, string stream, IReadOnlyList<ProposedEvent> proposed)
    {
        LoggedEvent? last = null;
        for (var i = 0; i < proposed.Count; i++)
        {
            if (!ids.TryGetValue(proposed[i].Id, out var known) || known.Stream != stream)
            {
                return i == 0 ? null : new Verdict.Conflict(index.Last);
            }

            last = known;
        }

        return last is null ? null : Written(last);
    }

    /// <summary>The stream has gone on: the same ids stand right after the expected revision, or it is a conflict.</summary>
    private static Verdict RepeatedAt(StreamIndex index, long expected, IReadOnlyList<ProposedEvent> proposed)
    {
        for (var i = 0; i < proposed.Count; i++)
        {
            var revision = expected + 1 + i;
            if (revision > index.Last || index[revision].Event.Id != proposed[i].Id)
            {
                return new Verdict.Conflict(index.Last);
            }
        }

        return proposed.Count == 0 ? new Verdict.Written(Expected.NoStream, 0) : Written(index[expected + proposed.Count]);
    }

    private LoggedEvent WriteTruncation(string stream, long before)
    {
        var metadata = "$$" + stream;
        var index = IndexOf(metadata);
        var json = index.Last < 0 ? [] : JsonNode.Parse(index[index.Last].Event.Data.Span)!.AsObject();
        json["$tb"] = before;
        return Write(metadata, index, index.Last + 1, New(MetadataType, json.ToJsonString()));
    }

    private bool HasMetadata(string stream) => streams.TryGetValue("$$" + stream, out var metadata) && metadata.Last >= 0;

    private LoggedEvent Write(string stream, StreamIndex index, long revision, ProposedEvent proposed)
    {
        var created = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
        var written = new LoggedEvent(events.Count, end, stream, revision, created, proposed);
        end += (ulong)(RecordOverhead + Encoding.UTF8.GetByteCount(stream) + proposed.Size);
        events.Add(written);
        index.Add(written);
        ids[proposed.Id] = written;
        if (proposed.Type == MetadataType && stream.StartsWith("$$", StringComparison.Ordinal))
        {
            IndexOf(stream[2..]).TruncateAs(written);
        }

        var woken = changed;
        changed = NewSignal();
        woken.SetResult();
        return written;
    }
}
