using System.Globalization;
using System.Reflection;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Api.Hosting;

/// <summary>The few words of the command line, as settings; all else goes by its full name (<c>--BudgetCoaching:Grpc:Port 0</c>).</summary>
internal static class CommandLine
{
    public const string Usage = """
        Usage: dotnet run --project src/Api -- [--demo] [--data DIR] [--BudgetCoaching:NAME VALUE ...]

          --demo        example households, in data/demo unless --data is given
          --data DIR    the folder of the log, the keys and the read models
          --probe WHAT  asks the service that runs with the same settings whether it is 'live' or 'ready', and ends with 0 or 1
          --version     what this program is, and which format of the log it keeps
          --help        this text

        or   dotnet run --project src/Api -- copy --from LOG --to LOG      the log into another store (copy alone says how)
        or   dotnet run --project src/Api -- share --from DIR ...          the rest to where nodes share it (share alone says how)

        All settings: docs/operating.md
        """;

    public const string VersionWord = "--version";

    private const string ProbeWord = "--probe";

    /// <summary>With the revision of the source, where it was built from one.</summary>
    public static string Version => string.Create(
        CultureInfo.InvariantCulture, $"Budget Coaching {Built.InformationalVersion}, log format {SqliteEventStore.Format}");

    private static AssemblyInformationalVersionAttribute Built =>
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;

    /// <summary>What a running service is to be asked; null where it is to be started.</summary>
    /// <param name="words">What is left of them.</param>
    public static string? TakeProbe(ref string[] words)
    {
        var at = Array.IndexOf(words, ProbeWord);
        if (at < 0 || at + 1 == words.Length || words[at + 1] is not (HealthProbe.Live or HealthProbe.Ready))
        {
            return null;
        }

        var what = words[at + 1];
        words = [.. words[..at], .. words[(at + 2)..]];
        return what;
    }

    /// <summary>Null when the words make no sense; then the fault names the first bad one.</summary>
    public static string[]? ToSettings(IReadOnlyList<string> words, out string fault)
    {
        fault = "";
        List<string> settings = [];
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var named = word.StartsWith($"--{ApiOptions.Section}:", StringComparison.Ordinal);
            if (word == "--demo")
            {
                settings.Add($"--{ApiOptions.Section}:{nameof(ApiOptions.Demo)}=true");
            }
            else if (named && word.Contains('=', StringComparison.Ordinal))
            {
                settings.Add(word);
            }
            else if (!named && word != "--data")
            {
                fault = $"'{word}' is not understood.";
                return null;
            }
            else if (i + 1 == words.Count || words[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                fault = $"'{word}' needs a value after it.";
                return null;
            }
            else
            {
                settings.Add($"{(named ? word : $"--{ApiOptions.Section}:{nameof(ApiOptions.DataFolder)}")}={words[++i]}");
            }
        }

        return [.. settings];
    }
}
