using System.Globalization;

namespace BudgetCoaching.Rpc.Wire;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and one of the units <c>H M S m u n</c>.</summary>
internal static class CallTimeout
{
    /// <summary>The longest wait a timer is set for; longer ones are cut to it, since timers overflow near 49 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private const int MostDigits = 8;
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;
    private const long NanosecondsPerTick = 100;
    private const long LargestValue = 99_999_999;

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MostDigits + 1
            || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        long? ticks = text[^1] switch
        {
            'H' => value * TimeSpan.TicksPerHour,
            'M' => value * TimeSpan.TicksPerMinute,
            'S' => value * TimeSpan.TicksPerSecond,
            'm' => value * TimeSpan.TicksPerMillisecond,
            'u' => value * TicksPerMicrosecond,
            'n' => (value + NanosecondsPerTick - 1) / NanosecondsPerTick,
            _ => null,
        };
        timeout = ticks is { } known ? TimeSpan.FromTicks(Math.Min(known, Longest.Ticks)) : default;
        return ticks is not null;
    }

    /// <summary>Rounded up to the finest unit whose value has eight digits; never below one nanosecond.</summary>
    public static string Format(TimeSpan timeout)
    {
        var ticks = Math.Max(timeout.Ticks, 0);
        if (ticks == 0)
        {
            return "1n";
        }

        ReadOnlySpan<(long Ticks, char Unit)> units =
        [
            (TicksPerMicrosecond, 'u'), (TimeSpan.TicksPerMillisecond, 'm'), (TimeSpan.TicksPerSecond, 'S'), (TimeSpan.TicksPerMinute, 'M'),
        ];
        foreach (var (size, unit) in units)
        {
            var value = (ticks / size) + (ticks % size == 0 ? 0 : 1);
            if (value <= LargestValue)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Math.Min((ticks / TimeSpan.TicksPerHour) + 1, LargestValue)}H");
    }
}
