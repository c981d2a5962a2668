using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Nodes.Tests;

/// <summary>The agency of the tests, with a creditor and a key for each role that they need.</summary>
internal static class TestAgency
{
    public const string Name = "agencies/test";

    private const string Id = "test";

    /// <summary>Settings by which a first start leaves an administrator's key of it in its data folder.</summary>
    public static readonly string[] Settings = ["Access:ApiKeys=true", $"Access:FirstAgency={Id}", "Limits:CallsPerSecond=0"];

    /// <summary>Makes it on the first of the nodes; what callers send who act in a role, by the role.</summary>
    /// <param name="nodes">All of the same books.</param>
    /// <param name="firstKeyFile">Holds the administrator's key.</param>
    public static async Task<Dictionary<string, Metadata>> MakeAsync(IReadOnlyList<ServiceNode> nodes, string firstKeyFile)
    {
        var administrator = Key(await File.ReadAllTextAsync(firstKeyFile));
        var keys = new Dictionary<string, Metadata>(StringComparer.Ordinal) { ["administrator"] = administrator };
        var access = new AccessService.AccessServiceClient(nodes[0].Channel);
        foreach (var role in new[] { "consultant", "supervisor", "auditor" })
        {
            await Calls.TriedAsync(nodes, 0, async _ => keys[role] = Key((await access.CreateApiKeyAsync(
                new CreateApiKeyRequest { Parent = Name, ApiKey = new ApiKey { Actor = $"a-{role}", Role = role } }, administrator)).Text));
        }

        var agencies = new AgencyService.AgencyServiceClient(nodes[0].Channel);
        await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = Id, Agency = new Agency { DisplayName = "Test" } }, administrator);
        await agencies.RegisterCreditorAsync(
            new RegisterCreditorRequest { Parent = Name, CreditorId = "aler", Creditor = new Creditor { DisplayName = "ALER" } },
            administrator);
        return keys;
    }

    private static Metadata Key(string text) => new() { { "x-api-key", text.Trim() }, { "x-source", "tests" } };
}
