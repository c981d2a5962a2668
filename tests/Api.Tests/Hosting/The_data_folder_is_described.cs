using System.Text.RegularExpressions;
using BudgetCoaching.Api.Hosting;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>docs/operating.md, <i>The data folder</i>, beside what a running service writes there.</summary>
[Collection(Wire_collection.Name)]
public sealed partial class The_data_folder_is_described(RunningService service)
{
    /// <summary>The first API key, where one was asked for, and the mark of books with which several nodes went on.</summary>
    private static readonly string[] AtTimes = ["administrator.key", MovedMark.FileName];

    private static readonly string Page = File.ReadAllText(Path.Combine(RunningService.Root, "docs", "operating.md"));

    [Fact]
    public void Every_file_stands_in_the_table_and_no_other_does() =>
        Directory.EnumerateFileSystemEntries(service.DataFolder)
            .Select(path => Number().Replace(Beside().Replace(Path.GetFileName(path), ""), "-N."))
            .Concat(AtTimes)
            .Distinct()
            .Should().BeEquivalentTo(Rows().SelectMany(row => row.Files));

    [Fact]
    public void Every_file_that_is_backed_up_is_put_back()
    {
        var restoring = Page[Page.IndexOf("To restore, stop the service", StringComparison.Ordinal)..].Split(" and start on it.")[0];

        Rows().Where(row => !row.Backup.StartsWith("none", StringComparison.Ordinal)).SelectMany(row => row.Files)
            .Should().HaveCount(6).And.OnlyContain(file => restoring.Contains($"`{file}`"));
    }

    private static IEnumerable<(string[] Files, string Backup)> Rows() =>
        from line in Page.Split("## The data folder")[1].Split("\n## ")[0].Split('\n')
        where line.StartsWith("| `", StringComparison.Ordinal)
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        select (Code().Matches(cells[1].Split('(')[0]).Select(match => match.Groups[1].Value).ToArray(), cells[3]);

    /// <summary>What SQLite puts beside a file while it is open.</summary>
    [GeneratedRegex("-(wal|shm|journal)$")]
    private static partial Regex Beside();

    [GeneratedRegex(@"-[0-9]+\.")]
    private static partial Regex Number();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
