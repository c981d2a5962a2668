using System.Text.RegularExpressions;

namespace BudgetCoaching.Transcoding.Tests;

/// <summary>A path template with its names taken away, by a few words of its own: templates of one shape match the same paths.</summary>
internal static partial class Shapes
{
    public static string Of(string template) => Variable().Replace(template, variable =>
        variable.Groups["segments"].Success ? variable.Groups["segments"].Value : "*");

    [GeneratedRegex(@"\{[^}=]+(=(?<segments>[^}]+))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
