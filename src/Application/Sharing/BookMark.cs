using BudgetCoaching.Events.Nodes;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Sharing;

/// <summary>The currency of the books beside their log, which holds bare cents, in a stream of its own: for all nodes.</summary>
public static class BookMark
{
    /// <summary>Marks new books, and tells in which currency the others were begun. Of several nodes the first one decides.</summary>
    /// <param name="log">Of the nodes' own records.</param>
    /// <param name="currency">ISO 4217 code for new books.</param>
    /// <param name="begun">Of books that hold events and no mark.</param>
    /// <param name="isNew">Whether the books hold nothing yet.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">The log is away.</exception>
    public static async Task<string> CurrencyAsync(
        IEventStore log, string currency, string begun, bool isNew, CancellationToken cancel)
    {
        var stream = NodeStreams.Books;
        if (isNew && await StreamTail.FindAsync(log, stream, known: 0, cancel) is null)
        {
            // Where another node is quicker, its mark is read.
            await log.AppendAsync(stream, 0, [NodeStreams.Propose(new BooksBegun { Currency = currency })], cancel);
        }

        return await StreamTail.FindAsync(log, stream, known: 0, cancel) is { } mark
            ? NodeStreams.Read<BooksBegun>(mark).Currency
            : begun;
    }
}
