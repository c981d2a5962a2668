using System.Diagnostics;
using System.Globalization;
using BudgetCoaching.EventStoreDb.Bench;
using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.EventStoreDb;

// dotnet run -c Release --project bench/EventStoreDb [--events N] [--connection esdb://...]; without a server, the double in this process.
const int DataBytes = 220;
const int MetaBytes = 120;

var events = int.Parse(Option("--events") ?? "20000", CultureInfo.InvariantCulture);
await using var cluster = Option("--connection") is null ? await DoubleCluster.StartAsync() : null;
await using var store = await EventStoreDbEventStore.OpenAsync(
    EventStoreDbOptions.Parse(Option("--connection") ?? cluster!.ConnectionString), ["Bench"], TimeProvider.System, CancellationToken.None);
var (data, meta) = (new byte[DataBytes], new byte[MetaBytes]);
new Random(7).NextBytes(data);
new Random(8).NextBytes(meta);

await AppendAsync("warm-up", 64, events / 4);
foreach (var callers in (int[])[1, 8, 64, 256])
{
    await AppendAsync($"append, {callers} in flight", callers, callers == 1 ? events / 4 : events);
}

var beginning = await store.ReadHeadAsync(CancellationToken.None);
var stream = StreamName.Of("Bench", $"{Guid.NewGuid():N}");
for (var version = 0; version < events; version += 500)
{
    await store.AppendAsync(stream, version, [.. Enumerable.Range(0, 500).Select(_ => Next())], CancellationToken.None);
}

foreach (var callers in (int[])[1, 64])
{
    await MeasureAsync($"where the log ends, {callers} callers", () => EachAsync(
        callers, events / (callers == 1 ? 4 : 1), () => store.ReadHeadAsync(CancellationToken.None).AsTask()));
}

foreach (var nodes in (int[])[1, 3])
{
    await using var registers = await Registers.OpenAsync(Option("--connection") ?? cluster!.ConnectionString, nodes);
    var turn = 0;
    await MeasureAsync($"readings entered, {nodes} nodes, 64 callers", () => EachAsync(
        64, events, () => registers.EnterAsync(Interlocked.Increment(ref turn))));
    Console.WriteLine(registers.Told());
}

await MeasureAsync("read the whole log", () => CountAsync(store.ReadAllAsync(Position.Start, CancellationToken.None)));
await MeasureAsync("read one long stream", () => CountAsync(store.ReadStreamAsync(stream, 0, CancellationToken.None)));
await MeasureAsync("read from the last thousand on", () => CountAsync(store.ReadAllAsync(beginning, CancellationToken.None)));

async Task AppendAsync(string what, int callers, int count)
{
    await MeasureAsync(what, async () =>
    {
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var own = StreamName.Of("Bench", $"{Guid.NewGuid():N}");
            for (var version = 0; version < count / callers; version++)
            {
                if (await store.AppendAsync(own, version, [Next()], CancellationToken.None) is not AppendOutcome.Appended)
                {
                    throw new InvalidOperationException("An append was refused.");
                }
            }
        })));
        return count / callers * callers;
    });
}

static async Task<int> EachAsync(int callers, int count, Func<Task> act)
{
    await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < count / callers; i++)
        {
            await act();
        }
    })));
    return count / callers * callers;
}

async Task MeasureAsync(string what, Func<Task<int>> act)
{
    var start = Stopwatch.GetTimestamp();
    var allocated = GC.GetTotalAllocatedBytes();
    var count = await act();
    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-40}{count,9} events{count / seconds,12:N0} a second{(GC.GetTotalAllocatedBytes() - allocated) / count,9:N0} B each"));
}

static async Task<int> CountAsync(IAsyncEnumerable<RecordedEvent> log)
{
    var count = 0;
    await foreach (var _ in log)
    {
        count++;
    }

    return count;
}

ProposedEvent Next() => new(Guid.NewGuid(), new EventType("ChargePosted", 1), data, meta);

string? Option(string name)
{
    var flag = Array.IndexOf(args, name);
    return flag >= 0 ? args[flag + 1] : null;
}
