using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Api.Tests.Bulk;

/// <summary>Rows as an agency's programme would make them, and a caller that sends them.</summary>
internal static class Batch
{
    /// <summary>A whole batch ends within this time, or the test fails.</summary>
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(60);

    /// <summary>The same rows for the same seed: what is made anew stands for the same file read again.</summary>
    public static Guid Id(string seed, int number) => Events.EventIds.NameBased(Guid.Empty, $"{seed} {number}");

    public static string Household(string seed, int number = 0) => $"households/{Id(seed, number)}";

    public static ImportFactsRequest Enrolment(long row, Guid household) => new()
    {
        Row = row,
        EnrolHousehold = new EnrolHouseholdRequest
        {
            HouseholdId = household.ToString(), Agency = RunningService.Agency, EnrolmentDate = Day(1), DisplayName = "Famiglia Esempio",
        },
    };

    public static ImportFactsRequest Charge(long row, Guid household, Guid charge, long euro = 100) => new()
    {
        Row = row,
        PostCharge = new PostChargeRequest { Household = $"households/{household}", ChargeId = charge.ToString(), Charge = RentOf(euro) },
    };

    public static Charge RentOf(long euro) => new()
    {
        IssueDate = Day(2), DueDate = Day(5), Creditor = "aler", Kind = ChargeKind.Rent, Amount = new DebtAmount { Capital = Euro(euro) },
    };

    /// <summary>Sends all rows while reading the answers, and half-closes.</summary>
    public static async Task<List<ImportFactsResponse>> ImportAsync(RunningService service, IEnumerable<ImportFactsRequest> rows)
    {
        var client = new BulkService.BulkServiceClient(service.Channel);
        using var call = client.ImportFacts(RunningService.Headers, DateTime.UtcNow + Max);
        var answers = ReadAsync(call.ResponseStream);
        foreach (var row in rows)
        {
            await call.RequestStream.WriteAsync(row);
        }

        await call.RequestStream.CompleteAsync();
        return await answers;
    }

    public static async Task<List<ImportFactsResponse>> ReadAsync(IAsyncStreamReader<ImportFactsResponse> stream)
    {
        var answers = new List<ImportFactsResponse>();
        await foreach (var answer in stream.ReadAllAsync())
        {
            answers.Add(answer);
        }

        return answers;
    }

    /// <summary>Every event of a household, without its place in the log.</summary>
    public static async Task<List<ReplayHouseholdResponse>> EventsAsync(RunningService service, string household)
    {
        using var call = new HouseholdService.HouseholdServiceClient(service.Channel)
            .ReplayHousehold(new ReplayHouseholdRequest { Household = household });
        var events = new List<ReplayHouseholdResponse>();
        await foreach (var happened in call.ResponseStream.ReadAllAsync())
        {
            events.Add(happened);
        }

        return events;
    }

    public static Google.Type.Date Day(int day) => new() { Year = 2025, Month = 2, Day = day };

    public static Google.Type.Money Euro(long units) => new() { CurrencyCode = "EUR", Units = units };
}
