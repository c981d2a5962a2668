using System.Globalization;

namespace BudgetCoaching.Bench.ReadModels;

/// <summary>What was measured of a year of some households, bytes, and what that makes of 1,000, 100,000 and 10 million.</summary>
/// <param name="Households">That were measured.</param>
/// <param name="Events">Of all of them.</param>
/// <param name="Own">An event's own bytes.</param>
/// <param name="Log">Of the log's file, an event.</param>
/// <param name="Copy">Of its backup, which has no pages half full.</param>
/// <param name="EventStore">Of an event store's log, an event.</param>
/// <param name="ReadModels">A household.</param>
/// <param name="Keys">A household.</param>
/// <param name="Reading">An entry in the register of disclosures.</param>
/// <param name="Rebuild">Of all read models.</param>
/// <param name="Backup">Of the log, by VACUUM INTO.</param>
internal sealed record Sizes(
    int Households,
    int Events,
    (double Data, double Meta) Own,
    double Log,
    double Copy,
    double EventStore,
    double ReadModels,
    double Keys,
    double Reading,
    TimeSpan Rebuild,
    TimeSpan Backup)
{
    /// <summary>What an event store writes of an event into its index.</summary>
    private const double IndexEntry = 24;

    private const double ReadingsEachYear = 100;
    private const double EventsEachYear = 480;
    private const double Gigabyte = 1e9;
    private const int Years = 5;

    /// <summary>The tables, in Markdown.</summary>
    public IReadOnlyList<string> Lines() =>
    [
        Text($"A year of {Households} households, {Events} events, and what is multiplied from it for five years of"),
        Text($"{EventsEachYear} events and {ReadingsEachYear} readings a household and year. Disk in all: everything once, a"),
        "backup, and room to build read models anew.",
        "",
        "| measured | |",
        "| --- | --: |",
        Text($"| log, bytes an event | {Log:F0}, {Own.Data:F0} of them the fact and {Own.Meta:F0} who and why; in a backup {Copy:F0} |"),
        Text($"| event store, bytes an event on each server | {EventStore + IndexEntry:F0}, {IndexEntry:F0} of them its index |"),
        Text($"| read models, bytes a household | {ReadModels:F0} |"),
        Text($"| keys, bytes a household | {Keys:F0} |"),
        Text($"| register of disclosures, bytes a reading | {Reading:F0} |"),
        Text($"| rebuild of all read models | {Rebuild.TotalMilliseconds:F0} ms, {Events / Rebuild.TotalSeconds:F0} events/s |"),
        Text($"| backup, `VACUUM INTO` | {Backup.TotalMilliseconds:F0} ms, {Copy * Events / Backup.TotalMicroseconds:F0} MB/s |"),
        "",
        "| households | log | event store, each server | read models | register | keys | disk in all | rebuild | backup |",
        "| --: | --: | --: | --: | --: | --: | --: | --: | --: |",
        .. new double[] { 1_000, 100_000, 10_000_000 }.Select(Line),
    ];

    /// <summary>In all: everything once, a backup of log and register beside it, and room to build the read models anew.</summary>
    private string Line(double households)
    {
        var events = households * EventsEachYear * Years;
        var (log, register) = (events * Log, households * ReadingsEachYear * Years * Reading);
        var models = households * ReadModels * Years;
        var keys = households * Keys;
        var all = log + (events * Copy) + (2 * (register + keys + models));
        var share = events / Events;
        var sizes = string.Join(" | ", new[] { log, events * (EventStore + IndexEntry), models, register, keys, all }.Select(Size));
        return Text($"| {households:N0} | {sizes} | {Time(Rebuild * share)} | {Time(Backup * share)} |");
    }

    private static string Size(double bytes) =>
        (bytes / Gigabyte).ToString(bytes < Gigabyte ? "0.####" : "#,##0.#", CultureInfo.InvariantCulture) + " GB";

    private static string Time(TimeSpan time) => time.TotalHours >= 1
        ? FormattableString.Invariant($"{time.TotalHours:F1} h")
        : time.TotalMinutes >= 1
            ? FormattableString.Invariant($"{time.TotalMinutes:F1} min")
            : FormattableString.Invariant($"{time.TotalSeconds:F1} s");

    private static string Text(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
