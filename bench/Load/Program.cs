using BudgetCoaching.Load.Bench;

// bench/load.sh builds this and the service, starts it and calls this with its address.
const int wrongUsage = 2;
const int notLevel = 1;
var warmUp = TimeSpan.FromSeconds(5);
const int warmUpCallers = 16;

Settings settings;
try
{
    settings = Settings.Read(args);
}
catch (FormatException fault)
{
    await Console.Error.WriteLineAsync($"{fault.Message}{Environment.NewLine}{Settings.Usage}");
    return wrongUsage;
}

var key = settings.ApiKeyFile is { } file ? (await File.ReadAllTextAsync(file)).Trim() : null;
var caller = await Books.OpenAsync(settings.Addresses[0], key);
var nodes = settings.Addresses.Select(address => new Node(address, caller)).ToList();
try
{
    return await RunAsync();
}
finally
{
    nodes.ForEach(node => node.Dispose());
}

async Task<int> RunAsync()
{
    if (settings.Fills)
    {
        await Books.FillAsync(nodes, settings.Households, settings.Seed);
    }

    var load = new Load(nodes, new Mix(settings.ReadPercent, new Skew(settings.Households, settings.Skew), settings.Seed));
    await load.CloseAsync(warmUpCallers, warmUp, new Tally(Mix.Kinds));
    if (settings.Callers > 0)
    {
        await CaseAsync($"{settings.Callers} callers", tally => load.CloseAsync(settings.Callers, settings.Length, tally));
    }

    if (settings.Rate > 0)
    {
        await CaseAsync($"{settings.Rate} calls a second", tally => load.OpenAsync(settings.Rate, settings.Length, () => tally));
    }

    return settings.Soak > TimeSpan.Zero && !await SoakAsync(load) ? notLevel : 0;
}

async Task CaseAsync(string title, Func<Tally, Task> make)
{
    var tally = new Tally(Mix.Kinds);
    var before = Used();
    await make(tally);
    Report.Case(title, tally, settings.Length, Used() - before);
}

async Task<bool> SoakAsync(Load load)
{
    Report.Say($"### Soak: {settings.Rate} calls a second for {settings.Soak.TotalMinutes} minutes");
    Report.Say($"");
    var minutes = await Soak.RunAsync(
        load, settings.Rate, settings.Soak, settings.Process,
        minute => Console.Error.WriteLine(FormattableString.Invariant($"minute {minute.Number}: {minute.Rate:F1} calls/s")));
    Report.Minutes(minutes);
    return Report.Levels(Level.Of(minutes));
}

TimeSpan Used() => settings.Process is { } process ? Held.Of(process).Processor : TimeSpan.Zero;
