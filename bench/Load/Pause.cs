using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BudgetCoaching.Load.Bench;

/// <summary>Waits to some sixty microseconds, where the runtime's own waits know whole milliseconds.</summary>
internal static class Pause
{
    /// <param name="moment">A timestamp of <see cref="Stopwatch"/>; one that has passed is not waited for.</param>
    public static void Until(long moment)
    {
        var left = moment - Stopwatch.GetTimestamp();
        if (left > 0)
        {
            var nanoseconds = (long)((double)left / Stopwatch.Frequency * 1e9);
            var length = new Length(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
            _ = NanoSleep(in length, 0);
        }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    private static extern int NanoSleep(in Length length, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Length(long Seconds, long Nanoseconds);
}
