using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using Grpc.Core;

namespace BudgetCoaching.Api.Services;

/// <summary>
/// Who is calling (R2): proved by a credential, or, where the service listens on this machine alone and verifies nobody, as the call's
/// metadata claims; then it is stored as unverified.
/// </summary>
/// <param name="Actor">Opaque id of the person or program.</param>
/// <param name="Role">In which role; empty when an unverified caller claims none.</param>
/// <param name="Agency">For which agency the call is made: request ids are unique per stream and agency (R5).</param>
/// <param name="Source">Through which system, from <c>x-source</c>; empty when none is named. Always as claimed.</param>
internal sealed record Caller(string Actor, string Role, AgencyId Agency, string Source)
{
    public const string ActorHeader = "x-actor";
    public const string RoleHeader = "x-role";
    public const string AgencyHeader = "x-agency";
    public const string SourceHeader = "x-source";

    private static readonly object Place = new();

    /// <summary>Whether a credential proved the first three.</summary>
    public bool IsVerified { get; init; }

    /// <summary>What the caller may act as; <see cref="Roles.None"/> for a claimed word that is no role.</summary>
    public Roles Acts => RoleNames.Of(Role);

    /// <summary>The verified caller of a call, or else what its metadata claims.</summary>
    /// <exception cref="RpcException">Nobody is verified, and actor or agency is missing, or one of the four is no slug.</exception>
    public static Caller Of(ServerCallContext context) => VerifiedOf(context) ?? Read(context.RequestHeaders);

    /// <summary>Null where nobody was verified.</summary>
    public static Caller? VerifiedOf(ServerCallContext context) =>
        context.UserState.TryGetValue(Place, out var caller) ? (Caller)caller : null;

    public void Attach(ServerCallContext context) => context.UserState[Place] = this;

    private static Caller Read(Metadata headers)
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
