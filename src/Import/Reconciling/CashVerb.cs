using System.Globalization;
using System.Runtime.CompilerServices;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>Lists the days on which rebuilt cash differs from what was observed, household by household.</summary>
internal static class CashVerb
{
    /// <summary>Far more than any agency has; a service that never ends its pages ends the program.</summary>
    private const int PagesMax = 100_000;

    private const int HouseholdsAPage = 500;
    private const int DaysAPage = 1_000;

    private static readonly string[] Header =
        ["household", "account", "day", "start", "moved", "rebuilt", "observed", "difference", "line", "amount", "fact"];

    /// <returns>How the program ends.</returns>
    /// <exception cref="RpcException">The service cannot be reached or refuses.</exception>
    public static async Task<int> RunAsync(CashOptions options, CancellationToken cancel)
    {
        using var channel = options.Service.Connect();
        using var csv = options.Csv is { } path
            ? CsvList.Create(path, Header)
            : null;
        var counts = new CashDayCounts();
        await foreach (var subject in SubjectsAsync(channel, options, cancel))
        {
            Add(counts, await CompareAsync(channel, options, subject, csv, cancel));
        }

        Summarise(counts, options.Tolerance);
        return counts.Odd == 0 ? Exit.AllGood : Exit.SomeNot;
    }

    private static async IAsyncEnumerable<CashSubject> SubjectsAsync(
        ChannelBase channel, CashOptions options, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (options.Statement is { } statement)
        {
            foreach (var subject in CashSubject.InStatement(options.Open(), statement))
            {
                yield return subject;
            }

            yield break;
        }

        var account = options.Account is { } given ? OwnIds.Id(given) : "";
        if (options.Household is { } only)
        {
            yield return new CashSubject(OwnIds.Household(only), account) { OwnHousehold = only, OwnAccount = options.Account };
            yield break;
        }

        var households = new HouseholdService.HouseholdServiceClient(channel);
        var request = new ListHouseholdsRequest
        {
            Agency = $"agencies/{options.Service.Agency}", ShowClosed = true, PageSize = HouseholdsAPage,
        };
        for (var page = 0; page < PagesMax; page++)
        {
            var list = await options.Service.CallAsync(
                headers => households.ListHouseholdsAsync(request, headers, cancellationToken: cancel).ResponseAsync);
            foreach (var summary in list.Households)
            {
                yield return new CashSubject(summary.Household, account) { OwnAccount = options.Account };
            }

            if (list.NextPageToken.Length == 0)
            {
                yield break;
            }

            request.PageToken = list.NextPageToken;
        }

        throw Endless();
    }

    private static async Task<CashDayCounts> CompareAsync(
        ChannelBase channel, CashOptions options, CashSubject subject, CsvList? csv, CancellationToken cancel)
    {
        var reconciliations = new ReconciliationService.ReconciliationServiceClient(channel);
        var request = new ReconcileCashRequest
        {
            Household = subject.Household,
            FromDate = options.From,
            ToDate = options.To,
            AccountId = subject.Account,
            Tolerance = Cents.ToMoney(options.Tolerance, options.Service.Currency),
            DifferencesOnly = true,
            PageSize = DaysAPage,
        };
        for (var page = 0; page < PagesMax; page++)
        {
            var answer = await options.Service.CallAsync(
                headers => reconciliations.ReconcileCashAsync(request, headers, cancellationToken: cancel).ResponseAsync);
            foreach (var day in answer.Days.Where(day => day.Agreement == CashAgreement.Odd))
            {
                Tell(subject, answer.Household, day, csv);
            }

            if (answer.NextPageToken.Length == 0)
            {
                return answer.Counts;
            }

            request.PageToken = answer.NextPageToken;
        }

        throw Endless();
    }

    private static void Tell(CashSubject subject, string household, CashDay day, CsvList? csv)
    {
        var owner = subject.OwnHousehold ?? OwnIds.LastPart(subject.Household);
        var account = subject.OwnAccount ?? (day.AccountId.Length == 0 ? "cash" : day.AccountId);
        var (rebuilt, observed, difference) = (Text(day.Rebuilt), Text(day.Observed), Text(day.Difference));
        Console.Out.WriteLine(
            $"{OwnIds.Text(day.Date)}  household {owner}  account {account}  "
            + $"rebuilt {rebuilt}  observed {observed}  difference {difference}");
        csv?.Write(owner, account, OwnIds.Text(day.Date), Text(day.Start), Text(day.Moved), rebuilt, observed, difference, "", "", "");
        foreach (var line in day.Lines)
        {
            TellLine(Cents.Of(line.Amount) < 0 ? "expense" : "income", line.Amount, line.FactId);
        }

        foreach (var observation in day.Observations)
        {
            TellLine("balance", observation.Balance, observation.FactId);
        }

        void TellLine(string kind, Google.Type.Money amount, string fact) => csv?.Write(
            owner, account, OwnIds.Text(day.Date), "", "", "", "", "", kind, Text(amount), $"{household}/facts/{fact}");
    }

    private static void Add(CashDayCounts sum, CashDayCounts counts)
    {
        sum.Opening += counts.Opening;
        sum.Unobserved += counts.Unobserved;
        sum.Exact += counts.Exact;
        sum.WithinTolerance += counts.WithinTolerance;
        sum.Odd += counts.Odd;
    }

    private static void Summarise(CashDayCounts counts, int tolerance) => Console.Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"exact {counts.Exact}, within {Cents.Text(tolerance)} {counts.WithinTolerance}, odd {counts.Odd}; "
        + $"not observed {counts.Unobserved}"));

    private static string Text(Google.Type.Money? money) => Cents.Text(Cents.Of(money));

    private static InvalidDataException Endless() => new($"The service gave more than {PagesMax} pages.");
}
