namespace BudgetCoaching.Import.Banks;

/// <summary>Profiles beside the program, and files of the user's own.</summary>
internal static class ShippedProfiles
{
    private const string Ending = ".json";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "profiles");

    /// <param name="text">Name of a shipped profile, or a file that ends in .json.</param>
    /// <returns>The profile, or null and what is wrong.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (BankProfile? Profile, string? Wrong) Find(string text)
    {
        var isFile = text.EndsWith(Ending, StringComparison.Ordinal);
        var names = Names();
        if (!isFile && !names.Contains(text, StringComparer.Ordinal))
        {
            return (null, $"--profile must be a file that ends in {Ending}, or one of {string.Join(", ", names)}");
        }

        var (profile, faults) = ProfileReader.Read(File.ReadAllBytes(isFile ? text : Path.Combine(Folder, text + Ending)));
        return profile is null
            ? (null, string.Join('\n', faults.Select(fault => $"profile {text}: {fault}")))
            : (profile, null);
    }

    public static IReadOnlyList<string> Names() => [.. Directory.EnumerateFiles(Folder, "*" + Ending)
        .Select(Path.GetFileNameWithoutExtension)
        .OfType<string>()
        .Order(StringComparer.Ordinal)];
}
