using System.Globalization;

namespace BudgetCoaching.Transcoding.Http;

/// <summary>
/// Reads the grammar of <c>google.api.http</c>: <c>"/" Segment {"/" Segment} [":" Verb]</c>, where a segment is <c>*</c>, <c>**</c>, a
/// literal, or <c>{field.path}</c> or <c>{field.path=segments}</c>.
/// </summary>
internal sealed class TemplateReader(string text)
{
    private readonly List<TemplatePart> parts = [];
    private readonly List<TemplateVariable> variables = [];
    private int at;

    public PathTemplate Read()
    {
        Expect('/');
        ReadSegments(insideVariable: false);
        var verb = "";
        if (TryTake(':'))
        {
            verb = ReadLiteral("a verb");
        }

        if (at < text.Length)
        {
            throw Fault("nothing more");
        }

        if (parts.FindIndex(part => part.Kind == TemplatePartKind.Rest) is var rest && rest >= 0 && rest < parts.Count - 1)
        {
            throw new FormatException($"Path template '{text}': '**' must be the last segment.");
        }

        return variables.DistinctBy(v => v.Field, StringComparer.Ordinal).Count() == variables.Count
            ? new PathTemplate(text, parts, variables, verb)
            : throw new FormatException($"Path template '{text}': a variable is named twice.");
    }

    private void ReadSegments(bool insideVariable)
    {
        do
        {
            ReadSegment(insideVariable);
        }
        while (TryTake('/'));
    }

    private void ReadSegment(bool insideVariable)
    {
        if (TryTake('*'))
        {
            parts.Add(new TemplatePart(TryTake('*') ? TemplatePartKind.Rest : TemplatePartKind.Any, null));
        }
        else if (!insideVariable && TryTake('{'))
        {
            ReadVariable();
        }
        else
        {
            parts.Add(new TemplatePart(TemplatePartKind.Literal, ReadLiteral("a segment")));
        }
    }

    private void ReadVariable()
    {
        var first = parts.Count;
        var start = at;
        do
        {
            ReadName();
        }
        while (TryTake('.'));

        var field = text[start..at];
        if (TryTake('='))
        {
            ReadSegments(insideVariable: true);
        }
        else
        {
            parts.Add(new TemplatePart(TemplatePartKind.Any, null));
        }

        Expect('}');
        variables.Add(new TemplateVariable(field, first, parts.Count - 1));
    }

    private void ReadName()
    {
        if (at == text.Length || !(char.IsAsciiLetter(text[at]) || text[at] == '_'))
        {
            throw Fault("a field's name");
        }

        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }
    }

    /// <summary>Letters, digits and the marks that a URL carries unencoded.</summary>
    private string ReadLiteral(string what)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_' or '.' or '~'))
        {
            at++;
        }

        return at > start ? text[start..at] : throw Fault(what);
    }

    private bool TryTake(char wanted)
    {
        if (at < text.Length && text[at] == wanted)
        {
            at++;
            return true;
        }

        return false;
    }

    private void Expect(char wanted)
    {
        if (!TryTake(wanted))
        {
            throw Fault($"'{wanted}'");
        }
    }

    private FormatException Fault(string wanted) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Path template '{text}': expected {wanted} at {at}."));
}
