using System.Diagnostics;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Bench.Log;

/// <summary>
/// The limit: one thread, one prepared INSERT with the log's columns and indexes, a fixed number of rows in each transaction, nothing
/// checked, hashed or answered. The same settings as the log.
/// </summary>
internal sealed class RawSqlite : IDisposable
{
    private readonly Database database;
    private readonly Statement begin;
    private readonly Statement insert;
    private readonly Statement commit;
    private readonly byte[] hash = new byte[32];
    private long position;

    public RawSqlite(string path)
    {
        database = Database.OpenForWriting(path, TimeSpan.FromSeconds(5));
        database.Execute("""
            PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536;
            CREATE TABLE events (
                position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, version INTEGER NOT NULL, type INTEGER NOT NULL,
                recorded INTEGER NOT NULL, id BLOB NOT NULL, data BLOB NOT NULL, meta BLOB NOT NULL, hash BLOB NOT NULL,
                UNIQUE (stream, version), UNIQUE (id)) STRICT;
            """);
        begin = database.Prepare("BEGIN IMMEDIATE;");
        insert = database.Prepare("INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);");
        commit = database.Prepare("COMMIT;");
        new Random(1).NextBytes(hash);
    }

    public void Run((int Household, long Version, ProposedEvent Event)[] commands, int perTransaction, long[] latencies)
    {
        for (var done = 0; done < commands.Length; done += perTransaction)
        {
            var start = Stopwatch.GetTimestamp();
            var end = Math.Min(done + perTransaction, commands.Length);
            begin.Run();
            for (var i = done; i < end; i++)
            {
                Insert(commands[i].Household, commands[i].Version, commands[i].Event);
            }

            commit.Run();
            Array.Fill(latencies, Stopwatch.GetTimestamp() - start, done, end - done);
        }
    }

    public void Dispose()
    {
        begin.Dispose();
        insert.Dispose();
        commit.Dispose();
        database.Dispose();
    }

    private void Insert(int household, long version, ProposedEvent proposed)
    {
        Span<byte> id = stackalloc byte[16];
        proposed.Id.TryWriteBytes(id, bigEndian: true, out _);
        insert.Bind(1, ++position);
        insert.Bind(2, household + 1);
        insert.Bind(3, version);
        insert.Bind(4, 1);
        insert.Bind(5, 1_772_442_000_000_000 + position);
        insert.Bind(6, id);
        insert.Bind(7, proposed.Data.Span);
        insert.Bind(8, proposed.Meta.Span);
        insert.Bind(9, hash);
        insert.Run();
    }
}
