using System.Globalization;
using Google.Type;

namespace BudgetCoaching.Import;

/// <summary>Ids as people type them and days as they read them.</summary>
internal static class OwnIds
{
    private const string External = "external:";

    /// <returns>Resource name; a UUID is one of the service, anything else the agency's own id.</returns>
    public static string Household(string id) => $"households/{Id(id)}";

    public static string Id(string id) => Guid.TryParseExact(id, "D", out _) ? id : External + id;

    /// <returns>What stands after the last slash: the id in a resource name.</returns>
    public static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <returns>Resource name of the household whose fact it is.</returns>
    public static string HouseholdOf(string fact) => fact[..Math.Max(0, fact.LastIndexOf("/facts/", StringComparison.Ordinal))];

    public static string Text(Date day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}");
}
