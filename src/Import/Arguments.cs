namespace BudgetCoaching.Import;

/// <summary>A command line taken apart: options with a value, flags, and at most one file.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> named = new(StringComparer.Ordinal);

    private Arguments()
    {
    }

    /// <summary>Null: none is named.</summary>
    public string? File { get; private set; }

    /// <param name="line">What was typed.</param>
    /// <param name="options">Known names that take a value; each may be given once.</param>
    /// <param name="flags">Known names that take none.</param>
    /// <param name="takesFile">Whether an argument without a name is a file.</param>
    /// <returns>The arguments, or what is wrong with them.</returns>
    public static (Arguments? Read, string? Wrong) Read(
        IReadOnlyList<string> line, IReadOnlyList<string> options, IReadOnlyList<string> flags, bool takesFile)
    {
        var read = new Arguments();
        for (var i = 0; i < line.Count; i++)
        {
            var text = line[i];
            if (options.Contains(text, StringComparer.Ordinal))
            {
                if (i + 1 == line.Count || !read.named.TryAdd(text, line[i + 1]))
                {
                    return (null, $"{text} must be given once, with a value");
                }

                i++;
            }
            else if (flags.Contains(text, StringComparer.Ordinal))
            {
                read.named[text] = "";
            }
            else if (takesFile && read.File is null && (text == "-" || !text.StartsWith('-')))
            {
                read.File = text;
            }
            else
            {
                return (null, $"{text} is not understood");
            }
        }

        return (read, null);
    }

    /// <returns>Null when it was not given.</returns>
    public string? Value(string name) => named.GetValueOrDefault(name);

    public bool Has(string name) => named.ContainsKey(name);
}
