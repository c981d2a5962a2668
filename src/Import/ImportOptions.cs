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
        Ends with 0: everything stands in the books; 1: rows were refused; 2: wrong usage; 3: could not read, connect or write.
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
        var (arguments, wrong) = Arguments.Read(
            line, ["--kind", "--errors", .. StatementOptions.Names, .. Service.Options], ["--quiet", "--enrol"], takesFile: true);
        if (arguments is null)
        {
            return (null, wrong);
        }

        if (arguments.File is null)
        {
            return (null, "no file is named");
        }

        var (service, wrongService) = Service.Read(arguments);
        if (service is null)
        {
            return (null, wrongService);
        }

        if (KindOf(arguments.Value("--kind")) is not { } kind)
        {
            return (null, $"--kind must be {Kinds}");
        }

        var options = new ImportOptions(arguments.File, kind, service)
        {
            Errors = arguments.Value("--errors"), Quiet = arguments.Has("--quiet"),
        };
        if (kind == FileKind.Bank)
        {
            var (statement, wrongStatement) = StatementOptions.Read(arguments, service);
            return statement is null ? (null, wrongStatement) : (options with { Statement = statement }, null);
        }

        return StatementOptions.Names.Append("--enrol").FirstOrDefault(arguments.Has) is { } misplaced
            ? (null, $"{misplaced} goes with --kind bank")
            : (options, null);
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
