using System.Runtime.CompilerServices;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>Reads a log file and never writes to it: what an auditor opens, also while a service appends to it.</summary>
public sealed class SqliteEventReader : IEventReader, IDisposable
{
    /// <summary>Of the log in a data folder.</summary>
    public const string FileName = LogSchema.FileName;

    private readonly ReadConnections connections;

    /// <summary>The committed head where the writer lives in this process; null where only the file knows.</summary>
    private readonly CommittedHead? head;

    internal SqliteEventReader(string path, string storeId, CommittedHead? head)
    {
        connections = new ReadConnections(path, Database.BusyTimeout);
        StoreId = storeId;
        this.head = head;
    }

    public string StoreId { get; }

    /// <param name="path">The log file itself: <c>log.db</c> of a data folder, or a backup.</param>
    /// <exception cref="StoreRefusedException">The file is not a log.</exception>
    /// <exception cref="StoreFailedException">The file is missing or cannot be read.</exception>
    public static SqliteEventReader Open(string path)
    {
        using var database = Database.OpenForReading(path, Database.BusyTimeout);
        LogSchema.RefuseOther(database);
        return new SqliteEventReader(path, LogSchema.ReadStoreId(database), head: null);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, long afterVersion, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream.Value, nameof(stream));
        ArgumentOutOfRangeException.ThrowIfNegative(afterVersion);
        cancel.ThrowIfCancellationRequested();
        using var page = new LogPage();
        var upTo = head is null ? null : (long?)head.Value.Commit;
        long? ordinal = null;
        // Ends at the head seen first: what is appended meanwhile does not prolong it.
        do
        {
            page.Clear();
            using (var loan = await connections.BorrowAsync(cancel).ConfigureAwait(false))
            {
                upTo ??= loan.Connection.ReadHead();
                ordinal ??= loan.Connection.FindStream(stream);
                if (ordinal is null)
                {
                    yield break;
                }

                loan.Connection.ReadStream(stream, ordinal.Value, afterVersion, upTo.Value, page);
            }

            for (var i = 0; i < page.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                afterVersion = page[i].Version;
                yield return page[i];
            }
        }
        while (page.IsFull);
    }

    public async ValueTask VisitStreamAsync(StreamName stream, long afterVersion, EventVisit visit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream.Value, nameof(stream));
        ArgumentOutOfRangeException.ThrowIfNegative(afterVersion);
        ArgumentNullException.ThrowIfNull(visit);
        cancel.ThrowIfCancellationRequested();
        using var loan = await connections.BorrowAsync(cancel).ConfigureAwait(false);
        var upTo = head is null ? loan.Connection.ReadHead() : (long)head.Value.Commit;
        if (loan.Connection.FindStream(stream) is { } ordinal)
        {
            loan.Connection.VisitStream(ordinal, afterVersion, upTo, visit, cancel);
        }
    }

    public async IAsyncEnumerable<StreamName> ListStreamsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        const int StreamsOfPage = 256;
        var page = new List<StreamName>(StreamsOfPage);
        var last = 0L;
        // Ends with the first page that is not full.
        do
        {
            page.Clear();
            using (var loan = await connections.BorrowAsync(cancel).ConfigureAwait(false))
            {
                last = loan.Connection.ListStreams(last, StreamsOfPage, page);
            }

            foreach (var stream in page)
            {
                cancel.ThrowIfCancellationRequested();
                yield return stream;
            }
        }
        while (page.Count == StreamsOfPage);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, [EnumeratorCancellation] CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var page = new LogPage();
        var last = (long)Math.Min(after.Commit, long.MaxValue);
        var upTo = head is null ? null : (long?)head.Value.Commit;
        // Ends at the head seen first: what is appended meanwhile does not prolong it.
        do
        {
            page.Clear();
            using (var loan = await connections.BorrowAsync(cancel).ConfigureAwait(false))
            {
                upTo ??= loan.Connection.ReadHead();
                loan.Connection.ReadAll(last, upTo.Value, page);
            }

            for (var i = 0; i < page.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                last = (long)page[i].Position.Commit;
                yield return page[i];
            }
        }
        while (page.IsFull);
    }

    public async ValueTask<Position> ReadHeadAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (head is not null)
        {
            return head.Value;
        }

        using var loan = await connections.BorrowAsync(cancel).ConfigureAwait(false);
        return Position.At(loan.Connection.ReadHead());
    }

    /// <summary>Closes idle connections at once and lent ones when their page is read.</summary>
    public void Dispose() => connections.Dispose();

    internal async Task CopyIntoAsync(string path, CancellationToken cancel)
    {
        using var loan = await connections.BorrowAsync(cancel).ConfigureAwait(false);
        loan.Connection.CopyInto(path);
    }
}
