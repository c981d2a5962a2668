using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Domain;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Api.Access;

/// <summary>Enters in the register what a call is about to show (R11), whoever asks, and for a list each household in it.</summary>
internal sealed class Disclosures(IDisclosureRegister register, StreamStates states)
{
    /// <summary>Why a household is read, from a caller who needs no consent; a slug.</summary>
    public const string PurposeHeader = "x-purpose";

    /// <summary>Nothing for a call that shows no household, or one that does not exist.</summary>
    /// <param name="granted">By what the caller was let through; null for one who is not verified.</param>
    /// <param name="answer">What is shown; null where it is streamed later.</param>
    /// <exception cref="IOException">It could not be written: nothing may be shown.</exception>
    public async Task EnterAsync(ServerCallContext context, IMessage request, Granted? granted, object? answer)
    {
        if ((granted?.Permission ?? Permissions.OfRequest(request.Descriptor)) is not { Doing: Doing.Read } permission)
        {
            return;
        }

        var shown = await ShownAsync(context, request, permission, granted?.Consent?.Id);
        if (shown is null)
        {
            return;
        }

        var each = Each(shown, answer);
        using var measured = ApiTelemetry.Disclose(each.Count);
        await register.EnterAsync(each, context.CancellationToken);
    }

    /// <summary>Enters households that a call of <see cref="Doing.ReadEach"/> is about to tell something of, all with one flush.</summary>
    /// <param name="context">Of the call.</param>
    /// <param name="agency">Whose households they are.</param>
    /// <param name="shown">Each with the consent by which it is shown; null where none is needed.</param>
    /// <exception cref="IOException">It could not be written: nothing may be shown.</exception>
    public Task EnterAsync(ServerCallContext context, AgencyId agency, IEnumerable<(HouseholdId Household, FactId? Consent)> shown)
    {
        var line = Line(context, Permissions.OfCall(context.Method)!, household: null, agency, consent: null);
        return register.EnterAsync(
            [.. shown.Select(each => line with { Household = each.Household, Consent = each.Consent })], context.CancellationToken);
    }

    private static IReadOnlyList<Disclosed> Each(Disclosed shown, object? answer) => answer switch
    {
        ListHouseholdsResponse list => [.. list.Households.Select(row => shown with { Household = Subject.Of(row.Household).Household })],
        GetWorkListResponse list => [.. list.Entries.Select(row => shown with { Household = Subject.Of(row.Household).Household })],
        _ => [shown],
    };

    /// <summary>Null where the household does not exist: nothing of it is shown.</summary>
    private async Task<Disclosed?> ShownAsync(ServerCallContext context, IMessage request, Permission permission, FactId? consent)
    {
        var subject = permission.SubjectOf(request);
        var agency = subject.Agency;
        if (subject.Household is { } household)
        {
            agency = (await states.LoadAsync(household, context.CancellationToken)).Enrolment?.Agency;
        }

        return agency is { } owner ? Line(context, permission, subject.Household, owner, consent) : null;
    }

    private static Disclosed Line(
        ServerCallContext context, Permission permission, HouseholdId? household, AgencyId owner, FactId? consent)
    {
        var headers = context.RequestHeaders;
        var caller = Caller.VerifiedOf(context);
        return new Disclosed(
            household,
            owner,
            caller?.Actor ?? Claimed(headers, Caller.ActorHeader),
            caller?.Role ?? Claimed(headers, Caller.RoleHeader),
            caller is not null,
            permission.ShortName,
            Claimed(headers, PurposeHeader),
            consent);
    }

    /// <summary>What a header says, if it is a word at all.</summary>
    private static string Claimed(Metadata headers, string name) =>
        headers.GetValue(name) is { } value && Slug.IsValid(value) ? value : "";
}
