using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace BudgetCoaching.Bench.Postgres;

/// <summary>The event store of Eventide inside PostgreSQL, written through its own function: A1, A6, A8, A9.</summary>
internal static class MessageDbCase
{
    private const string Database = "message_store";
    private const int WarmUpShare = 4;
    private const string Write = "SELECT message_store.write_message($1, $2, 'ExpenseRecorded', $3, $4, $5)";

    /// <summary>Its installer, where <c>bench/run.sh</c> could fetch the package; null elsewhere.</summary>
    public static string? FindInstaller()
    {
        var script = Path.GetFullPath("artifacts/bench/message-db/node_modules/@eventide/message-db/database/install.sh");
        return File.Exists(script) ? script : null;
    }

    /// <param name="installer">Its script.</param>
    /// <param name="programs">Where <c>psql</c> is.</param>
    /// <param name="port">Of the cluster.</param>
    public static async Task InstallAsync(string installer, string programs, int port)
    {
        var start = new ProcessStartInfo("bash", [installer]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["PATH"] = programs + ":" + start.Environment["PATH"];
        start.Environment["PGHOST"] = "127.0.0.1";
        start.Environment["PGPORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = "bench";
        using var install = Process.Start(start)!;
        await install.StandardOutput.ReadToEndAsync();
        await install.WaitForExitAsync();
        if (install.ExitCode != 0)
        {
            throw new InvalidOperationException($"message-db could not be installed: {install.ExitCode}.");
        }
    }

    public static async Task RunAsync(int port, int callers, int count)
    {
        await using var source = PreparedCallers.Open(port, Database, callers);
        await AppendAsync(source, callers, count / WarmUpShare);
        Finding.Tell($"message-db-{callers}", await AppendAsync(source, callers, count));
    }

    private static async Task<Measurement> AppendAsync(NpgsqlDataSource source, int callers, int count)
    {
        await using (var empty = source.CreateCommand("TRUNCATE message_store.messages RESTART IDENTITY"))
        {
            await empty.ExecuteNonQueryAsync();
        }

        return await PreparedCallers.RunAsync(
            source, callers, count, Write,
            () =>
            [
                Of(NpgsqlDbType.Varchar), Of(NpgsqlDbType.Varchar), Of(NpgsqlDbType.Jsonb), Of(NpgsqlDbType.Jsonb), Of(NpgsqlDbType.Bigint),
            ],
            (values, i) =>
            {
                values[0].Value = Workload.EventOf(i).Id.ToString();
                values[1].Value = string.Create(CultureInfo.InvariantCulture, $"household-{Workload.HouseholdOf(i):00000000}");
                values[2].Value = Workload.JsonOf(i);
                values[3].Value = """{"actor": "consultant-0007"}""";
                values[4].Value = Workload.RoundOf(i) - 1L;
            });
    }

    private static NpgsqlParameter Of(NpgsqlDbType type) => new() { NpgsqlDbType = type };
}
