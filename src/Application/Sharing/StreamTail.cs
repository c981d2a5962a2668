using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Sharing;

/// <summary>Finds the end of a long stream without reading it.</summary>
internal static class StreamTail
{
    /// <summary>
    /// The stream's last event; null where none comes after <paramref name="known"/>. About two reads of one event for each doubling of
    /// what was added since.
    /// </summary>
    public static async Task<RecordedEvent?> FindAsync(IEventReader log, StreamName stream, long known, CancellationToken cancel)
    {
        var last = await NextAsync(log, stream, known, cancel);
        if (last is null)
        {
            return null;
        }

        // Strides double until one leads past the end; 63 of them pass every version that there can be.
        var stride = 1L;
        while (await NextAsync(log, stream, checked(last.Version + stride - 1), cancel) is { } further)
        {
            last = further;
            stride *= 2;
        }

        // From then on each look halves the stride, down to the neighbour.
        while ((stride /= 2) > 0)
        {
            last = await NextAsync(log, stream, last.Version + stride - 1, cancel) ?? last;
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
