using BudgetCoaching.Application;
using BudgetCoaching.V1;

namespace BudgetCoaching.Api.Bulk;

/// <summary>
/// Puts UUIDs in the place of an agency's own ids, so that from there on a row is the write that it stands for. A text that is no such
/// id stays, for the write's own reading to accept or refuse.
/// </summary>
/// <param name="open">Asked at the first such id: who never uses them has no key.</param>
internal sealed class AgencyIds(Func<ExternalIds> open)
{
    public const string Prefix = "external:";

    private const string HouseholdPrefix = "households/";

    private readonly Lazy<ExternalIds> ids = new(open);

    public void Resolve(ImportFactsRequest row)
    {
        switch (BulkRows.WriteOf(row))
        {
            case EnrolHouseholdRequest enrol when TextOf(enrol.HouseholdId) is { } text:
                enrol.HouseholdId = ids.Value.Household(text).ToString();
                break;
            case IHouseholdRow write:
                write.RecordedId = Fact(write.RecordedId);
                write.Household = Household(write.Household);
                write.ResolveReferences(this);
                break;
        }
    }

    public string Fact(string id) => TextOf(id) is { } text ? ids.Value.Fact(text).ToString() : id;

    public string Member(string id) => TextOf(id) is { } text ? ids.Value.Member(text).ToString() : id;

    private string Household(string name) =>
        name.StartsWith(HouseholdPrefix, StringComparison.Ordinal) && TextOf(name[HouseholdPrefix.Length..]) is { } text
            ? HouseholdPrefix + ids.Value.Household(text)
            : name;

    private static string? TextOf(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal) && id.Length - Prefix.Length is >= 1 and <= ExternalIds.LengthMax
            ? id[Prefix.Length..]
            : null;
}
