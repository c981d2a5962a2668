namespace BudgetCoaching.Storage.EventStoreDb.Appending;

/// <summary>Takes over events of another log: the streams side by side, each in its own order and in parts that any server takes.</summary>
internal sealed class LogCopier(LogAppender appender, StreamTails tails)
{
    /// <summary>Data, metadata and envelopes of one append, a larger event excepted: half of what servers take unless told.</summary>
    private const int PartBytes = 512 * 1024;

    private const int PartEvents = 1_000;

    public async Task CopyAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var streams = events.GroupBy(recorded => recorded.Stream, (stream, own) => CopyAsync(stream, [.. own], cancel)).ToArray();
        // All have ended before the first failure is told: nothing goes on behind the caller's back.
        await Task.WhenAll(streams).ConfigureAwait(false);
    }

    private async Task CopyAsync(StreamName stream, RecordedEvent[] events, CancellationToken cancel)
    {
        for (var from = 0; from < events.Length;)
        {
            var length = PartLength(events.AsSpan(from));
            var part = events.AsMemory(from, length).ToArray();
            var tail = await appender.TailAtAsync(stream, part[0].Version - 1, cancel).ConfigureAwait(false);
            RequireChain(tail, part);
            if (!await appender.CopyAsync(tail, PreparedAppend.Copy(part), cancel).ConfigureAwait(false))
            {
                tails.Forget(stream);
                throw Differs(part[0], "version", "the next of the stream");
            }

            from += length;
        }
    }

    private static int PartLength(ReadOnlySpan<RecordedEvent> events)
    {
        var bytes = 0;
        for (var i = 0; i < events.Length; i++)
        {
            bytes += events[i].Data.Length + events[i].Meta.Length + Envelope.HeadLength + events[i].Type.Name.Length;
            if (i > 0 && (bytes > PartBytes || i == PartEvents))
            {
                return i;
            }
        }

        return events.Length;
    }

    private static void RequireChain(StreamTail tail, RecordedEvent[] part)
    {
        var hash = new byte[HashChain.HashLength];
        var version = part[0].Version - 1;
        if (!tail.TryContinue(version, hash, out var last))
        {
            throw Differs(part[0], "version", $"{tail.Version + 1}");
        }

        foreach (var next in part)
        {
            if (LogVerification.Examine(next, version, hash, last) is { } fault)
            {
                throw new StoreRefusedException(StoreRefusedException.LogDiffers, fault.ToString());
            }

            (version, last) = (next.Version, next.Recorded);
            next.Hash.Span.CopyTo(hash);
        }
    }

    private static StoreRefusedException Differs(RecordedEvent next, string field, string expected) => new(
        StoreRefusedException.LogDiffers,
        new LogFault(next.Stream, next.Version, next.Position, field, expected, $"{next.Version}").ToString());
}
