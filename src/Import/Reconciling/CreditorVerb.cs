using System.Globalization;
using BudgetCoaching.V1;
using Grpc.Core;
using Part = BudgetCoaching.V1.ReconcileCreditorResponse.PartOneofCase;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>Compares a creditor's own totals with the books and shows the lines behind each month that differs.</summary>
internal static class CreditorVerb
{
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
        var stated = await StatedHouseholds.FindAsync(
            channel, options.Service, totals.Select(total => total.Household).Where(id => id.Length > 0), cancel);
        using var csv = options.Csv is { } path ? CsvList.Create(path, CreditorReport.Header) : null;
        var report = new CreditorReport(stated.OwnIds, csv);
        foreach (var unknown in stated.Unknown)
        {
            report.AddUnknown(unknown);
        }

        var request = RequestOf(options, totals, stated);
        var differing = await options.Service.CallAsync(headers => CompareAsync(channel, headers, request, report, cancel));
        return differing == 0 && stated.Unknown.Count == 0 ? Exit.AllGood : Exit.SomeNot;

        void Refuse(Refusal why)
        {
            readable = false;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"row {why.Row}: {why.Field} {why.Message}"));
        }
    }

    /// <returns>How many months differ.</returns>
    private static async Task<int> CompareAsync(
        ChannelBase channel, Metadata headers, ReconcileCreditorRequest request, CreditorReport report, CancellationToken cancel)
    {
        if (request.StatedTotals.Count == 0)
        {
            Console.Out.WriteLine("Nothing was compared.");
            return 0;
        }

        using var call = new ReconciliationService.ReconciliationServiceClient(channel).ReconcileCreditor(
            request, headers, cancellationToken: cancel);
        var differing = 0;
        while (await call.ResponseStream.MoveNext(cancel))
        {
            var part = call.ResponseStream.Current;
            switch (part.PartCase)
            {
                case Part.Month:
                    report.Add(part.Month);
                    break;
                case Part.Lines:
                    report.Add(part.Lines);
                    break;
                case Part.Summary:
                    report.TellHeld();
                    differing = part.Summary.DifferingMonthCount;
                    Summarise(part.Summary);
                    break;
                default:
                    break;
            }
        }

        return differing;
    }

    private static ReconcileCreditorRequest RequestOf(
        CreditorOptions options, IReadOnlyList<StatedTotal> totals, StatedHouseholds stated)
    {
        var request = new ReconcileCreditorRequest
        {
            Agency = $"agencies/{options.Service.Agency}",
            Creditor = options.Creditor,
            FromMonth = options.From ?? totals.Min(total => total.Month),
            ToMonth = options.To ?? totals.Max(total => total.Month),
            ChargeMonth = options.ChargesBy,
        };
        var unknown = stated.Unknown.ToHashSet(StringComparer.Ordinal);
        foreach (var total in totals)
        {
            if (!unknown.Contains(total.Household)
                && string.CompareOrdinal(total.Month, request.FromMonth) >= 0
                && string.CompareOrdinal(total.Month, request.ToMonth) <= 0)
            {
                var asked = total.Clone();
                asked.Household = total.Household.Length == 0 ? "" : OwnIds.Household(total.Household);
                request.StatedTotals.Add(asked);
            }
        }

        return request;
    }

    private static void Summarise(CreditorReconciliation summary)
    {
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"months compared {summary.ComparedMonthCount}, differing {summary.DifferingMonthCount}; households {summary.HouseholdCount}"));
    }
}
