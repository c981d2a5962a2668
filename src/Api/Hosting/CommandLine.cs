namespace BudgetCoaching.Api.Hosting;

/// <summary>The few words of the command line, as settings; all else goes by its full name (<c>--BudgetCoaching:Grpc:Port 0</c>).</summary>
internal static class CommandLine
{
    public const string Usage = """
        Usage: dotnet run --project src/Api -- [--demo] [--data DIR] [--BudgetCoaching:NAME VALUE ...]

          --demo        example households, in data/demo unless --data is given
          --data DIR    the folder of the log, the keys and the read models
          --help        this text

        All settings: docs/operating.md
        """;

    /// <summary>Null when the words make no sense.</summary>
    public static string[]? ToSettings(IReadOnlyList<string> words)
    {
        List<string> settings = [];
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--demo")
            {
                settings.Add($"--{ApiOptions.Section}:{nameof(ApiOptions.Demo)}=true");
            }
            else if (word == "--data" && i + 1 < words.Count)
            {
                settings.Add($"--{ApiOptions.Section}:{nameof(ApiOptions.DataFolder)}={words[++i]}");
            }
            else if (word.StartsWith($"--{ApiOptions.Section}:", StringComparison.Ordinal) && word.Contains('=', StringComparison.Ordinal))
            {
                settings.Add(word);
            }
            else if (word.StartsWith($"--{ApiOptions.Section}:", StringComparison.Ordinal) && i + 1 < words.Count)
            {
                settings.Add($"{word}={words[++i]}");
            }
            else
            {
                return null;
            }
        }

        return [.. settings];
    }
}
