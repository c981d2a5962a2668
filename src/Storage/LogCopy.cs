namespace BudgetCoaching.Storage;

/// <summary>How far a copy is: events that were looked at, of so many, and those newly stored.</summary>
public readonly record struct CopyProgress(long Seen, long Total, long Stored);

/// <summary>What became of a copy.</summary>
public abstract record CopyOutcome
{
    private CopyOutcome()
    {
    }

    /// <summary>The target holds the log as the source held it at the beginning; every chain was recomputed there and ends alike.</summary>
    public sealed record Copied(long Events, int Streams, long Stored) : CopyOutcome;

    /// <summary>Nothing was stored: one of the two logs is not whole.</summary>
    public sealed record Broken(bool IsSource, LogFault Fault) : CopyOutcome;

    /// <summary>Nothing was stored: the target has an event that is not the source's, or one that the source has not.</summary>
    public sealed record Different(LogFault Fault) : CopyOutcome;
}

/// <summary>
/// Copies a log into another store: the same streams, versions, ids, bytes, record times and hashes; positions are the target's own. What
/// is there already is left alone, so a copy that was cut short is taken up by copying again. Keeps two heads for each stream in memory.
/// </summary>
public static class LogCopy
{
    /// <summary>Events handed over together, and the bytes of data and metadata at which fewer are.</summary>
    public const int WindowEvents = 2_000;

    private const int WindowBytes = 8 * 1024 * 1024;

    /// <exception cref="StoreRefusedException">Somebody else wrote the target meanwhile.</exception>
    /// <exception cref="StoreFailedException">A store failed; what was stored so far stays.</exception>
    public static async Task<CopyOutcome> RunAsync(
        IEventReader source, ILogCopyTarget target, IProgress<CopyProgress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var from = await VerifyAsync(source, cancel).ConfigureAwait(false);
        if (from.Fault is { } broken)
        {
            return new CopyOutcome.Broken(IsSource: true, broken);
        }

        var to = await VerifyAsync(target, cancel).ConfigureAwait(false);
        if (to.Fault is { } brokenThere)
        {
            return new CopyOutcome.Broken(IsSource: false, brokenThere);
        }

        foreach (var (stream, head) in to.Heads)
        {
            if (await FirstDifferenceAsync(source, target, stream, head, from, cancel).ConfigureAwait(false) is { } difference)
            {
                return new CopyOutcome.Different(difference);
            }
        }

        var stored = await StoreAsync(source, target, from, to, progress, cancel).ConfigureAwait(false);
        var copied = await VerifyAsync(target, cancel).ConfigureAwait(false);
        return copied.Fault is { } brokenNow
            ? new CopyOutcome.Broken(IsSource: false, brokenNow)
            : MissingHead(from, copied) is { } missing
                ? new CopyOutcome.Different(missing)
                : new CopyOutcome.Copied(from.Events, from.Heads.Count, stored);
    }

    private static Task<VerifiedLog> VerifyAsync(IEventReader log, CancellationToken cancel) =>
        LogVerification.VerifyAsync(log, RecordTimeOrder.AlongStream, cancel);

    private static async Task<long> StoreAsync(
        IEventReader source, ILogCopyTarget target, VerifiedLog from, VerifiedLog to, IProgress<CopyProgress>? progress,
        CancellationToken cancel)
    {
        var window = new List<RecordedEvent>(WindowEvents);
        var (seen, stored, bytes) = (0L, 0L, 0);
        await foreach (var recorded in source.ReadAllAsync(Position.Start, cancel).ConfigureAwait(false))
        {
            // Beyond that it was appended after the source was verified.
            if (recorded.Position > from.LastPosition)
            {
                break;
            }

            seen++;
            if (recorded.Version > to.Heads.GetValueOrDefault(recorded.Stream).Version)
            {
                window.Add(recorded);
                bytes += recorded.Data.Length + recorded.Meta.Length;
            }

            if (window.Count == WindowEvents || bytes >= WindowBytes)
            {
                await HandOverAsync().ConfigureAwait(false);
            }
        }

        await HandOverAsync().ConfigureAwait(false);
        return stored;

        async Task HandOverAsync()
        {
            if (window.Count > 0)
            {
                await target.CopyAsync(window, cancel).ConfigureAwait(false);
            }

            stored += window.Count;
            bytes = 0;
            window.Clear();
            progress?.Report(new CopyProgress(seen, from.Events, stored));
        }
    }

    /// <summary>Both chains are whole, so equal hashes at a version mean equal events up to there.</summary>
    private static async Task<LogFault?> FirstDifferenceAsync(
        IEventReader source, ILogCopyTarget target, StreamName stream, StreamHead head, VerifiedLog from, CancellationToken cancel)
    {
        var there = from.Heads.GetValueOrDefault(stream);
        if (there.Version == head.Version && there.Hash.Span.SequenceEqual(head.Hash.Span))
        {
            return null;
        }

        if (there.Version > head.Version && await CopiedLog.HoldsAsync(source, stream, head, cancel).ConfigureAwait(false))
        {
            return null;
        }

        var own = target.ReadStreamAsync(stream, 0, cancel).GetAsyncEnumerator(cancel);
        await using (own.ConfigureAwait(false))
        {
            await foreach (var expected in source.ReadStreamAsync(stream, 0, cancel).ConfigureAwait(false))
            {
                // The target's stream is no shorter up to the first difference, which there is.
                if (await own.MoveNextAsync().ConfigureAwait(false) && Difference(expected, own.Current) is { } difference)
                {
                    return difference;
                }
            }

            return await own.MoveNextAsync().ConfigureAwait(false)
                ? Fault(own.Current, "event", "none", $"{own.Current.Type.Name} {own.Current.Id}")
                : null;
        }
    }

    private static LogFault? Difference(RecordedEvent expected, RecordedEvent found)
    {
        if (expected.Hash.Span.SequenceEqual(found.Hash.Span))
        {
            return null;
        }

        return expected.Id == found.Id
            ? Fault(found, "hash", Convert.ToHexStringLower(expected.Hash.Span), Convert.ToHexStringLower(found.Hash.Span))
            : Fault(found, "event", $"{expected.Type.Name} {expected.Id}", $"{found.Type.Name} {found.Id}");
    }

    private static LogFault? MissingHead(VerifiedLog from, VerifiedLog copied)
    {
        foreach (var (stream, head) in from.Heads)
        {
            var found = copied.Heads.GetValueOrDefault(stream);
            if (found.Version < head.Version)
            {
                return new LogFault(stream, head.Version, Position.Start, "version", $"{head.Version}", $"{found.Version}");
            }

            if (found.Version == head.Version && !found.Hash.Span.SequenceEqual(head.Hash.Span))
            {
                var (expected, there) = (Convert.ToHexStringLower(head.Hash.Span), Convert.ToHexStringLower(found.Hash.Span));
                return new LogFault(stream, head.Version, Position.Start, "hash", expected, there);
            }
        }

        return null;
    }

    private static LogFault Fault(RecordedEvent found, string field, string expected, string foundText) =>
        new(found.Stream, found.Version, found.Position, field, expected, foundText);
}
