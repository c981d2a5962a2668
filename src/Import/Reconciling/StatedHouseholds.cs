using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>The households that a creditor's file names, looked up in the books.</summary>
/// <param name="OwnIds">The id in the file by the resource name that the service uses.</param>
/// <param name="Unknown">Ids of which no household is enrolled, in their order.</param>
internal sealed record StatedHouseholds(IReadOnlyDictionary<string, string> OwnIds, IReadOnlyList<string> Unknown)
{
    /// <summary>Households asked for in one call.</summary>
    private const int AtOnce = 1000;

    /// <exception cref="RpcException">The service cannot be reached or refuses.</exception>
    public static async Task<StatedHouseholds> FindAsync(
        ChannelBase channel, Service service, IEnumerable<string> ownIds, CancellationToken cancel)
    {
        var client = new HouseholdService.HouseholdServiceClient(channel);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var asked in ownIds.Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            var request = new LookUpHouseholdsRequest { Agency = $"agencies/{service.Agency}" };
            request.Households.Add(asked.Select(Import.OwnIds.Household));
            var found = await service.CallAsync(
                headers => client.LookUpHouseholdsAsync(request, headers, cancellationToken: cancel).ResponseAsync);
            for (var i = 0; i < asked.Length; i++)
            {
                if (found.Households[i].Length > 0)
                {
                    known[found.Households[i]] = asked[i];
                }
                else
                {
                    unknown.Add(asked[i]);
                }
            }
        }

        unknown.Sort(StringComparer.Ordinal);
        return new StatedHouseholds(known, unknown);
    }
}
