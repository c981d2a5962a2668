using System.Text;
using Grpc.Core;

namespace BudgetCoaching.Import;

/// <summary>
/// The token or API key that proves who calls (docs/access.md), from a file or the environment and never from the command line, where
/// every user of the machine can read it. Nothing shows its text. One import uses it, one call after the other.
/// </summary>
internal sealed class Secret
{
    public static readonly string[] Options = [.. Kinds.Select(kind => kind.Option)];

    /// <summary>Bytes; more than any header of a call may have.</summary>
    private const int LengthMax = 16 * 1024;

    private readonly Kind kind;
    private readonly string? file;
    private string text;

    private Secret(Kind kind, string? file, string text)
    {
        this.kind = kind;
        this.file = file;
        this.text = text;
    }

    private static Kind[] Kinds =>
    [
        new("--token-file", "BUDGET_COACHING_TOKEN", "authorization", "Bearer "),
        new("--api-key-file", "BUDGET_COACHING_API_KEY", "x-api-key", ""),
    ];

    /// <summary>Files named on the command line go before the environment. What is wrong becomes a fault of the arguments.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="environment">The value of a variable; null where it is not set.</param>
    /// <returns>Null where none is given, or where something is wrong with it.</returns>
    public static Secret? Read(Arguments arguments, Func<string, string?> environment)
    {
        var files = Kinds.Where(kind => arguments.Has(kind.Option)).ToList();
        var given = files.Count > 0 ? files : Kinds.Where(kind => environment(kind.Variable) is { Length: > 0 }).ToList();
        if (given.Count > 1)
        {
            arguments.Fault($"either {string.Join(" or ", given.Select(kind => files.Count > 0 ? kind.Option : kind.Variable))}, not both");
        }

        if (given.Count != 1)
        {
            return null;
        }

        var path = arguments.Value(given[0].Option);
        var (held, wrong) = path is null ? Judge(environment(given[0].Variable)!) : ReadFile(path);
        var secret = new Secret(given[0], path, held);
        if (wrong is not null)
        {
            arguments.Fault($"{secret} {wrong}");
            return null;
        }

        return secret;
    }

    public void AddTo(Metadata headers) => headers.Add(kind.Header, kind.Prefix + text);

    /// <summary>Reads the file again, after the service refused what it held.</summary>
    /// <returns>Whether it holds another by now.</returns>
    public bool Renew()
    {
        if (file is null || ReadFile(file) is not { Wrong: null, Text: var now } || string.Equals(now, text, StringComparison.Ordinal))
        {
            return false;
        }

        text = now;
        return true;
    }

    /// <summary>Where it comes from.</summary>
    public override string ToString() => file is null ? kind.Variable : kind.Option;

    private static (string Text, string? Wrong) ReadFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[LengthMax + 1];
            return Judge(Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return ("", $"cannot be read: {unreadable.Message}");
        }
    }

    private static (string Text, string? Wrong) Judge(string given) => given.Trim() switch
    {
        "" => ("", "is empty"),
        { Length: > LengthMax } => ("", $"is longer than {LengthMax} bytes"),
        var held when !held.All(letter => letter is > ' ' and <= '~') => ("", "must hold one line of visible ASCII characters"),
        var held => (held, null),
    };

    private sealed record Kind(string Option, string Variable, string Header, string Prefix);
}
