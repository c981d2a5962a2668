namespace BudgetCoaching.Storage;

/// <summary>Streams of a log that another store does not hold, or not to their end.</summary>
/// <param name="Count">Above 0.</param>
/// <param name="First">In the order in which they begin.</param>
public sealed record MissingStreams(int Count, StreamName First);

/// <summary>Whether a store holds a log that was to be copied into it, whatever was appended there since.</summary>
public static class CopiedLog
{
    /// <summary>Streams that the other store is asked for at once.</summary>
    private const int AtOnce = 32;

    /// <summary>
    /// Null where all is there. Reads the source once; of the target an event a stream, as chains that are equal at an event are equal up
    /// to it.
    /// </summary>
    /// <exception cref="StoreRefusedException">
    /// The source does not verify, <see cref="StoreRefusedException.LogDiffers"/>, or the target refuses.
    /// </exception>
    /// <exception cref="StoreFailedException">A store failed.</exception>
    public static async Task<MissingStreams?> FindMissingAsync(IEventReader source, IEventReader target, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var log = await LogVerification.VerifyAsync(source, RecordTimeOrder.AlongStream, cancel).ConfigureAwait(false);
        if (log.Fault is { } fault)
        {
            throw StoreRefusedException.Differs(fault);
        }

        MissingStreams? missing = null;
        foreach (var part in log.Heads.Chunk(AtOnce))
        {
            var asked = part.Select(stream => HoldsAsync(target, stream.Key, stream.Value, cancel));
            var held = await Task.WhenAll(asked).ConfigureAwait(false);
            for (var i = 0; i < part.Length; i++)
            {
                if (!held[i])
                {
                    missing = new MissingStreams((missing?.Count ?? 0) + 1, missing?.First ?? part[i].Key);
                }
            }
        }

        return missing;
    }

    /// <summary>Whether the stream, up to the head's version, is the one that ends there.</summary>
    internal static async Task<bool> HoldsAsync(IEventReader log, StreamName stream, StreamHead head, CancellationToken cancel)
    {
        await foreach (var recorded in log.ReadStreamAsync(stream, head.Version - 1, cancel).ConfigureAwait(false))
        {
            return recorded.Hash.Span.SequenceEqual(head.Hash.Span);
        }

        return false;
    }
}
