using System.Reflection;
using System.Text.RegularExpressions;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Telemetry;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>docs/operating.md lists what there is: no setting, measure, span, tag, code of health or event more or less.</summary>
public sealed partial class Operating_is_written_down
{
    [Fact]
    public void Every_setting_stands_in_the_table_of_settings_and_no_other_does() =>
        Listed("## Settings").Should().BeEquivalentTo(ApiOptions.Names);

    [Fact]
    public void Every_name_of_telemetry_stands_in_its_tables_and_no_other_does() =>
        Listed("### Names").Should().BeEquivalentTo(
            typeof(TelemetryNames).GetNestedTypes().SelectMany(Constants));

    [Fact]
    public void Every_code_of_health_stands_in_its_table_and_no_other_does() =>
        Listed("### Codes").Should().BeEquivalentTo(Constants(typeof(HealthCodes)));

    [Fact]
    public void Every_event_of_the_log_stands_in_its_table_with_its_number_and_no_other_does()
    {
        var events = Events().ToList();

        events.Select(e => e.Number).Should().OnlyHaveUniqueItems();
        Rows("### Events").Select(row => (row[0].Trim('`'), row[1].Trim('`')))
            .Should().BeEquivalentTo(events.Select(e => (e.Number, e.Name)));
    }

    /// <summary>Of our own assemblies, the client library's left out: the service calls nobody with it.</summary>
    private static IEnumerable<(string Number, string Name)> Events() =>
        from path in Directory.EnumerateFiles(AppContext.BaseDirectory, "BudgetCoaching.*.dll")
        where !Path.GetFileName(path).Contains(".Tests.", StringComparison.Ordinal)
        from type in Assembly.LoadFrom(path).GetTypes()
        where type.Namespace?.EndsWith(".Client", StringComparison.Ordinal) != true
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        let written = method.GetCustomAttribute<LoggerMessageAttribute>()
        where written is not null
        select (written.EventId.ToString(System.Globalization.CultureInfo.InvariantCulture), method.Name);

    private static IEnumerable<string> Constants(Type names) =>
        names.GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    /// <summary>All that stands in code in the first cells of the tables of a section.</summary>
    private static IEnumerable<string> Listed(string heading) =>
        Rows(heading).SelectMany(row => Code().Matches(row[0]).Select(match => match.Groups[1].Value));

    private static IEnumerable<string[]> Rows(string heading)
    {
        var page = File.ReadAllLines(Path.Combine(RunningService.Root, "docs", "operating.md"));
        var level = heading.Split(' ')[0] + " ";
        return page.SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal) && !line.StartsWith(level, StringComparison.Ordinal))
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .Where(cells => !cells[0].StartsWith("---", StringComparison.Ordinal))
            .Skip(1);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
