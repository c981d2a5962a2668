using System.Diagnostics;
using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Bench.Table;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.EventStoreDb;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Bench.ReadModels;

/// <summary>
/// What a year of coaching takes on the disk and in time: log, read models, keys, register, the same log in an event store, a rebuild and a
/// backup. The table that it prints multiplies from these.
/// </summary>
internal static class SizeCase
{
    /// <summary>Households whose log is copied into the event store too, which holds it in memory.</summary>
    private const int HouseholdsCopied = 50;

    private const int Readings = 20_000;
    private const int ReadingsAtOnce = 100;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);
    private static readonly LocalDate First = new(2025, 1, 1);

    /// <summary>As long as that of a call.</summary>
    private static readonly EntryOrigin Origin = new(
        Guid.Empty, "giulia", "consultant", false, "bench", GeneratedBooks.Agency, "0199c0de-0000-7000-8000-000000000001", new byte[32],
        "0199c0de-0000-7000-8000-000000000001", "", "");

    /// <param name="households">To measure; more than a few hundred, so that what is there once does not count.</param>
    /// <param name="eventsEach">In their year, a multiple of 20.</param>
    /// <param name="document">That has the lines between which the tables belong; null: they are only printed.</param>
    public static async Task RunAsync(int households, int eventsEach, string? document)
    {
        using var scratch = new Scratch();
        using var keys = SqliteKeyStore.Open(
            scratch.File(SqliteKeyStore.FileName), MasterKeyFile.OpenOrCreate(scratch.File("master.key")), SystemClock.Instance);
        await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = scratch.Path }, TimeProvider.System);
        var events = await new GeneratedBooks(households, eventsEach, First, months: 12, keys, Origin).WriteAsync(store);
        await RebuildAsync(store);
        foreach (var file in Directory.EnumerateFiles(scratch.Path, "readmodels-*"))
        {
            File.Delete(file);
        }

        var rebuild = await RebuildAsync(store);
        var began = Stopwatch.GetTimestamp();
        await store.BackupToAsync(scratch.File("backup.db"), CancellationToken.None);
        var backup = Stopwatch.GetElapsedTime(began);
        var lines = new Sizes(
            households,
            events,
            await BytesAsync(store),
            Log: (double)Length(scratch.File("log.db")) / events,
            Copy: (double)Length(scratch.File("backup.db")) / events,
            EventStore: await InEventStoreAsync(eventsEach),
            ReadModels: (double)Directory.EnumerateFiles(scratch.Path, "readmodels-*.db").Sum(Length) / households,
            Keys: (double)Directory.EnumerateFiles(scratch.Path, SqliteKeyStore.FileName + "*").Sum(Length) / households,
            Reading: await ReadingAsync(),
            rebuild,
            backup).Lines();
        Console.WriteLine(string.Join(Environment.NewLine, lines));
        if (document is not null)
        {
            await Print.WriteAsync(document, "the sizes of bench/Comparison", lines);
        }

        async Task<TimeSpan> RebuildAsync(SqliteEventStore log)
        {
            var start = Stopwatch.GetTimestamp();
            using var models = new Projections.ReadModels(scratch.Path, Projections.ReadModels.All);
            await using var runner = new ProjectionRunner(log, models, TimeProvider.System);
            runner.Start();
            return await runner.WaitForAsync(await log.ReadHeadAsync(CancellationToken.None), Bound, CancellationToken.None)
                ? Stopwatch.GetElapsedTime(start)
                : throw new InvalidOperationException("The read models did not come to the head of the log.");
        }
    }

    /// <summary>Of an event, on the average: the fact, and who recorded it and why.</summary>
    private static async Task<(double Data, double Meta)> BytesAsync(SqliteEventStore store)
    {
        var (events, data, meta) = (0, 0L, 0L);
        await foreach (var recorded in store.ReadAllAsync(Position.Start, CancellationToken.None))
        {
            (events, data, meta) = (events + 1, data + recorded.Data.Length, meta + recorded.Meta.Length);
        }

        return ((double)data / events, (double)meta / events);
    }

    /// <summary>Bytes an event: the positions of the double, which counts records as the server writes them, without its index.</summary>
    private static async Task<double> InEventStoreAsync(int eventsEach)
    {
        using var scratch = new Scratch();
        await using var source = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = scratch.Path }, TimeProvider.System);
        var events = await new GeneratedBooks(HouseholdsCopied, eventsEach, First, months: 12, keys: null, Origin).WriteAsync(source);
        await using var cluster = await DoubleCluster.StartAsync();
        await using var target = await EventStoreDbEventStore.OpenAsync(
            EventStoreDbOptions.Parse(cluster.ConnectionString), ["Household", "Agency"], TimeProvider.System, CancellationToken.None);
        return await LogCopy.RunAsync(source, target, progress: null, CancellationToken.None) is CopyOutcome.Copied
            ? (double)(await target.ReadHeadAsync(CancellationToken.None)).Commit / events
            : throw new InvalidOperationException("The log was not copied.");
    }

    private static async Task<double> ReadingAsync()
    {
        using var scratch = new Scratch();
        var path = scratch.File(DisclosureRegister.FileName);
        await using (var register = DisclosureRegister.Open(path, SystemClock.Instance))
        {
            for (var entered = 0; entered < Readings; entered += ReadingsAtOnce)
            {
                var shown = Enumerable.Range(entered, ReadingsAtOnce).Select(number => new Disclosed(
                    GeneratedBooks.Household(number % 1_000), GeneratedBooks.Agency, "giulia", "consultant", Verified: true,
                    "budgetcoaching.v1.ArrearsService/GetArrears", "", Consent: null));
                await register.EnterAsync([.. shown], CancellationToken.None);
            }
        }

        return (double)Length(path) / Readings;
    }

    private static long Length(string path) => new FileInfo(path).Length;
}
