using Npgsql;

namespace BudgetCoaching.Bench.Postgres;

/// <summary>
/// What "just use PostgreSQL" gives: one table with the log's columns, one prepared INSERT for each append, a connection for each caller,
/// and a unique index that holds the expected version: A2, A8, A10.
/// </summary>
internal static class EventTableCase
{
    private const int WarmUpShare = 4;

    private const string Table = """
        DROP TABLE IF EXISTS events;
        CREATE TABLE events (
            position bigserial PRIMARY KEY, stream int NOT NULL, version int NOT NULL, type int NOT NULL, recorded bigint NOT NULL,
            id uuid NOT NULL, data bytea NOT NULL, meta bytea NOT NULL, hash bytea NOT NULL, UNIQUE (stream, version), UNIQUE (id));
        """;

    public static async Task RunAsync(int port, int callers, int count)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = port, Username = "bench", Database = "postgres", MinPoolSize = callers, MaxPoolSize = callers + 1,
        };
        await using var source = NpgsqlDataSource.Create(settings);
        await AppendAsync(source, callers, count / WarmUpShare);
        Finding.Tell($"postgres-{callers}", await AppendAsync(source, callers, count));
    }

    private static async Task<Measurement> AppendAsync(NpgsqlDataSource source, int callers, int count)
    {
        await using (var create = source.CreateCommand(Table))
        {
            await create.ExecuteNonQueryAsync();
        }

        var inserts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => PrepareAsync(source)));
        var events = Enumerable.Range(0, count).Select(Workload.EventOf).ToArray();
        var measured = await Callers.RunAsync(callers, count, async i =>
        {
            // Operations of a caller are its number and every C-th after it within a round.
            var insert = inserts[Workload.HouseholdOf(i) % callers];
            insert.Parameters[0].Value = Workload.HouseholdOf(i);
            insert.Parameters[1].Value = Workload.RoundOf(i) + 1;
            insert.Parameters[2].Value = events[i].Id;
            insert.Parameters[3].Value = events[i].Data;
            insert.Parameters[4].Value = events[i].Meta;
            await insert.ExecuteNonQueryAsync();
        });
        foreach (var insert in inserts)
        {
            await insert.Connection!.DisposeAsync();
            await insert.DisposeAsync();
        }

        return measured;
    }

    private static async Task<NpgsqlCommand> PrepareAsync(NpgsqlDataSource source)
    {
        var insert = (await source.OpenConnectionAsync()).CreateCommand();
        insert.CommandText = """
            INSERT INTO events (stream, version, type, recorded, id, data, meta, hash)
            VALUES ($1, $2, 1, 1772442000000000, $3, $4, $5, '\x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20')
            """;
        insert.Parameters.Add(new NpgsqlParameter<int>());
        insert.Parameters.Add(new NpgsqlParameter<int>());
        insert.Parameters.Add(new NpgsqlParameter<Guid>());
        insert.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>>());
        insert.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>>());
        await insert.PrepareAsync();
        return insert;
    }
}
