using System.Text;

namespace BudgetCoaching.Transcoding.Http;

/// <summary>
/// The path of a rule, such as <c>/v1/{household=households/*}/facts/{fact_id}:correct</c>. A <c>*</c> stands for one segment, a
/// <c>**</c>, only at the end, for all that are left. What follows the last segment after a colon is the verb.
/// </summary>
internal sealed class PathTemplate
{
    private readonly IReadOnlyList<TemplatePart> parts;

    internal PathTemplate(string text, IReadOnlyList<TemplatePart> parts, IReadOnlyList<TemplateVariable> variables, string verb)
    {
        (Text, this.parts, Variables, Verb) = (text, parts, variables, verb);
        Shape = MakeShape(parts, verb);
    }

    public string Text { get; }

    public IReadOnlyList<TemplatePart> Parts => parts;

    /// <summary>In the order of the path; the values of <see cref="Match"/> stand in the same one.</summary>
    public IReadOnlyList<TemplateVariable> Variables { get; }

    /// <summary>Empty: none.</summary>
    public string Verb { get; }

    /// <summary>The template without its names: two of one shape match the same paths.</summary>
    public string Shape { get; }

    /// <exception cref="FormatException">The text is no template; the message says where.</exception>
    public static PathTemplate Parse(string text) => new TemplateReader(text).Read();

    /// <summary>The values of the variables, percent-decoded; null when the path is another.</summary>
    /// <param name="path">As it came, still encoded: an encoded slash or colon parts nothing.</param>
    /// <param name="colonWords">After these a colon begins no verb.</param>
    public string[]? Match(ReadOnlySpan<char> path, IReadOnlyList<string> colonWords)
    {
        if (Verb.Length == 0 && parts[^1].Kind == TemplatePartKind.Any && EndsInVerb(path, colonWords))
        {
            return null;
        }

        if (Verb.Length > 0)
        {
            if (path.Length <= Verb.Length + 1 || !path.EndsWith(Verb, StringComparison.Ordinal) || path[^(Verb.Length + 1)] != ':')
            {
                return null;
            }

            path = path[..^(Verb.Length + 1)];
        }

        Span<Range> bounds = stackalloc Range[parts.Count];
        return TryAlign(path, bounds) ? Values(path, bounds) : null;
    }

    public override string ToString() => Text;

    private static bool EndsInVerb(ReadOnlySpan<char> path, IReadOnlyList<string> colonWords)
    {
        var last = path[(path.LastIndexOf('/') + 1)..];
        var colon = last.LastIndexOf(':');
        if (colon < 0)
        {
            return false;
        }

        foreach (var word in colonWords)
        {
            if (last[..colon].SequenceEqual(word))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds where each part lies in the path.</summary>
    private bool TryAlign(ReadOnlySpan<char> path, Span<Range> bounds)
    {
        var at = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Kind == TemplatePartKind.Rest)
            {
                // Nothing at all, or a slash and what follows.
                if (at < path.Length && path[at] != '/')
                {
                    return false;
                }

                bounds[i] = Math.Min(at + 1, path.Length)..path.Length;
                return true;
            }

            if (at >= path.Length || path[at] != '/')
            {
                return false;
            }

            var start = at + 1;
            var length = path[start..].IndexOf('/');
            at = length < 0 ? path.Length : start + length;
            var segment = path[start..at];
            if (segment.IsEmpty || (parts[i].Kind == TemplatePartKind.Literal && !segment.SequenceEqual(parts[i].Literal)))
            {
                return false;
            }

            bounds[i] = start..at;
        }

        return at == path.Length;
    }

    private string[] Values(ReadOnlySpan<char> path, ReadOnlySpan<Range> bounds)
    {
        if (Variables.Count == 0)
        {
            return [];
        }

        var values = new string[Variables.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var variable = Variables[i];
            var raw = path[bounds[variable.FirstPart].Start..bounds[variable.LastPart].End];
            values[i] = Decode(raw, keepSlashes: !variable.IsOneSegment(parts));
        }

        return values;
    }

    /// <param name="keepSlashes">In a value of several segments an encoded slash stays encoded, or it would part them.</param>
    private static string Decode(ReadOnlySpan<char> raw, bool keepSlashes)
    {
        var text = raw.ToString();
        if (!raw.Contains('%'))
        {
            return text;
        }

        if (keepSlashes)
        {
            text = text.Replace("%2F", "%252F", StringComparison.Ordinal).Replace("%2f", "%252f", StringComparison.Ordinal);
        }

        return Uri.UnescapeDataString(text);
    }

    private static string MakeShape(IReadOnlyList<TemplatePart> parts, string verb)
    {
        var shape = new StringBuilder();
        foreach (var part in parts)
        {
            shape.Append('/').Append(part.Kind switch
            {
                TemplatePartKind.Any => "*",
                TemplatePartKind.Rest => "**",
                _ => part.Literal,
            });
        }

        return verb.Length == 0 ? shape.ToString() : shape.Append(':').Append(verb).ToString();
    }
}

internal enum TemplatePartKind
{
    Literal,

    /// <summary>One segment, <c>*</c>.</summary>
    Any,

    /// <summary>All that are left, none included: <c>**</c>.</summary>
    Rest,
}

/// <param name="Literal">Null unless the part is one.</param>
internal readonly record struct TemplatePart(TemplatePartKind Kind, string? Literal);

/// <summary>What a stretch of the path is called.</summary>
/// <param name="Field">Path of the request's field, parted by points.</param>
internal sealed record TemplateVariable(string Field, int FirstPart, int LastPart)
{
    public bool IsOneSegment(IReadOnlyList<TemplatePart> parts) =>
        FirstPart == LastPart && parts[FirstPart].Kind != TemplatePartKind.Rest;
}
