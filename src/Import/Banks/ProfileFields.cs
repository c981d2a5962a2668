using System.Text.Json;

namespace BudgetCoaching.Import.Banks;

/// <summary>
/// An object of a profile. Everything that is wrong is noted with its path, and something of the right type returned, so that all faults
/// are told at once; a member that was not asked for is one.
/// </summary>
internal sealed class ProfileFields(JsonElement element, string path, List<string> faults)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public void Fault(string name, string message) => faults.Add($"{PathOf(name)} {message}");

    public bool Has(string name) => Find(name) is not null;

    /// <returns>Null when absent.</returns>
    public string? Text(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        Fault(name, "must be a text that is not empty");
        return null;
    }

    public string Required(string name)
    {
        if (!Has(name))
        {
            Fault(name, "is required");
        }

        return Text(name) ?? "";
    }

    /// <returns>Null when absent.</returns>
    public char? Sign(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (text.Length == 1 && (char.IsAscii(text[0]) || text[0] == '\u00A0') && !char.IsAsciiLetterOrDigit(text[0]))
        {
            return text[0];
        }

        Fault(name, "must be one sign such as ; or , or .");
        return null;
    }

    public bool Flag(string name, bool absent)
    {
        if (Find(name) is not { } value)
        {
            return absent;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fault(name, "must be true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    /// <returns>0 when absent.</returns>
    public int Number(string name, int max)
    {
        if (Find(name) is not { } value)
        {
            return 0;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 && number <= max)
        {
            return number;
        }

        Fault(name, $"must be a whole number from 0 to {max}");
        return 0;
    }

    /// <returns>The texts of a list, or a text alone; empty when absent.</returns>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return Text(name) is { } text ? [text] : [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            && value.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String && part.GetString()!.Length > 0))
        {
            return [.. value.EnumerateArray().Select(part => part.GetString()!)];
        }

        Fault(name, "must be a text or a list of texts that are not empty");
        return [];
    }

    public IReadOnlyList<string> RequiredTexts(string name)
    {
        if (!Has(name))
        {
            Fault(name, "is required");
        }

        return Texts(name);
    }

    /// <returns>Null when absent, or no object.</returns>
    public ProfileFields? Object(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new ProfileFields(value, PathOf(name), faults);
        }

        Fault(name, "must be an object");
        return null;
    }

    public ProfileFields? RequiredObject(string name)
    {
        if (!Has(name))
        {
            Fault(name, "is required");
        }

        return Object(name);
    }

    /// <summary>The names of all members, where they are the profile's own to choose.</summary>
    public IEnumerable<string> Names() => element.EnumerateObject().Select(member => member.Name).ToList();

    /// <summary>Notes members that nobody asked for: a slip in a name would lose what it says.</summary>
    public void End()
    {
        foreach (var unknown in Names().Where(name => !asked.Contains(name)))
        {
            Fault(unknown, "is not known");
        }
    }

    private JsonElement? Find(string name)
    {
        asked.Add(name);
        return element.TryGetProperty(name, out var value) ? value : null;
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
