namespace BudgetCoaching.Import;

/// <summary>A command line taken apart: options with a value, flags, at most one file, and all that is wrong with it.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> named = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    private Arguments()
    {
    }

    /// <summary>Every fault found so far; null: none.</summary>
    public string? Wrong => faults.Count == 0 ? null : string.Join("; ", faults);

    /// <summary>Null: none is named.</summary>
    public string? File { get; private set; }

    /// <param name="line">What was typed.</param>
    /// <param name="options">Known names that take a value; each may be given once.</param>
    /// <param name="flags">Known names that take none.</param>
    /// <param name="takesFile">Whether an argument without a name is a file.</param>
    public static Arguments Read(
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
                    read.Fault($"{text} must be given once, with a value");
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
                read.Fault($"{text} is not understood");
            }
        }

        return read;
    }

    /// <summary>Adds what is wrong, in words that name the option.</summary>
    public void Fault(string wrong) => faults.Add(wrong);

    /// <returns>Null when it was not given.</returns>
    public string? Value(string name) => named.GetValueOrDefault(name);

    public bool Has(string name) => named.ContainsKey(name);
}
