using System.Globalization;

namespace BudgetCoaching.Log.Bench;

/// <summary>Prints what was measured, one line a case, and the ratios the targets speak of.</summary>
internal static class Report
{
    public static void Header() => Line($"{"case",-46} {"per s",12} {"p50 us",10} {"p99 us",10} {"CPU us",8} {"bytes",8}");

    public static void Case(string name, Measurement m) =>
        Line($"{name,-46} {m.Rate,12:N0} {m.P50,10:N0} {m.P99,10:N0} {m.Cpu,8:N1} {m.Bytes,8:N0}");

    /// <summary>A ratio and its target, for example <c>A4 … 0.61 (must 0.45): held</c>.</summary>
    public static void AtLeast(string target, string what, double value, double must) =>
        Line($"{target,-4} {what,-60} {value,12:N2} (must >= {must:N2}) {(value >= must ? "held" : "MISSED")}");

    public static void AtMost(string target, string what, double value, double must) =>
        Line($"{target,-4} {what,-60} {value,12:N2} (must <= {must:N2}) {(value <= must ? "held" : "MISSED")}");

    public static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
