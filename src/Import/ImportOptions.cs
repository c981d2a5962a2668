namespace BudgetCoaching.Import;

/// <summary>What the command line asks for.</summary>
internal sealed record ImportOptions(string File, FileKind Kind, string Agency, string Actor)
{
    public const string Usage = """
        import FILE|- --kind households|charges|payments|income|expenses --agency ID --actor ID
               [--server http://127.0.0.1:5081] [--errors FILE] [--quiet]

        Example: import payments.csv --kind payments --agency aler --actor maria --errors refused.csv
        Imports a CSV file, or standard input for -, under the agency's own ids; importing it again changes nothing. The format is in
        docs/import.md.
        Ends with 0: everything stands in the books; 1: rows were refused; 2: wrong usage; 3: could not read, connect or write.
        """;

    private const int SlugLengthMax = 64;

    public Uri Server { get; init; } = new("http://127.0.0.1:5081");

    /// <summary>Where refused rows are told. Null: on standard error.</summary>
    public string? Errors { get; init; }

    /// <summary>No progress and no summary.</summary>
    public bool Quiet { get; init; }

    public Stream Open() => File == "-" ? Console.OpenStandardInput() : System.IO.File.OpenRead(File);

    /// <returns>The options, or what is wrong with the arguments.</returns>
    public static (ImportOptions? Options, string? Wrong) Read(IReadOnlyList<string> arguments)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        string? file = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--quiet":
                    named["--quiet"] = "";
                    break;
                case "--kind" or "--agency" or "--actor" or "--server" or "--errors":
                    if (i + 1 == arguments.Count || !named.TryAdd(arguments[i], arguments[i + 1]))
                    {
                        return (null, $"{arguments[i]} must be given once, with a value");
                    }

                    i++;
                    break;
                case var text when file is null && (text is "-" || !text.StartsWith('-')):
                    file = text;
                    break;
                default:
                    return (null, $"{arguments[i]} is not understood");
            }
        }

        return Read(file, named);
    }

    private static (ImportOptions? Options, string? Wrong) Read(string? file, Dictionary<string, string> named)
    {
        if (file is null)
        {
            return (null, "no file is named");
        }

        if (!named.TryGetValue("--agency", out var agency) || !named.TryGetValue("--actor", out var actor))
        {
            return (null, "--agency and --actor must be given");
        }

        if (!IsSlug(agency) || !IsSlug(actor))
        {
            return (null, "--agency and --actor must be 1 to 64 of a-z 0-9 - _ . and begin with a letter or digit");
        }

        if (KindOf(named.GetValueOrDefault("--kind", "")) is not { } kind)
        {
            return (null, "--kind must be households, charges, payments, income or expenses");
        }

        if (!Uri.TryCreate(named.GetValueOrDefault("--server", "http://127.0.0.1:5081"), UriKind.Absolute, out var server)
            || (server.Scheme != Uri.UriSchemeHttp && server.Scheme != Uri.UriSchemeHttps))
        {
            return (null, "--server must be an address such as http://127.0.0.1:5081");
        }

        return (
            new ImportOptions(file, kind, agency, actor)
            {
                Server = server, Errors = named.GetValueOrDefault("--errors"), Quiet = named.ContainsKey("--quiet"),
            },
            null);
    }

    /// <summary>As the service judges them; here too because other letters could not even be sent.</summary>
    private static bool IsSlug(string text) => text.Length is >= 1 and <= SlugLengthMax
        && text[0] is not ('-' or '_' or '.')
        && text.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.');

    private static FileKind? KindOf(string text) => text switch
    {
        "households" => FileKind.Households,
        "charges" => FileKind.Charges,
        "payments" => FileKind.Payments,
        "income" => FileKind.Income,
        "expenses" => FileKind.Expenses,
        _ => null,
    };
}
