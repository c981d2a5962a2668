using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Sharing;

/// <summary>Finds the end of a long stream without reading it.</summary>
internal static class StreamTail
{
    /// <summary>Events read one after the other before looking further ahead.</summary>
    private const int ReadMax = 500;

    /// <summary>
    /// The stream's last event; null where none comes after <paramref name="known"/>. Where much was added since, some reads for each
    /// doubling of it.
    /// </summary>
    public static async Task<RecordedEvent?> FindAsync(IEventReader log, StreamName stream, long known, CancellationToken cancel)
    {
        RecordedEvent? last = null;
        await foreach (var next in log.ReadStreamAsync(stream, known, cancel))
        {
            last = next;
            if (next.Version == known + ReadMax)
            {
                return await LookAheadAsync(log, last, cancel);
            }
        }

        return last;
    }

    private static async Task<RecordedEvent> LookAheadAsync(IEventReader log, RecordedEvent last, CancellationToken cancel)
    {
        // Strides double until one leads past the end; 63 of them pass every version that there can be.
        var stride = 1L;
        while (await NextAsync(log, last.Stream, checked(last.Version + stride - 1), cancel) is { } further)
        {
            last = further;
            stride *= 2;
        }

        // From then on each look halves the stride, down to the neighbour.
        while ((stride /= 2) > 0)
        {
            last = await NextAsync(log, last.Stream, last.Version + stride - 1, cancel) ?? last;
        }

        return last;
    }

    private static async Task<RecordedEvent?> NextAsync(IEventReader log, StreamName stream, long version, CancellationToken cancel)
    {
        await foreach (var next in log.ReadStreamAsync(stream, version, cancel))
        {
            return next;
        }

        return null;
    }
}
