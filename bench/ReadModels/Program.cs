using System.Diagnostics;
using System.Globalization;
using BudgetCoaching.Domain;
using BudgetCoaching.Projections;
using BudgetCoaching.ReadModels.Bench;
using BudgetCoaching.Projections.HouseholdDirectory;
using BudgetCoaching.Storage.Sqlite;

// dotnet run -c Release --project bench/ReadModels [households] [eventsEach] [runs]
var households = Argument(0, 1_000);
var eventsEach = Argument(1, 1_000);
var runs = Argument(2, 3);
var folder = Path.Combine(Path.GetTempPath(), $"bc-rebuild-{households}x{eventsEach}");
await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = folder }, TimeProvider.System);
var head = await store.ReadHeadAsync(CancellationToken.None);
if (head.Commit == 0)
{
    var written = Stopwatch.StartNew();
    await new GeneratedBooks(households, eventsEach).WriteAsync(store);
    head = await store.ReadHeadAsync(CancellationToken.None);
    Print($"written: {head.Commit} events in {written.Elapsed.TotalSeconds:0.0} s");
}

for (var run = 0; run < runs; run++)
{
    await RebuildAsync();
}

await ServeAsync();

async Task RebuildAsync()
{
    var models = Directory.CreateTempSubdirectory("bc-rebuild-models-");
    var allocated = GC.GetTotalAllocatedBytes();
    var cpu = Environment.CpuUsage.TotalTime;
    var watch = Stopwatch.StartNew();
    using (var readModels = new ReadModels(models.FullName, ReadModels.All))
    {
        await using var runner = new ProjectionRunner(store, readModels, TimeProvider.System);
        runner.Start();
        await runner.WaitForAsync(head, TimeSpan.FromMinutes(10), CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        var bytes = (GC.GetTotalAllocatedBytes() - allocated) / (double)head.Commit;
        var busy = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        Print($"rebuild: {head.Commit / seconds:0} events/s, {seconds:0.00} s, cpu {busy:0.00} s, {bytes:0} managed bytes/event");
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        Print($"    peak working set {peak} MB, file {models.EnumerateFiles().Sum(f => f.Length) >> 20} MB");
    }

    models.Delete(recursive: true);
}

async Task ServeAsync()
{
    const int Reads = 20_000;
    var models = Directory.CreateTempSubdirectory("bc-rebuild-models-");
    using var readModels = new ReadModels(models.FullName, ReadModels.All);
    await using var runner = new ProjectionRunner(store, readModels, TimeProvider.System);
    runner.Start();
    await runner.WaitForAsync(head, TimeSpan.FromMinutes(10), CancellationToken.None);
    Time("keyed read and decode of the trend", Reads, i => readModels.GetTrend(GeneratedBooks.Household(i * 37 % households)));
    var today = new NodaTime.LocalDate(2025, 1, 10);
    Time("keyed read of a trend decoded lately", Reads, i => readModels.GetTrend(GeneratedBooks.Household(i * 37 % 100)));
    Time("keyed read and decode of the way since entry", Reads,
        i => readModels.GetEmpowerment(GeneratedBooks.Household(i * 37 % households)));
    Time("trend with every month", Reads / 10, i =>
    {
        var reading = readModels.GetTrend(GeneratedBooks.Household(i * 37 % households))!;
        return reading.Creditors.Sum(creditor => creditor.Months(today, reading.Source.Agency).Count);
    });
    Time("a directory page of 50", Reads / 100, _ => readModels.ListHouseholds(new DirectoryFilter(new AgencyId("cremona")), null, 50));
    await runner.DisposeAsync();
    models.Delete(recursive: true);
}

static void Time(string what, int times, Func<int, object?> once)
{
    for (var i = 0; i < times / 2; i++)
    {
        once(i);
    }

    var cpu = Environment.CpuUsage.TotalTime;
    var watch = Stopwatch.StartNew();
    for (var i = 0; i < times; i++)
    {
        once(i);
    }

    var busy = Environment.CpuUsage.TotalTime - cpu;
    Print($"{what}: {watch.Elapsed.TotalMicroseconds / times:0.0} us, cpu {busy.TotalMicroseconds / times:0.0} us");
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

int Argument(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
