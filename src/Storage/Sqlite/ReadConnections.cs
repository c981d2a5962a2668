using System.Collections.Concurrent;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>Read-only connections of one log, at most <see cref="Most"/>, opened when first needed and kept.</summary>
internal sealed class ReadConnections(string path, TimeSpan busyTimeout) : IDisposable
{
    public const int Most = 8;

    private readonly LogNames names = new();
    private readonly ConcurrentStack<ReadConnection> idle = new();
    private readonly SemaphoreSlim free = new(Most, Most);
    private volatile bool closed;

    /// <summary>Lends a connection; completes at once unless all are lent.</summary>
    public ValueTask<Loan> BorrowAsync(CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(IEventReader));
        return free.Wait(0, CancellationToken.None) ? new ValueTask<Loan>(Lend()) : BorrowLaterAsync(cancel);
    }

    public void Dispose()
    {
        closed = true;
        CloseIdle();
    }

    private async ValueTask<Loan> BorrowLaterAsync(CancellationToken cancel)
    {
        await free.WaitAsync(cancel).ConfigureAwait(false);
        return Lend();
    }

    private Loan Lend()
    {
        try
        {
            ObjectDisposedException.ThrowIf(closed, typeof(IEventReader));
            return new Loan(this, idle.TryPop(out var connection) ? connection : Open());
        }
        catch
        {
            free.Release();
            throw;
        }
    }

    private ReadConnection Open()
    {
        var database = Database.OpenForReading(path, busyTimeout);
        try
        {
            return new ReadConnection(database, names);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void TakeBack(ReadConnection connection)
    {
        idle.Push(connection);
        free.Release();
        if (closed)
        {
            CloseIdle();
        }
    }

    private void CloseIdle()
    {
        while (idle.TryPop(out var connection))
        {
            connection.Dispose();
        }
    }

    /// <summary>A borrowed connection; disposing gives it back.</summary>
    public readonly struct Loan(ReadConnections lender, ReadConnection connection) : IDisposable
    {
        public ReadConnection Connection => connection;

        public void Dispose() => lender.TakeBack(connection);
    }
}
