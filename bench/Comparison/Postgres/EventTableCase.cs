using Npgsql;

namespace BudgetCoaching.Bench.Postgres;

/// <summary>
/// What "just use PostgreSQL" gives: one table with the log's columns, one prepared INSERT for each append, and a unique index that holds
/// the expected version: A2, A8, A10.
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

    private const string Insert = """
        INSERT INTO events (stream, version, type, recorded, id, data, meta, hash)
        VALUES ($1, $2, 1, 1772442000000000, $3, $4, $5, '\x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20')
        """;

    public static async Task RunAsync(int port, int callers, int count)
    {
        await using var source = PreparedCallers.Open(port, "postgres", callers);
        await AppendAsync(source, callers, count / WarmUpShare);
        Finding.Tell($"postgres-{callers}", await AppendAsync(source, callers, count));
    }

    private static async Task<Measurement> AppendAsync(NpgsqlDataSource source, int callers, int count)
    {
        await using (var create = source.CreateCommand(Table))
        {
            await create.ExecuteNonQueryAsync();
        }

        var events = Enumerable.Range(0, count).Select(Workload.EventOf).ToArray();
        return await PreparedCallers.RunAsync(
            source, callers, count, Insert,
            () =>
            [
                new NpgsqlParameter<int>(), new NpgsqlParameter<int>(), new NpgsqlParameter<Guid>(),
                new NpgsqlParameter<ReadOnlyMemory<byte>>(), new NpgsqlParameter<ReadOnlyMemory<byte>>(),
            ],
            (values, i) =>
            {
                values[0].Value = Workload.HouseholdOf(i);
                values[1].Value = Workload.RoundOf(i) + 1;
                values[2].Value = events[i].Id;
                values[3].Value = events[i].Data;
                values[4].Value = events[i].Meta;
            });
    }
}
