using BudgetCoaching.Api.Errors;
using BudgetCoaching.Domain;
using Grpc.Core;

namespace BudgetCoaching.Api.Services;

/// <summary>Who is calling, as the call's metadata claims. Nobody verifies it here: it is stored as unverified (R2).</summary>
/// <param name="Actor">Opaque id of the person or program, from <c>x-actor</c>.</param>
/// <param name="Role">From <c>x-role</c>; empty when none is claimed.</param>
/// <param name="Agency">For which agency the call is made, from <c>x-agency</c>: request ids are unique per stream and agency (R5).</param>
/// <param name="Source">Through which system, from <c>x-source</c>; empty when none is named.</param>
internal readonly record struct Caller(string Actor, string Role, AgencyId Agency, string Source)
{
    public const string ActorHeader = "x-actor";
    public const string RoleHeader = "x-role";
    public const string AgencyHeader = "x-agency";
    public const string SourceHeader = "x-source";

    /// <exception cref="RpcException">Actor or agency is missing, or one of the four is no slug.</exception>
    public static Caller Read(Metadata headers) => new(
        Required(headers, ActorHeader),
        Optional(headers, RoleHeader),
        new AgencyId(Required(headers, AgencyHeader)),
        Optional(headers, SourceHeader));

    private static string Required(Metadata headers, string name)
    {
        var value = Optional(headers, name);
        return value.Length > 0 ? value : throw ApiFault.CallerUnknown(name, "is required");
    }

    private static string Optional(Metadata headers, string name)
    {
        var value = headers.GetValue(name) ?? "";
        return value.Length == 0 || Slug.IsValid(value)
            ? value
            : throw ApiFault.CallerUnknown(name, "must be 1 to 64 of a-z 0-9 - _ . beginning with a letter or digit");
    }
}
