#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
// From a first talk to a plan over HTTP and JSON, with nothing but the runtime: dotnet run samples/first-talk.cs
// The same calls as samples/first-talk.mjs makes over gRPC. The days are fixed, so that the figures are.
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

var web = Environment.GetEnvironmentVariable("BUDGET_COACHING_WEB") ?? "http://127.0.0.1:5080";
using var client = new HttpClient { BaseAddress = new Uri(web), Timeout = TimeSpan.FromSeconds(30) };

// A token or an API key proves who calls (docs/access.md), for an agency that is there, with creditor aler; without one, the call says it.
var token = Environment.GetEnvironmentVariable("BUDGET_COACHING_TOKEN");
var key = Environment.GetEnvironmentVariable("BUDGET_COACHING_API_KEY");
var isVerified = !string.IsNullOrEmpty(token) || !string.IsNullOrEmpty(key);
var own = isVerified ? Environment.GetEnvironmentVariable("BUDGET_COACHING_AGENCY") ?? "demo" : "first-talk-cs";
(string Name, string Value)[] caller = !string.IsNullOrEmpty(token) ? [("authorization", $"Bearer {token}")]
    : isVerified ? [("x-api-key", key!)]
    : [("x-actor", "giulia"), ("x-agency", own)];
foreach (var (name, value) in caller)
{
    client.DefaultRequestHeaders.Add(name, value);
}

var agency = $"agencies/{own}";
var talk = Day("2025-09-01");
if (!isVerified)
{
    await Post("agencies", new { agencyId = own, agency = new { displayName = "First talk", openingDate = Day("2025-01-01") } });
    await Post(
        $"{agency}/creditors", new { creditorId = "aler", creditor = new { displayName = "ALER", registrationDate = Day("2025-01-01") } });
}

// The family, and who lives there: one adult and a child.
var enrolled = await Post("households", new { agency, enrolmentDate = talk, displayName = "Famiglia Primo" });
var household = (string)enrolled["household"]!["name"]!;
var members = new[] { "AGE_BAND_18_TO_61", "AGE_BAND_3_TO_17" }.Select(age => new { memberId = Guid.NewGuid(), ageBand = age });
await Post($"{household}/compositions", new { composition = new { effectiveDate = talk, members } });

// What is owed, what comes in and what goes out, each with its day, and what is in the purse.
var arrears = new
{
    effectiveDate = talk,
    creditor = "aler",
    kind = "CHARGE_KIND_RENT",
    dueDate = Day("2025-06-05"),
    amount = new { capital = Euro(480) },
};
await Post($"{household}/openingArrears", new { openingArrears = arrears });
var wages = new
{
    declaredDate = talk,
    source = "INCOME_SOURCE_WAGES",
    amount = Euro(1100),
    recurrence = Monthly("2025-09-10"),
    reliability = "RELIABILITY_CERTAIN",
};
await Post($"{household}/incomeEntries", new { incomeEntry = wages });
await Plan("food", "NEED_CLASS_PRIMARY", 365, "2025-09-01");
await Plan("rent", "NEED_CLASS_ESSENTIAL", 240, "2025-09-12");
await Plan("energy", "NEED_CLASS_ESSENTIAL", 110, "2025-09-15");
var counted = await Post($"{household}/cashCounts", new { cashCount = new { countDate = talk, amount = Euro(150) } });

// The plans that the days ahead allow, and the one that the family chose.
var viewpoint = new { asOf = talk, minCursor = (string)counted["cursor"]! };
var proposed = await Post($"{household}:proposePlans", new { viewpoint, debts = new[] { new { creditor = "aler" } } });
var chosen = proposed["proposals"]!.AsArray()[^1]!["plans"]![0]!;
var terms = new
{
    signatureDate = talk,
    acceptanceDate = talk,
    creditor = "aler",
    coveredCharges = chosen["coveredCharges"],
    equalInstalments = new { count = chosen["count"], firstDueDate = chosen["firstDueDate"], dayOfMonth = chosen["dayOfMonth"] },
};
var agreed = await Post($"{household}/plans", new { terms });
var instalments = agreed["plan"]!["instalments"]!.AsArray();
Console.WriteLine($"agreed: {instalments.Count} instalments of {instalments[0]!["amount"]!["units"]}.00");

async Task<JsonNode> Post(string path, object request)
{
    try
    {
        using var answer = await client.PostAsJsonAsync($"/v1/{path}", request);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return answer.IsSuccessStatusCode ? body : throw End($"the service refused {path}: {body["message"]}");
    }
    catch (Exception away) when (away is HttpRequestException or TaskCanceledException or JsonException)
    {
        throw End($"no service at {web}; start it with: dotnet run --project src/Api -- --demo");
    }
}

// One line and an exit code; no trace.
static Exception End(string line)
{
    Console.Error.WriteLine(line);
    Environment.Exit(1);
    return new System.Diagnostics.UnreachableException();
}

Task<JsonNode> Plan(string category, string need, int euro, string first) => Post(
    $"{household}/plannedExpenses",
    new { plannedExpense = new { plannedDate = talk, category, need, amount = Euro(euro), recurrence = Monthly(first) } });

static object Monthly(string first) => new { frequency = "FREQUENCY_MONTHLY", firstDate = Day(first) };

static object Euro(int units) => new { currencyCode = "EUR", units = $"{units}" };

static object Day(string iso)
{
    var day = DateOnly.Parse(iso, System.Globalization.CultureInfo.InvariantCulture);
    return new { year = day.Year, month = day.Month, day = day.Day };
}
