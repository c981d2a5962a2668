using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Application;

/// <summary>
/// Keeps the places in an agency's flats in step with the hostings of its households (R54). No event spans two streams: places are taken
/// before a hosting is recorded and set free after it ended, so that a crash in between leaves places held and never one given twice; the
/// same request again, or another decision on the same proposal, goes on from there.
/// </summary>
public sealed class HostingPlaces(CommandRunner runner, StreamStates states, IClock clock)
{
    /// <summary>
    /// Carries a decision on a proposed hosting out, with the places that it needs: none are taken for one that is refused or that others
    /// must follow.
    /// </summary>
    /// <param name="household">Whose hosting.</param>
    /// <param name="request">Also the cause of what is recorded about places.</param>
    /// <param name="hosting">The id that the hosting would bear.</param>
    /// <param name="decide">The decision; asked twice, before the places are taken and when it is recorded.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<CommandOutcome<HouseholdEvent>> DecideAsync(
        HouseholdId household, CommandRequest request, FactId hosting, HouseholdDecider decide, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(decide);
        var before = await states.LoadAsync(household, cancel);
        if (before.Enrolment is not { } enrolment)
        {
            return await runner.RunAsync(household, request, decide, cancel);
        }

        var books = await states.LoadAsync(enrolment.Agency, cancel);
        var isTaken = false;
        if (PlacesFor(decide(before, books, Today.At(clock.GetCurrentInstant()))) is { } needed)
        {
            switch (await HoldAsync(enrolment.Agency, request, needed, cancel))
            {
                case CommandOutcome<AgencyEvent>.Refused refused:
                    return new CommandOutcome<HouseholdEvent>.Refused(refused.Refusal);
                case CommandOutcome<AgencyEvent>.Accepted accepted:
                    isTaken = !accepted.Already;
                    break;
                default:
                    return new CommandOutcome<HouseholdEvent>.Contention(CommandRunner.AttemptsMax);
            }
        }

        var outcome = await runner.RunAsync(household, request, decide, cancel);
        if (isTaken || IsRefusal(outcome))
        {
            await FreeUnusedAsync(household, enrolment.Agency, hosting, request, cancel);
        }

        return outcome;
    }

    /// <summary>Shortens what is held to what is lived, and sets free what never began.</summary>
    /// <returns>False where others kept writing to the agency: the same again goes on.</returns>
    public async Task<bool> SettleAsync(HouseholdId household, CommandRequest request, CancellationToken cancel)
    {
        var state = await states.LoadAsync(household, cancel);
        var lived = HostingTerms.Lived(state);
        var isSettled = true;
        foreach (var hosting in state.Live<HostingAgreed>())
        {
            var agency = state.Enrolment!.Agency;
            if ((await states.LoadAsync(agency, cancel)).FindPlaces(hosting.Id) is { Persons: > 0 } held)
            {
                var kept = lived.FirstOrDefault(other => other.Id == hosting.Id);
                var wanted = new HoldPlaces(
                    held.Hosting, held.Flat, kept?.Period ?? held.Period, kept is null ? 0 : held.Persons, Renews: null);
                isSettled &= await HoldAsync(agency, request, wanted, cancel) is CommandOutcome<AgencyEvent>.Accepted;
            }
        }

        return isSettled;
    }

    /// <summary>
    /// Only whoever took the places, or refused the proposal for good, sets them free: another approval under way may need them. Where
    /// others keep writing they stay held, until somebody decides again.
    /// </summary>
    private async Task FreeUnusedAsync(
        HouseholdId household, AgencyId agency, FactId hosting, CommandRequest request, CancellationToken cancel)
    {
        if ((await states.LoadAsync(household, cancel)).Find(hosting) is null
            && (await states.LoadAsync(agency, cancel)).FindPlaces(hosting) is { Persons: > 0 } held)
        {
            await HoldAsync(agency, request, new HoldPlaces(hosting, held.Flat, held.Period, Persons: 0, Renews: null), cancel);
        }
    }

    /// <summary>Under a request id of its own each time: what is held already is recognised by what it says.</summary>
    private Task<CommandOutcome<AgencyEvent>> HoldAsync(
        AgencyId agency, CommandRequest request, HoldPlaces command, CancellationToken cancel)
    {
        var own = request with
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Causation = request.RequestId,
            ExpectedVersion = null,
        };
        return runner.RunAsync(agency, own, (state, today) => HoldPlaces.Decide(state, command, today), cancel);
    }

    /// <summary>For a hosting that a decision records; null for a decision that records none.</summary>
    private static HoldPlaces? PlacesFor(Decision<HouseholdEvent> decision)
    {
        if (decision is not Decision<HouseholdEvent>.Accepted { Events: [HostingDecided decided, HostingAgreed hosting] })
        {
            return null;
        }

        var flat = hosting.Place?.Text ?? throw new InvalidOperationException("The flat of a proposed hosting cannot be read.");
        return new HoldPlaces(hosting.Id, new FlatId(flat), hosting.Period, decided.Persons, hosting.Renews);
    }

    private static bool IsRefusal(CommandOutcome<HouseholdEvent> outcome)
        => outcome is CommandOutcome<HouseholdEvent>.Accepted { Events: [HostingDecided { IsApproved: false }] };
}
