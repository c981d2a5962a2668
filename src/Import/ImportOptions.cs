using BudgetCoaching.Import.Banks;

namespace BudgetCoaching.Import;

/// <summary>What the command line asks to import.</summary>
internal sealed record ImportOptions(string File, FileKind Kind, Service Service)
{
    public const string Usage = $"""
        import FILE|- --kind households|charges|payments|income|expenses [--errors FILE] [--quiet] CALLER
        import FILE|- --kind bank --profile FILE.json|NAME [--household ID] [--account ID] [--enrol] [--errors FILE] [--quiet] CALLER
               CALLER: {Service.Usage}

        Example: import payments.csv --kind payments --agency aler --actor maria --errors refused.csv
        Imports a CSV file, or standard input for -, under the agency's own ids; importing it again changes nothing. The format is in
        docs/import.md.
        Ends with 0: everything stands in the books; 1: rows were refused; 2: wrong usage; 3: could not read, connect or write;
        4: the service does not accept the caller.
        """;

    /// <summary>Where refused rows are told. Null: on standard error.</summary>
    public string? Errors { get; init; }

    /// <summary>No progress and no summary.</summary>
    public bool Quiet { get; init; }

    /// <summary>Of a statement; null for other kinds.</summary>
    public StatementOptions? Statement { get; init; }

    public FileFormat Format => Statement?.Profile.Format ?? FileFormat.Of(Kind, Service.Currency);

    public Stream Open() => File == "-" ? Console.OpenStandardInput() : System.IO.File.OpenRead(File);

    /// <returns>The options, or what is wrong with the arguments.</returns>
    /// <exception cref="IOException">A profile cannot be read.</exception>
    public static (ImportOptions? Options, string? Wrong) Read(IReadOnlyList<string> line)
    {
        var arguments = Arguments.Read(
            line, ["--kind", "--errors", .. StatementOptions.Names, .. Service.Options], ["--quiet", "--enrol"], takesFile: true);
        if (arguments.File is null)
        {
            arguments.Fault("no file is named");
        }

        var kind = KindOf(arguments.Value("--kind"));
        if (kind is null)
        {
            arguments.Fault($"--kind must be {Kinds}");
        }
        else if (kind != FileKind.Bank && StatementOptions.Names.Append("--enrol").FirstOrDefault(arguments.Has) is { } misplaced)
        {
            arguments.Fault($"{misplaced} goes with --kind bank");
        }

        var service = Service.Read(arguments);
        var statement = kind == FileKind.Bank ? StatementOptions.Read(arguments) : null;
        return arguments.Wrong is { } wrong
            ? (null, wrong)
            : (new ImportOptions(arguments.File!, kind!.Value, service!)
            {
                Errors = arguments.Value("--errors"), Quiet = arguments.Has("--quiet"), Statement = statement,
            }, null);
    }

    private const string Kinds =
        "households, charges, payments, income, expenses, income-entries, planned-expenses, occurrences or bank";

    private static FileKind? KindOf(string? text) => text switch
    {
        "households" => FileKind.Households,
        "charges" => FileKind.Charges,
        "payments" => FileKind.Payments,
        "income" => FileKind.Income,
        "expenses" => FileKind.Expenses,
        "income-entries" => FileKind.IncomeEntries,
        "planned-expenses" => FileKind.PlannedExpenses,
        "occurrences" => FileKind.Occurrences,
        "bank" => FileKind.Bank,
        _ => null,
    };
}
