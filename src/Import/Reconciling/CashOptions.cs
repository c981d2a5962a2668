using System.Globalization;
using BudgetCoaching.Import.Banks;
using Google.Type;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>Whose cash is compared with what was observed, and how closely.</summary>
internal sealed record CashOptions(Service Service)
{
    public const string Usage = $"""
        import reconcile cash --household ID|--all [--account ID] [--from DAY] [--to DAY] [--tolerance CENTS] [--csv FILE] CALLER
        import reconcile cash FILE|- --profile FILE.json|NAME [--household ID] [--account ID] [--from DAY] ... CALLER
               CALLER: {Service.Usage}

        Example: import reconcile cash --all --agency aler --actor maria --csv differences.csv
        Lists the days on which cash rebuilt from the books differs by more than the tolerance (10 cents) from what the bank says. Of a
        statement's FILE only the households and accounts in it are compared, and named as there.
        Ends with 0: none; 1: some; 2: wrong usage; 3: could not connect or write; 4: the service does not accept the caller.
        """;

    private const int ToleranceDefault = 10;

    /// <summary>The statement whose households and accounts are compared. Null: none.</summary>
    public string? File { get; init; }

    /// <summary>How it is read.</summary>
    public StatementOptions? Statement { get; init; }

    /// <summary>The agency's own id, or the UUID of a household enrolled by hand. Null: every household of the agency.</summary>
    public string? Household { get; init; }

    /// <summary>Number or UUID of the only account compared. Null: every one, and the cash at hand.</summary>
    public string? Account { get; init; }

    public Date? From { get; init; }

    public Date? To { get; init; }

    /// <summary>Cents; differences up to it count as rounding.</summary>
    public int Tolerance { get; init; } = ToleranceDefault;

    /// <summary>Where the list goes too. Null: nowhere.</summary>
    public string? Csv { get; init; }

    public Stream Open() => File == "-" ? Console.OpenStandardInput() : System.IO.File.OpenRead(File!);

    /// <returns>The options, or what is wrong with the arguments.</returns>
    public static (CashOptions? Options, string? Wrong) Read(IReadOnlyList<string> line)
    {
        var arguments = Arguments.Read(
            line,
            [.. StatementOptions.Names, "--from", "--to", "--tolerance", "--csv", .. Service.Options],
            ["--all"],
            takesFile: true);
        var service = Service.Read(arguments);
        StatementOptions? statement = null;
        if (arguments.File is not null)
        {
            statement = StatementOptions.Read(arguments);
            if (arguments.Has("--all"))
            {
                arguments.Fault("--all goes without a file");
            }
        }
        else if (arguments.Has("--household") == arguments.Has("--all") || arguments.Has("--profile"))
        {
            arguments.Fault("either --household or --all must be given, or a file and its --profile");
        }

        var isFromDay = TryDay(arguments.Value("--from"), out var from);
        if (!TryDay(arguments.Value("--to"), out var to) || !isFromDay)
        {
            arguments.Fault("--from and --to must be days such as 2026-03-05");
        }

        var tolerance = ToleranceDefault;
        if (arguments.Value("--tolerance") is { } cents
            && !int.TryParse(cents, NumberStyles.None, CultureInfo.InvariantCulture, out tolerance))
        {
            arguments.Fault("--tolerance must be a number of cents");
        }

        if (arguments.Wrong is { } wrong)
        {
            return (null, wrong);
        }

        return (
            new CashOptions(service!)
            {
                File = arguments.File,
                Statement = statement,
                Household = arguments.Value("--household"),
                Account = arguments.Value("--account"),
                From = from,
                To = to,
                Tolerance = tolerance,
                Csv = arguments.Value("--csv"),
            },
            null);
    }

    private static bool TryDay(string? text, out Date? day)
    {
        day = null;
        if (text is null)
        {
            return true;
        }

        var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed);
        day = read ? new Date { Year = parsed.Year, Month = parsed.Month, Day = parsed.Day } : null;
        return read;
    }
}
