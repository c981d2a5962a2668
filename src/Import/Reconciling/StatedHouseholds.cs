using System.Collections.Concurrent;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>The households that a creditor's file names, looked up in the books.</summary>
/// <param name="OwnIds">The id in the file by the resource name that the service uses.</param>
/// <param name="Unknown">Ids of which no household is enrolled, in their order.</param>
internal sealed record StatedHouseholds(IReadOnlyDictionary<string, string> OwnIds, IReadOnlyList<string> Unknown)
{
    private const int LookupsAtOnce = 8;

    /// <exception cref="RpcException">The service cannot be reached or refuses.</exception>
    public static async Task<StatedHouseholds> FindAsync(
        ChannelBase channel, Service service, IEnumerable<string> ownIds, CancellationToken cancel)
    {
        var client = new HouseholdService.HouseholdServiceClient(channel);
        var known = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var unknown = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            ownIds.Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = LookupsAtOnce, CancellationToken = cancel },
            async (ownId, stop) =>
            {
                try
                {
                    var request = new GetHouseholdRequest { Name = Import.OwnIds.Household(ownId) };
                    var found = await client.GetHouseholdAsync(request, service.Headers, cancellationToken: stop);
                    known[found.Name] = ownId;
                }
                catch (RpcException absent) when (absent.StatusCode == StatusCode.NotFound)
                {
                    unknown.Add(ownId);
                }
            });
        return new StatedHouseholds(known, [.. unknown.Order(StringComparer.Ordinal)]);
    }
}
