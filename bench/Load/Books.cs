using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Load.Bench;

/// <summary>Makes the households that the calls are about. Asking again on the same day does nothing: every id is the same in every run.</summary>
internal static class Books
{
    /// <summary>Charges and payments of each household.</summary>
    private const int FactsEach = 24;

    private const int AtOnce = 32;

    /// <summary>Makes a key for the run, if an administrator's is at hand, and the agency.</summary>
    /// <param name="address">Of a node.</param>
    /// <param name="administrator">An administrator's API key; null where callers are not verified.</param>
    /// <returns>What the calls carry.</returns>
    public static async Task<Metadata> OpenAsync(string address, string? administrator)
    {
        var caller = administrator is null
            ? new Metadata { { "x-actor", "load" }, { "x-agency", Mix.AgencyId } }
            : new Metadata { { "x-api-key", administrator } };
        using var node = new Node(address, caller);
        await node.Agency.CreateAgencyAsync(
            new CreateAgencyRequest
            {
                AgencyId = Mix.AgencyId,
                Agency = new Agency { DisplayName = "Load", OpeningDate = Opening },
                RequestId = Mix.IdOf(0, 1_000),
            },
            node.Options);
        await node.Agency.RegisterCreditorAsync(
            new RegisterCreditorRequest
            {
                Parent = Mix.Agency,
                CreditorId = Mix.Creditor,
                Creditor = new Creditor { DisplayName = "ALER", RegistrationDate = Opening },
                RequestId = Mix.IdOf(0, 1_001),
            },
            node.Options);
        if (administrator is null)
        {
            return caller;
        }

        var key = await node.Access.CreateApiKeyAsync(
            new CreateApiKeyRequest { Parent = Mix.Agency, ApiKey = new ApiKey { Actor = "load", Role = "supervisor" } }, node.Options);
        return new Metadata { { "x-api-key", key.Text } };
    }

    /// <summary>Enrols and fills them.</summary>
    public static Task FillAsync(IReadOnlyList<Node> nodes, int households, int seed) => Parallel.ForAsync(
        0, households, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (place, _) => FillAsync(nodes[place % nodes.Count], place, seed));

    private static async ValueTask FillAsync(Node node, int place, int seed)
    {
        var household = Mix.Household(place);
        var draw = new Draw(seed, -1 - place);
        await node.Households.EnrolHouseholdAsync(
            new EnrolHouseholdRequest
            {
                HouseholdId = household["households/".Length..],
                Agency = Mix.Agency,
                DisplayName = "Famiglia Esempio",
                EnrolmentDate = Opening,
                RequestId = Mix.IdOf(place, 1),
            },
            node.Options);
        for (var fact = 0; fact < FactsEach; fact++)
        {
            var id = Mix.IdOf(place, 2 + fact);
            await (fact % 2 == 0
                ? node.Ledger.PostChargeAsync(Mix.ChargeOf(household, ref draw, id), node.Options)
                : node.Ledger.RecordPaymentAsync(Mix.PaymentOf(household, ref draw, id), node.Options));
        }
    }

    /// <summary>Before every fact.</summary>
    private static Google.Type.Date Opening => Mix.On(DateTime.UtcNow.Date.AddDays(-Mix.DaysBack - 40));
}
