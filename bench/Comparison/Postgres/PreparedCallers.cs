using Npgsql;

namespace BudgetCoaching.Bench.Postgres;

/// <summary>Callers of PostgreSQL, each with a connection and one prepared statement of its own.</summary>
internal static class PreparedCallers
{
    public static NpgsqlDataSource Open(int port, string database, int callers) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = port, Username = "bench", Database = database, SearchPath = "message_store,public",
        MinPoolSize = callers, MaxPoolSize = callers + 1,
    });

    /// <param name="source">Of the connections.</param>
    /// <param name="callers">At once.</param>
    /// <param name="count">Operations.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Makes its parameters, which tell their types.</param>
    /// <param name="fill">Puts the values of an operation into them.</param>
    public static async Task<Measurement> RunAsync(
        NpgsqlDataSource source, int callers, int count, string sql, Func<NpgsqlParameter[]> parameters,
        Action<NpgsqlParameterCollection, int> fill)
    {
        var statements = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => PrepareAsync(source, sql, parameters())));
        var measured = await Callers.RunAsync(callers, count, async i =>
        {
            // Operations of a caller are its number and every C-th after it within a round.
            var statement = statements[Workload.HouseholdOf(i) % callers];
            fill(statement.Parameters, i);
            await statement.ExecuteNonQueryAsync();
        });
        foreach (var statement in statements)
        {
            await statement.Connection!.DisposeAsync();
            await statement.DisposeAsync();
        }

        return measured;
    }

    private static async Task<NpgsqlCommand> PrepareAsync(NpgsqlDataSource source, string sql, NpgsqlParameter[] parameters)
    {
        var statement = (await source.OpenConnectionAsync()).CreateCommand();
        statement.CommandText = sql;
        statement.Parameters.AddRange(parameters);
        await statement.PrepareAsync();
        return statement;
    }
}
