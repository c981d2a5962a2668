using System.Globalization;

namespace BudgetCoaching.Application;

/// <summary>A stream's version as an entity tag: <c>"12"</c>, with the quotes.</summary>
public static class Etag
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static bool TryParse(string? text, out long version)
    {
        version = 0;
        return text is ['"', .. var digits, '"']
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out version)
            && Of(version) == text;
    }
}
