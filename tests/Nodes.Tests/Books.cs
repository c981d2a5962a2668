using System.Globalization;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>What the tests write and read, on whatever node.</summary>
internal sealed class Books(IReadOnlyList<ServiceNode> nodes, IReadOnlyDictionary<string, Metadata> keys)
{
    /// <summary>No other text of a test holds it.</summary>
    public const string Marker = "Marcatore";

    /// <summary>What a caller sends who acts in a role.</summary>
    public IReadOnlyDictionary<string, Metadata> Keys => keys;

    public Books(ThreeNodes cluster)
        : this(cluster.Nodes, cluster.Keys)
    {
    }

    public async Task<string> EnrolAsync(int node, string name = Marker)
    {
        var request = new EnrolHouseholdRequest
        {
            Agency = TestAgency.Name,
            HouseholdId = NewId(),
            RequestId = NewId(),
            DisplayName = name,
            EnrolmentDate = new Google.Type.Date { Year = 2025, Month = 1, Day = 1 },
        };
        await Calls.TriedAsync(nodes, node, async at =>
            await new HouseholdService.HouseholdServiceClient(at.Channel).EnrolHouseholdAsync(request, Consultant));
        return $"households/{request.HouseholdId}";
    }

    /// <summary>A payment of one euro under ids of its own, tried until a node has it.</summary>
    public Task<FactReceipt> PayAsync(int node, string household)
    {
        var request = Payment(household);
        return Calls.TriedAsync(nodes, node, async at =>
            await new LedgerService.LedgerServiceClient(at.Channel).RecordPaymentAsync(request, Consultant));
    }

    /// <summary>The same without trying again.</summary>
    public async Task<FactReceipt> PayOnceAsync(int node, RecordPaymentRequest request) =>
        await new LedgerService.LedgerServiceClient(At(node)).RecordPaymentAsync(request, Consultant);

    public static RecordPaymentRequest Payment(string household) => new()
    {
        Household = household,
        RequestId = NewId(),
        PaymentId = NewId(),
        Payment = new Payment
        {
            ValueDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 1 },
            Creditor = "aler",
            Amount = new Google.Type.Money { CurrencyCode = "EUR", Units = 1 },
        },
    };

    public async Task<Household> GetAsync(int node, string household) =>
        await new HouseholdService.HouseholdServiceClient(At(node)).GetHouseholdAsync(
            new GetHouseholdRequest { Name = household }, keys["auditor"]);

    public async Task<List<ReplayHouseholdResponse>> ReplayAsync(int node, string household)
    {
        using var call = new HouseholdService.HouseholdServiceClient(At(node)).ReplayHousehold(
            new ReplayHouseholdRequest { Household = household }, keys["auditor"]);
        List<ReplayHouseholdResponse> events = [];
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            events.Add(call.ResponseStream.Current);
        }

        return events;
    }

    /// <summary>What the read models of a node say once they hold what a cursor names.</summary>
    public async Task<ListHouseholdsResponse> ListAsync(int node, string minCursor) =>
        await new HouseholdService.HouseholdServiceClient(At(node)).ListHouseholdsAsync(
            new ListHouseholdsRequest { Agency = TestAgency.Name, PageSize = 500, MinCursor = minCursor }, keys["auditor"]);

    public async Task<long> CreditAsync(int node, string household, string minCursor)
    {
        var arrears = await new ArrearsService.ArrearsServiceClient(At(node)).GetArrearsAsync(
            new GetArrearsRequest { Household = household, Viewpoint = new Viewpoint { MinCursor = minCursor } }, keys["auditor"]);
        return arrears.Creditors.Single().Figures.UnallocatedCredit.Units;
    }

    public async Task EraseAsync(int node, string household) =>
        await new ProtectionService.ProtectionServiceClient(At(node)).EraseHouseholdAsync(
            new EraseHouseholdRequest { Household = household, Erasure = new Erasure { ReasonCode = "asked-to" } },
            keys["supervisor"]);

    public async Task<List<DisclosureLine>> DisclosuresAsync(int node, string household = "") =>
        [.. (await new AccessService.AccessServiceClient(At(node)).ListDisclosuresAsync(
            new ListDisclosuresRequest { Parent = TestAgency.Name, Household = household, PageSize = 1000 },
            keys["auditor"])).Disclosures];

    public static string NewId() => Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture);

    private Metadata Consultant => keys["consultant"];

    private Grpc.Net.Client.GrpcChannel At(int node) => nodes[node].Channel;
}
