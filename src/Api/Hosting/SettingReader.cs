using System.Globalization;

namespace BudgetCoaching.Api.Hosting;

/// <summary>Reads settings by name and remembers which there are, so that a misspelt name is a fault and not silence.</summary>
internal sealed class SettingReader(IConfigurationSection section)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> malformed = [];

    /// <summary>All that was asked for.</summary>
    public IReadOnlyCollection<string> Known => known;

    /// <summary>What stands between &lt; and &gt; in the examples says what to put there, and is no value.</summary>
    public string Text(string name, string absent)
    {
        known.Add(name);
        var text = section[name] ?? absent;
        return text is ['<', .., '>'] ? Malformed(name, $"your own value in place of {text}", absent) : text;
    }

    public int Number(string name, int absent)
    {
        known.Add(name);
        if (section[name] is not { } text)
        {
            return absent;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : Malformed(name, "a whole number", absent);
    }

    public bool Flag(string name, bool absent)
    {
        known.Add(name);
        if (section[name] is not { } text)
        {
            return absent;
        }

        return bool.TryParse(text, out var flag) ? flag : Malformed(name, "true or false", absent);
    }

    public TChoice Choice<TChoice>(string name, TChoice absent)
        where TChoice : struct, Enum
    {
        known.Add(name);
        if (section[name] is not { } text)
        {
            return absent;
        }

        return Enum.GetNames<TChoice>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<TChoice>(text, ignoreCase: true)
            : Malformed(name, $"one of {string.Join(", ", Enum.GetNames<TChoice>()).ToLowerInvariant()}", absent);
    }

    /// <summary>Values of the wrong form, in the order of reading, then names that nobody asked for, by name.</summary>
    public IReadOnlyList<string> Faults() =>
    [
        .. malformed,
        .. section.AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null && !known.Contains(setting.Key))
            .Select(setting => setting.Key)
            .Order(StringComparer.Ordinal)
            .Select(name => $"{section.Path}:{name} is not a setting; docs/operating.md lists them all."),
    ];

    private T Malformed<T>(string name, string form, T absent)
    {
        malformed.Add($"{section.Path}:{name} must be {form}.");
        return absent;
    }
}
