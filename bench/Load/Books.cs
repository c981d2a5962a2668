using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Load.Bench;

/// <summary>
/// Makes the households that the calls are about. Asking again on the same day does nothing: every id is the same in every run.
/// </summary>
internal static class Books
{
    private const int AtOnce = 32;
    private const int AttemptsMax = 100;

    private static readonly TimeSpan AttemptEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes the agency with its creditors, and a key for the run if an administrator's is at hand.</summary>
    /// <param name="addresses">Of all nodes.</param>
    /// <param name="administrator">An administrator's API key; null where callers are not verified.</param>
    /// <param name="cancel">Ends waiting.</param>
    /// <returns>What the calls carry; every node knows it.</returns>
    public static async Task<Metadata> OpenAsync(IReadOnlyList<string> addresses, string? administrator, CancellationToken cancel)
    {
        var caller = administrator is null
            ? new Metadata { { "x-actor", "load" }, { "x-agency", Mix.AgencyId } }
            : new Metadata { { "x-api-key", administrator } };
        using var node = new Node(addresses[0], caller);
        await KnownAsync(addresses, caller, cancel);
        await node.Agency.CreateAgencyAsync(
            new CreateAgencyRequest
            {
                AgencyId = Mix.AgencyId,
                Agency = new Agency { DisplayName = "Load", OpeningDate = Opening },
                RequestId = Mix.IdOf(0, 2_000),
            },
            node.Options);
        foreach (var (place, creditor) in Mix.Creditors.Index())
        {
            await node.Agency.RegisterCreditorAsync(
                new RegisterCreditorRequest
                {
                    Parent = Mix.Agency,
                    CreditorId = creditor,
                    Creditor = new Creditor { DisplayName = creditor, RegistrationDate = Opening },
                    RequestId = Mix.IdOf(0, 2_001 + place),
                },
                node.Options);
        }

        if (administrator is null)
        {
            return caller;
        }

        var key = await node.Access.CreateApiKeyAsync(
            new CreateApiKeyRequest { Parent = Mix.Agency, ApiKey = new ApiKey { Actor = "load", Role = "supervisor" } }, node.Options);
        var made = new Metadata { { "x-api-key", key.Text } };
        await KnownAsync(addresses, made, cancel);
        return made;
    }

    /// <summary>A key that one node made is known on the others half a second later.</summary>
    private static async Task KnownAsync(IReadOnlyList<string> addresses, Metadata caller, CancellationToken cancel)
    {
        foreach (var address in addresses)
        {
            using var node = new Node(address, caller);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await node.Households.ListHouseholdsAsync(
                        new ListHouseholdsRequest { Agency = Mix.Agency, PageSize = 1 }, node.Options);
                    break;
                }
                catch (RpcException unknown) when (unknown.StatusCode == StatusCode.Unauthenticated && attempt < AttemptsMax)
                {
                    await Task.Delay(AttemptEvery, cancel);
                }
                catch (RpcException known) when (known.StatusCode is StatusCode.NotFound or StatusCode.PermissionDenied)
                {
                    break;
                }
            }
        }
    }

    /// <summary>Enrols and fills them.</summary>
    /// <param name="nodes">Called in turn.</param>
    /// <param name="households">How many.</param>
    /// <param name="factsEach">Charges and payments of each, below 1,000.</param>
    /// <param name="seed">Of what they say.</param>
    /// <param name="cancel">Begins no other household.</param>
    public static Task FillAsync(IReadOnlyList<Node> nodes, int households, int factsEach, int seed, CancellationToken cancel) =>
        Parallel.ForAsync(
        0,
        households,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
        (place, _) => FillAsync(nodes[place % nodes.Count], place, factsEach, seed));

    private static async ValueTask FillAsync(Node node, int place, int factsEach, int seed)
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
        for (var fact = 0; fact < factsEach; fact++)
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
