using BudgetCoaching.Api.Services;
using BudgetCoaching.Transcoding;

namespace BudgetCoaching.Api.Hosting;

/// <summary>The contract over HTTP: <c>/openapi.json</c> for programs, <c>/openapi</c> for people.</summary>
internal static class ContractPages
{
    public const string Path = "/openapi";

    private const string Household = "\"households/6f9619ff-8b86-4d01-b42d-00cf4fc964ff\"";
    private const string Fact = "\"0d6f2f5c-93d1-4b8e-8a55-3f1f4f6f5c11\"";
    private const string Creditor = "\"agencies/demo/creditors/aler\"";
    private const string LeftOut = "";

    /// <summary>What the type alone does not say well.</summary>
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["google.type.Date"] = """{"year": 2025, "month": 3, "day": 5}""",
        ["google.type.Money"] = """{"currencyCode": "EUR", "units": "350", "nanos": 500000000}""",
        ["household"] = Household,
        ["agency"] = "\"agencies/demo\"",
        ["agency_id"] = "\"demo\"",
        ["creditor"] = Creditor,
        ["creditor_id"] = "\"aler\"",
        ["parameter_set_id"] = "\"2026\"",
        ["*_id"] = Fact,
        ["reason_code"] = "\"typing-error\"",
        ["currency_code"] = "\"EUR\"",
        ["month"] = "\"2025-03\"",
        ["row"] = "\"1\"",
        ["version"] = "\"12\"",
        ["budgetcoaching.v1.WellBeingAnswers.version"] = "\"WELL_BEING_VERSION_CFPB_TEN_ITEMS\"",
        ["cursor"] = "\"AQ\"",
        ["etag"] = LeftOut,
        ["request_id"] = LeftOut,
        ["page_token"] = LeftOut,
        ["min_cursor"] = LeftOut,
    };

    public static void MapContract(this IEndpointRouteBuilder routes)
    {
        using var stream = typeof(ContractPages).Assembly.GetManifestResourceStream("contract.binpb")!;
        using var contract = new MemoryStream();
        stream.CopyTo(contract);
        routes.MapOpenApiDocument(Path, contract.ToArray(), openApi =>
        {
            openApi.Title = "Budget Coaching";
            openApi.Version = "v1";
            openApi.Description = "The system of record for debt coaching in social housing, over HTTP and JSON. "
                + "The same calls answer over gRPC; amounts are exact, and nothing is updated or deleted.";
            openApi.Headers.Add(new(Caller.ActorHeader, "Who calls: an opaque id of the person or program.", true, true, "giulia"));
            openApi.Headers.Add(new(Caller.AgencyHeader, "For which agency the call is made, by its id.", true, true, "demo"));
            openApi.Headers.Add(new(Caller.RoleHeader, "In which role.", false, true, "consultant"));
            openApi.Headers.Add(new(Caller.SourceHeader, "Through which system.", false, true, "curl"));
            foreach (var (name, json) in Examples)
            {
                openApi.Examples[name] = json;
            }
        });
    }
}
