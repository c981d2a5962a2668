using System.Runtime.CompilerServices;

namespace BudgetCoaching.Tidy.Tests;

/// <summary>The working tree as the tests of style see it: written files only, never generated ones.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Sources { get; } = [.. Files("*.cs")];

    public static IEnumerable<SourceFile> Files(string pattern) =>
        new[] { "src", "tests", "bench", "protos", "docs", "samples" }
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "node_modules" or "bin" or "obj" or "artifacts"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllLines(Path.Combine(Root, path))));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "BudgetCoaching.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("These tests run from a checkout: BudgetCoaching.sln was not found above " + here);
    }
}

internal sealed record SourceFile(string Path, string[] Lines)
{
    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public IEnumerable<string> Where(Func<string, bool> breaks) =>
        Lines.Select((line, index) => (line, index)).Where(l => breaks(l.line)).Select(l => $"{Path}:{l.index + 1}: {l.line.Trim()}");
}
