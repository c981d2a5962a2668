using System.Diagnostics;

namespace BudgetCoaching.Load.Bench;

/// <summary>One minute of a soak.</summary>
/// <param name="Length">A minute, or what was left of the soak.</param>
/// <param name="Held">By the service at its end; null where its process is not known.</param>
/// <param name="Processor">Of the service, in the minute.</param>
internal sealed record Minute(int Number, TimeSpan Length, Tally Tally, Held? Held, TimeSpan Processor)
{
    public Latencies All { get; } = Tally.Of(_ => true);

    public double Rate => All.Count / Length.TotalSeconds;
}

/// <summary>Holds a rate for long and looks at every minute of it.</summary>
internal static class Soak
{
    public static async Task<IReadOnlyList<Minute>> RunAsync(
        Load load, double perSecond, TimeSpan length, int? process, Action<Minute> seen)
    {
        var minutes = new List<Minute>();
        var current = new Tally(Mix.Kinds);
        var before = Look(process);
        var start = Stopwatch.GetTimestamp();
        var calls = load.OpenAsync(perSecond, length, () => Volatile.Read(ref current));
        for (var passed = TimeSpan.Zero; passed < length;)
        {
            var next = TimeSpan.FromMinutes(minutes.Count + 1);
            next = next < length ? next : length;
            var wait = next - Stopwatch.GetElapsedTime(start);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            var ended = Interlocked.Exchange(ref current, new Tally(Mix.Kinds));
            var now = Look(process);
            var minute = new Minute(minutes.Count + 1, next - passed, ended, now, (now?.Processor - before?.Processor) ?? TimeSpan.Zero);
            minutes.Add(minute);
            seen(minute);
            (before, passed) = (now, next);
        }

        await calls;
        return minutes;
    }

    private static Held? Look(int? process) => process is { } id ? Held.Of(id) : null;
}
