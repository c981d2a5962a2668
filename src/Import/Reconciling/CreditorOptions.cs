using BudgetCoaching.V1;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>Whose totals are compared with the books.</summary>
internal sealed record CreditorOptions(string File, string Creditor, Service Service)
{
    public const string Usage = $"""
        import reconcile creditor FILE|- --creditor ID [--from MONTH] [--to MONTH] [--charges-by issue|due] [--csv FILE] CALLER
               CALLER: {Service.Usage}

        Example: import reconcile creditor totals.csv --creditor aler --agency aler --actor maria
        Compares the creditor's own totals (month,charged,paid; a month is 2026-03) with the books and follows each difference to its lines.
        Ends with 0: all agree; 1: some differ; 2: wrong usage; 3: could not read, connect or write;
        4: the service does not accept the caller.
        """;

    /// <summary>First month compared, as 2026-03. Null: the earliest in the file.</summary>
    public string? From { get; init; }

    /// <summary>Last month compared. Null: the latest in the file.</summary>
    public string? To { get; init; }

    public ChargeMonth ChargesBy { get; init; } = ChargeMonth.IssueDate;

    /// <summary>Where the list goes too. Null: nowhere.</summary>
    public string? Csv { get; init; }

    public Stream Open() => File == "-" ? Console.OpenStandardInput() : System.IO.File.OpenRead(File);

    /// <returns>The options, or what is wrong with the arguments.</returns>
    public static (CreditorOptions? Options, string? Wrong) Read(IReadOnlyList<string> line)
    {
        var arguments = Arguments.Read(
            line, ["--creditor", "--from", "--to", "--charges-by", "--csv", .. Service.Options], [], takesFile: true);
        var service = Service.Read(arguments);
        var creditor = arguments.Value("--creditor");
        if (arguments.File is null || creditor is null)
        {
            arguments.Fault("a file and --creditor must be given");
        }

        if (!IsMonth(arguments.Value("--from")) || !IsMonth(arguments.Value("--to")))
        {
            arguments.Fault("--from and --to must be months such as 2026-03");
        }

        if (arguments.Value("--charges-by") is not (null or "issue" or "due"))
        {
            arguments.Fault("--charges-by must be issue or due");
        }

        if (arguments.Wrong is { } wrong)
        {
            return (null, wrong);
        }

        return (
            new CreditorOptions(arguments.File!, creditor!, service!)
            {
                From = arguments.Value("--from"),
                To = arguments.Value("--to"),
                ChargesBy = arguments.Value("--charges-by") == "due" ? ChargeMonth.DueDate : ChargeMonth.IssueDate,
                Csv = arguments.Value("--csv"),
            },
            null);
    }

    private static bool IsMonth(string? text) => text is null || StatedTotals.IsMonth(text);
}
