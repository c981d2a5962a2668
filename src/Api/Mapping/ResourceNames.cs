using BudgetCoaching.Domain;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Resource names (AIP-122): what they look like, and how they are read back.</summary>
internal static class ResourceNames
{
    public static string Of(AgencyId agency) => $"agencies/{agency}";

    public static string Of(AgencyId agency, CreditorId creditor) => $"agencies/{agency}/creditors/{creditor}";

    public static string Of(AgencyId agency, ParameterSetId set) => $"agencies/{agency}/parameterSets/{set}";

    public static string Of(AgencyId agency, FlatId flat) => $"agencies/{agency}/flats/{flat}";

    public static string Of(HouseholdId household) => $"households/{household}";

    public static string Of(HouseholdId household, FactId fact) => $"households/{household}/facts/{fact}";

    public static string OfPlan(HouseholdId household, FactId plan) => $"households/{household}/plans/{plan}";

    /// <summary>
    /// Agency and id of <c>agencies/{agency}/creditors/{creditor}</c>; any other text is the id already, or none, without an agency.
    /// </summary>
    public static (AgencyId? Agency, string Creditor) CreditorParts(string name) =>
        name.Split('/') is ["agencies", var agency, "creditors", var last] && Slug.IsValid(agency)
            ? (new AgencyId(agency), last)
            : (null, name);

    /// <summary>What stands after <c>households/</c>; empty for any other text.</summary>
    public static string HouseholdPart(string name) => name.Split('/') is ["households", var id] ? id : "";

    public static HouseholdId Household(this Fields fields, string field, string name)
    {
        if (Guid.TryParseExact(HouseholdPart(name), "D", out var guid) && guid != Guid.Empty)
        {
            return new HouseholdId(guid);
        }

        fields.Fault(field, "must be households/ and a UUID");
        return default;
    }

    public static AgencyId Agency(this Fields fields, string field, string name)
    {
        var parts = name.Split('/');
        if (parts is ["agencies", var id] && Slug.IsValid(id))
        {
            return new AgencyId(id);
        }

        fields.Fault(field, "must be agencies/ and an id of 1 to 64 of a-z 0-9 - _ .");
        return default;
    }

    public static (HouseholdId Household, FactId Plan) Plan(this Fields fields, string field, string name)
    {
        var parts = name.Split('/');
        if (parts is ["households", var household, "plans" or "facts", var plan]
            && Guid.TryParseExact(household, "D", out var householdId)
            && Guid.TryParseExact(plan, "D", out var planId))
        {
            return (new HouseholdId(householdId), new FactId(planId));
        }

        fields.Fault(field, "must be households/{household}/plans/{plan} with two UUIDs");
        return default;
    }

    /// <summary>A set by its name, or only the agency: then the set in force is meant.</summary>
    public static (AgencyId Agency, ParameterSetId? Set) ParameterSet(this Fields fields, string field, string name)
    {
        var parts = name.Split('/');
        if (parts is ["agencies", var agency] && Slug.IsValid(agency))
        {
            return (new AgencyId(agency), null);
        }

        if (parts is ["agencies", var owner, "parameterSets", var set] && Slug.IsValid(owner) && Slug.IsValid(set))
        {
            return (new AgencyId(owner), new ParameterSetId(set));
        }

        fields.Fault(field, "must be agencies/{agency} or agencies/{agency}/parameterSets/{set}");
        return default;
    }
}
