using System.Globalization;

namespace BudgetCoaching.Load.Bench;

/// <summary>Fills the books and makes the parts that were asked for, one after the other.</summary>
/// <param name="settings">What was asked for, with the addresses of the nodes.</param>
/// <param name="services">The nodes' processes; empty where they run elsewhere.</param>
/// <param name="others">What they need beside themselves.</param>
/// <param name="measures">What each node measures of itself; empty where nobody asked.</param>
internal sealed class Run(
    Settings settings, IReadOnlyList<Watched> services, IReadOnlyList<Watched> others, IReadOnlyList<Measures> measures)
{
    private const int WarmUpCallers = 16;

    private readonly Report report = new();

    /// <returns>Whether the soak, if one was asked for, was level.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        Head();
        var key = settings.ApiKeyFile is { } file ? (await File.ReadAllTextAsync(file, cancel)).Trim() : null;
        var caller = await Books.OpenAsync(settings.Addresses, key, cancel);
        var nodes = settings.Addresses.Select(address => new Node(address, caller)).ToList();
        try
        {
            if (settings.Plans > 0)
            {
                await PlansAsync(new Plans(nodes[0], settings.Plans, settings.Seed), cancel);
                return true;
            }

            if (settings.Fills)
            {
                await Books.FillAsync(nodes, settings.Households, settings.FactsEach, settings.Seed, cancel);
            }

            var mix = new Mix(settings.ReadPercent, new Skew(settings.Households, settings.Skew), settings.Seed);
            return await CallAsync(new Load(nodes, mix), cancel);
        }
        finally
        {
            nodes.ForEach(node => node.Dispose());
        }
    }

    private async Task<bool> CallAsync(Load load, CancellationToken cancel)
    {
        await load.CloseAsync(WarmUpCallers, settings.WarmUp, new Tally(settings.Addresses.Count)).WaitAsync(cancel);
        if (settings.Callers > 0)
        {
            await CaseAsync(
                $"{settings.Callers} callers", tally => load.CloseAsync(settings.Callers, settings.Length, tally).WaitAsync(cancel));
        }

        if (settings.Rate > 0 && settings.Soak == TimeSpan.Zero)
        {
            await CaseAsync(
                $"{settings.Rate} calls a second", tally => load.OpenAsync(settings.Rate, settings.Length, () => tally).WaitAsync(cancel));
        }

        var level = settings.Soak == TimeSpan.Zero || await SoakAsync(load, cancel);
        await WriteAsync();
        return level;
    }

    private async Task PlansAsync(Plans plans, CancellationToken cancel)
    {
        await plans.FillAsync(cancel);
        report.Plans(await plans.AskAsync(cancel));
        await WriteAsync();
    }

    private Task WriteAsync() => settings.Markdown is { } document ? report.WriteAsync(document, settings.Part) : Task.CompletedTask;

    private void Head()
    {
        var machine = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        var model = machine?[(machine.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var average = string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);
        var count = settings.Addresses.Count.ToString(CultureInfo.InvariantCulture);
        report.Keep($"{Environment.ProcessorCount} cores ({model ?? "of an unknown kind"}), load average before: {average}.");
        report.Keep(settings.Plans > 0
            ? (FormattableString)$"Households: {settings.Plans}; one call at a time."
            : $"Nodes: {count}. Households: {settings.Households}, filled with {settings.FactsEach} facts each.");
        report.Keep($"");
    }

    private async Task CaseAsync(string title, Func<Tally, Task> make)
    {
        var tally = new Tally(settings.Addresses.Count);
        var own = measures.Select(one => one.Now()).ToList();
        var before = Used();
        await make(tally);
        var used = Used().Zip(before, (now, then) => (now.Name, now.Time - then.Time));
        report.Case(title, tally, settings.Length, settings.Addresses.Count, [.. used]);
        foreach (var (node, seen) in measures.Index())
        {
            Report.Own(services[node].Name, own[node], seen.Now());
        }
    }

    private async Task<bool> SoakAsync(Load load, CancellationToken cancel)
    {
        report.Keep($"### {settings.Rate} calls a second for {settings.Soak.TotalMinutes} minutes");
        report.Keep($"");
        var own = measures.Select(one => one.Now()).ToList();
        var stretches = await Soak.RunAsync(
            load, settings.Rate, settings.Soak, services, settings.Addresses.Count,
            stretch =>
            {
                Console.Error.WriteLine(FormattableString.Invariant($"{stretch.Ended:mm\\:ss}: {stretch.Rate:F1} calls/s, {stretch.Held}"));
                foreach (var (name, value) in measures.SelectMany(one => one.Now()).Where(one => IsOfMemory(one.Key)))
                {
                    Console.Error.WriteLine(FormattableString.Invariant($"    {name} {value.Sum:N0}"));
                }
            },
            cancel);
        report.Stretches(stretches);
        foreach (var (node, seen) in measures.Index())
        {
            Report.Own(services[node].Name, own[node], seen.Now());
        }

        return report.Levels(Level.Of(stretches));
    }

    private static bool IsOfMemory(string measure) =>
        measure.StartsWith("dotnet.gc.last_collection", StringComparison.Ordinal);

    /// <summary>Processor time so far of all that share the cores; empty where the service runs elsewhere.</summary>
    private List<(string Name, TimeSpan Time)> Used() => services.Count == 0
        ? []
        : [
            .. services.Concat(others).Select(one => (one.Name, Held.Of(one.Process).Processor)),
            ("load generator", Environment.CpuUsage.TotalTime),
        ];
}
