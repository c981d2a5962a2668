using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Projections.Following;

/// <summary>
/// Read-only connections to the file served now; those of a file served before are closed when they come back. Thread safe.
/// </summary>
internal sealed class ServedFile : IDisposable
{
    /// <summary>Idle connections kept; more may be lent at the same time.</summary>
    private const int IdleMax = 16;

    private readonly Lock gate = new();
    private readonly Stack<Database> idle = new();
    private string? path;
    private int turn;

    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return path is not null;
            }
        }
    }

    public void TurnTo(string? next)
    {
        lock (gate)
        {
            path = next;
            turn++;
            while (idle.TryPop(out var database))
            {
                database.Dispose();
            }
        }
    }

    public Loan Borrow()
    {
        lock (gate)
        {
            if (path is null)
            {
                throw new ReadModelFailedException("No read models are complete yet.");
            }

            return new Loan(this, idle.TryPop(out var database) ? database : Database.OpenForReading(path, Database.BusyTimeout), turn);
        }
    }

    public void Dispose() => TurnTo(null);

    private void Return(Database database, int lentIn)
    {
        lock (gate)
        {
            if (lentIn == turn && idle.Count < IdleMax)
            {
                idle.Push(database);
                return;
            }
        }

        database.Dispose();
    }

    public readonly struct Loan(ServedFile owner, Database database, int turn) : IDisposable
    {
        public Database Database => database;

        public void Dispose() => owner.Return(database, turn);
    }
}
