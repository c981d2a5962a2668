using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
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
    public static Caller Read(Metadata headers)
    {
        List<FieldFault>? faults = null;
        var caller = new Caller(
            Read(headers, ActorHeader, isRequired: true, ref faults),
            Read(headers, RoleHeader, isRequired: false, ref faults),
            new AgencyId(Read(headers, AgencyHeader, isRequired: true, ref faults)),
            Read(headers, SourceHeader, isRequired: false, ref faults));
        return faults is null ? caller : throw ApiFault.CallerUnknown(faults);
    }

    private static string Read(Metadata headers, string name, bool isRequired, ref List<FieldFault>? faults)
    {
        var value = headers.GetValue(name) ?? "";
        if (value.Length == 0 && isRequired)
        {
            (faults ??= []).Add(new FieldFault(name, "is required"));
        }
        else if (value.Length > 0 && !Slug.IsValid(value))
        {
            (faults ??= []).Add(new FieldFault(name, "must be 1 to 64 of a-z 0-9 - _ . beginning with a letter or digit"));
        }

        return value;
    }
}
