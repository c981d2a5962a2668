using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Projections;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Judges verified callers: first the role, then the agency, then the household. One that does not exist and one of another agency are
/// refused alike and for the same reason, so that nobody learns by asking which households there are.
/// </summary>
internal sealed class AccessRules(ApiOptions options, StreamStates states, Consenting consents, Teams teams, IClock clock)
{
    /// <exception cref="RpcException">The call is not permitted.</exception>
    /// <exception cref="InvalidFieldsException">Whom it is about cannot be read.</exception>
    public async Task<Granted> RequireAsync(Caller caller, IMessage request, CancellationToken cancel)
    {
        ConsentGiven? consent = null;
        SeenHouseholds? seen = null;
        var permission = RequireRole(caller, Permissions.OfRequest(request.Descriptor));
        var subject = permission.SubjectOf(request);
        if (subject.Household is { } household)
        {
            var state = await states.LoadAsync(household, cancel);
            if (state.Enrolment?.Agency != caller.Agency || !Sees(caller, state) || LiftsProtection(caller, state, request))
            {
                throw ApiFault.NotPermitted(OfAnother);
            }

            if (permission.Doing == Doing.Read && caller.Acts == Roles.Integrator)
            {
                consent = await consents.FindAsync(caller, state, permission.Part, cancel) ?? throw ApiFault.NotPermitted(OfAnother);
            }
        }
        else if (subject.Agency is { } agency)
        {
            await RequireAgencyAsync(caller, agency, request, cancel);
            seen = SeenBy(caller);
        }
        else if (permission.Resource is { } unreadable)
        {
            var faults = new FieldFaults();
            faults.Add(unreadable.Name, "must be the name of a household or an agency, or of something of theirs");
            faults.ThrowIfAny();
        }

        return new Granted(permission, consent, seen);
    }

    /// <summary>By the role alone; null is a call that has no line in the table.</summary>
    /// <exception cref="RpcException">The caller's role may not make the call.</exception>
    public static Permission RequireRole(Caller caller, Permission? permission) =>
        permission is not null && (permission.Roles & caller.Acts) != Roles.None
            ? permission
            : throw ApiFault.NotPermitted($"The role {caller.Role} may not make this call.");

    private const string OfAnother = "What is named does not exist, or is not within what the caller may see.";

    private async Task RequireAgencyAsync(Caller caller, AgencyId agency, IMessage request, CancellationToken cancel)
    {
        if (agency != caller.Agency)
        {
            throw ApiFault.NotPermitted(OfAnother);
        }

        switch (request)
        {
            case EnrolHouseholdRequest enrol when Guid.TryParseExact(enrol.HouseholdId, "D", out var id):
                var there = await states.LoadAsync(new HouseholdId(id), cancel);
                if (there.Enrolment is { } enrolment && enrolment.Agency != caller.Agency)
                {
                    throw ApiFault.NotPermitted(OfAnother);
                }

                break;
            case MapOwnIdRequest map when Subject.Of(map.Target) is { Household: { } target }:
                if ((await states.LoadAsync(target, cancel)).Enrolment?.Agency != caller.Agency)
                {
                    throw ApiFault.NotPermitted(OfAnother);
                }

                break;
            case ListHouseholdsRequest list when caller.Acts == Roles.Consultant:
                RequireSeen(caller, list.Consultant);
                break;
            case GetWorkListRequest list when caller.Acts == Roles.Consultant:
                RequireSeen(caller, list.Consultant);
                break;
            default:
                break;
        }
    }

    /// <summary>A list may be asked for a colleague's households where those are seen.</summary>
    private void RequireSeen(Caller caller, string consultant)
    {
        if (consultant.Length > 0 && options.Access.ConsultantsSee != ConsultantScope.Agency && !Looks(caller, consultant))
        {
            throw ApiFault.NotPermitted(OfAnother);
        }
    }

    /// <summary>What lists are narrowed to; null for a caller who sees all of the agency's households.</summary>
    private SeenHouseholds? SeenBy(Caller caller)
    {
        if (caller.Acts != Roles.Consultant || options.Access.ConsultantsSee == ConsultantScope.Agency)
        {
            return null;
        }

        IEnumerable<string> seen = options.Access.ConsultantsSee == ConsultantScope.Team ? teams.With(caller.Actor) : [caller.Actor];
        return new SeenHouseholds([.. seen.Select(actor => new StaffId(actor))], options.Access.ConsultantsSeeUnassigned);
    }

    private LocalDate Day => Today.At(clock.GetCurrentInstant()).Date;

    /// <summary>A correction of a decision on protection is such a decision.</summary>
    private static bool LiftsProtection(Caller caller, HouseholdState state, IMessage request) => request is CorrectFactRequest correct
        && caller.Acts != Roles.Protection
        && Guid.TryParseExact(correct.FactId, "D", out var id)
        && state.Find(new FactId(id))?.Original is ProtectionDecided;

    /// <summary>Whether a household is of the caller's agency, and among those that the caller sees.</summary>
    public async Task<bool> SeesAsync(Caller caller, HouseholdId household, CancellationToken cancel) =>
        await states.LoadAsync(household, cancel) is var state && state.Enrolment?.Agency == caller.Agency && Sees(caller, state);

    private bool Sees(Caller caller, HouseholdState state)
    {
        if (caller.Acts != Roles.Consultant || options.Access.ConsultantsSee == ConsultantScope.Agency)
        {
            return true;
        }

        var today = Day;
        StaffId? assigned = null;
        foreach (var happened in state.Facts().InOrder)
        {
            if (happened.Effective > today)
            {
                break;
            }

            assigned = happened is ConsultantAssigned assignment ? assignment.Consultant : assigned;
        }

        return assigned is { } consultant ? Looks(caller, consultant.Value) : options.Access.ConsultantsSeeUnassigned;
    }

    /// <summary>Whether a caller sees what is assigned to a consultant.</summary>
    private bool Looks(Caller caller, string consultant) => consultant == caller.Actor
        || (options.Access.ConsultantsSee == ConsultantScope.Team && teams.AreTogether(caller.Actor, consultant));
}
