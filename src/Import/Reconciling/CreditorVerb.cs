using System.Globalization;
using BudgetCoaching.V1;
using Grpc.Core;
using Part = BudgetCoaching.V1.ReconcileCreditorResponse.PartOneofCase;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>Compares a creditor's own totals with the books and shows the lines behind each month that differs.</summary>
internal static class CreditorVerb
{
    private static readonly string[] Header =
        ["month", "household", "what", "ours", "theirs", "difference", "line", "date", "amount", "fact"];

    /// <returns>How the program ends.</returns>
    /// <exception cref="RpcException">The service cannot be reached or refuses.</exception>
    public static async Task<int> RunAsync(CreditorOptions options, CancellationToken cancel)
    {
        var readable = true;
        var totals = StatedTotals.Read(options.Open(), options.Service.Currency, Refuse);
        if (!readable || totals.Count == 0)
        {
            Console.Error.WriteLine(readable ? "The file states no totals." : "Nothing was compared.");
            return Exit.CouldNot;
        }

        using var channel = options.Service.Connect();
        using var csv = options.Csv is { } path ? CsvList.Create(path, Header) : null;
        using var call = new ReconciliationService.ReconciliationServiceClient(channel).ReconcileCreditor(
            RequestOf(options, totals), options.Service.Headers, cancellationToken: cancel);
        var month = new MonthComparison();
        var differing = 0;
        while (await call.ResponseStream.MoveNext(cancel))
        {
            var part = call.ResponseStream.Current;
            switch (part.PartCase)
            {
                case Part.Month:
                    month = part.Month;
                    Tell(month, csv);
                    break;
                case Part.Lines:
                    Tell(month, part.Lines, csv);
                    break;
                case Part.Summary:
                    differing = part.Summary.DifferingMonthCount;
                    Summarise(part.Summary);
                    break;
                default:
                    break;
            }
        }

        return differing == 0 ? Exit.AllGood : Exit.SomeNot;

        void Refuse(Refusal why)
        {
            readable = false;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"row {why.Row}: {why.Field} {why.Message}"));
        }
    }

    private static ReconcileCreditorRequest RequestOf(CreditorOptions options, IReadOnlyList<StatedTotal> totals)
    {
        var request = new ReconcileCreditorRequest
        {
            Agency = $"agencies/{options.Service.Agency}",
            Creditor = options.Creditor,
            FromMonth = options.From ?? totals.Min(total => total.Month),
            ToMonth = options.To ?? totals.Max(total => total.Month),
            ChargeMonth = options.ChargesBy,
        };
        request.StatedTotals.Add(totals.Where(total =>
            string.CompareOrdinal(total.Month, request.FromMonth) >= 0 && string.CompareOrdinal(total.Month, request.ToMonth) <= 0));
        return request;
    }

    private static void Tell(MonthComparison month, CsvList? csv)
    {
        var whose = month.Household.Length == 0 ? "" : $"  household {OwnIds.LastPart(month.Household)}";
        Console.Out.WriteLine($"{month.Month}{whose}{(month.Unstated ? "  not stated by the creditor" : "")}");
        foreach (var (what, total) in Totals(month).Where(compared => Cents.Of(compared.Total.Difference) is not (null or 0)))
        {
            var (ours, theirs, difference) = (Text(total.Ours), Text(total.Theirs), Text(total.Difference));
            Console.Out.WriteLine($"  {what}: ours {ours}, theirs {(theirs.Length == 0 ? "none" : theirs)}, difference {difference}");
            csv?.Write(month.Month, OwnIds.LastPart(month.Household), what, ours, theirs, difference, "", "", "", "");
        }
    }

    private static void Tell(MonthComparison month, ReconciledLines lines, CsvList? csv)
    {
        foreach (var line in lines.Lines)
        {
            var (kind, date, amount) = (KindOf(line.Kind), OwnIds.Text(line.Date), Text(line.Amount));
            Console.Out.WriteLine($"    {kind}  {date}  {amount}  {line.Fact}");
            csv?.Write(month.Month, OwnIds.LastPart(month.Household), "", "", "", "", kind, date, amount, line.Fact);
        }
    }

    private static void Summarise(CreditorReconciliation summary)
    {
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"months compared {summary.ComparedMonthCount}, differing {summary.DifferingMonthCount}; households {summary.HouseholdCount}"));
    }

    private static IEnumerable<(string What, ComparedTotal Total)> Totals(MonthComparison month)
    {
        foreach (var (what, total) in new[] { ("charged", month.Charged), ("paid", month.Paid), ("credited", month.Credited) })
        {
            if (total is not null)
            {
                yield return (what, total);
            }
        }
    }

    private static string KindOf(ReconciledLineKind kind) => kind switch
    {
        ReconciledLineKind.Charge => "charge",
        ReconciledLineKind.InterestAndCosts => "interest and costs",
        ReconciledLineKind.Payment => "payment",
        ReconciledLineKind.Reversal => "reversal",
        ReconciledLineKind.Refund => "refund",
        ReconciledLineKind.Credit => "credit",
        _ => "line",
    };

    private static string Text(Google.Type.Money? money) => Cents.Text(Cents.Of(money));
}
