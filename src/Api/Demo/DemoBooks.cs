using System.Text;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events;
using NodaTime;

namespace BudgetCoaching.Api.Demo;

/// <summary>
/// Fills the books with example households. Every id follows from a name and every date from the day on which the demo agency was
/// opened, so that a second start, or one after a crash half-way, repeats what is there and adds what is missing.
/// </summary>
internal sealed class DemoBooks(CommandRunner runner, StreamStates states, IClock clock)
{
    private readonly HostingPlaces places = new(runner, states, clock);

    public static readonly AgencyId Agency = new("demo");

    /// <summary>Who follows four of the families, and in whose name the demo's token for the role acts.</summary>
    public const string Consultant = "giulia";

    public static readonly CreditorId Landlord = new("aler");

    public static readonly CreditorId Condominium = new("condominio-sole");

    /// <summary>In which a demo household is hosted.</summary>
    public static readonly FlatId Flat = new("desio-1");

    private static readonly Guid Ids = new("6a2d9a74-0a3c-4c55-8b62-2f1d6d3f4f10");

    /// <summary>The day on which the agency was opened, once that is in the log; until then, today.</summary>
    private LocalDate opened;

    public static Guid IdOf(string name) => EventIds.NameBased(Ids, name);

    public async Task FillAsync(CancellationToken cancel)
    {
        var known = await states.LoadAsync(Agency, cancel);
        opened = known.Creation?.Date ?? Today.At(clock.GetCurrentInstant()).Date;
        await AgencyAsync("agency", (state, today) => CreateAgency.Decide(
            state, new CreateAgency(Agency, opened, "Demo agency", ParameterContent.Hash(ShippedDefaults.Values)), today), cancel);
        await RegisterAsync(Landlord, "ALER (landlord, rent)", cancel);
        await RegisterAsync(Condominium, "Condominio Sole (service charges)", cancel);
        await RegisterAsync(new RegisterFlat(Flat, opened.PlusYears(-2), "desio", Places: 4), cancel);
        await RegisterAsync(new RegisterFlat(new FlatId("monza-1"), opened.PlusYears(-2), "monza", Places: 3), cancel);
        foreach (var household in DemoHouseholds.All(new DemoCalendar(opened)))
        {
            await EnrolAsync(household, cancel);
        }
    }

    private Task RegisterAsync(CreditorId creditor, string name, CancellationToken cancel) => AgencyAsync(
        $"creditor {creditor}",
        (state, today) => RegisterCreditor.Decide(state, new RegisterCreditor(creditor, opened, name), today),
        cancel);

    private Task RegisterAsync(RegisterFlat flat, CancellationToken cancel) =>
        AgencyAsync($"flat {flat.Flat}", (state, _) => RegisterFlat.Decide(state, flat), cancel);

    private async Task EnrolAsync(DemoHousehold household, CancellationToken cancel)
    {
        var label = new PersonalText(household.Label);
        await HouseholdAsync(
            household.Id,
            "enrolment",
            (state, _, today) => EnrolHousehold.Decide(
                state, new EnrolHousehold(household.Id, Agency, household.Enrolled, label), today),
            cancel);
        for (var i = 0; i < household.Steps.Count; i++)
        {
            await HouseholdAsync(household.Id, FormattableString.Invariant($"step {i}"), household.Steps[i], cancel, household.Hosting);
        }
    }

    private async Task HouseholdAsync(
        HouseholdId household, string step, HouseholdDecider decide, CancellationToken cancel, FactId? hosting = null)
    {
        var request = Request($"{household} {step}");
        var outcome = hosting is { } hosted
            ? await places.DecideAsync(household, request, hosted, decide, cancel)
            : await runner.RunAsync(household, request, decide, cancel);
        if (outcome is not CommandOutcome<HouseholdEvent>.Accepted)
        {
            throw new InvalidOperationException($"The demo's {step} of {household} led to {outcome}.");
        }
    }

    private async Task AgencyAsync(string step, AgencyDecider decide, CancellationToken cancel)
    {
        var outcome = await runner.RunAsync(Agency, Request(step), decide, cancel);
        if (outcome is not CommandOutcome<AgencyEvent>.Accepted)
        {
            throw new InvalidOperationException($"The demo's {step} led to {outcome}.");
        }
    }

    private static CommandRequest Request(string step) => new(
        Agency,
        "demo",
        "demo",
        Unverified: true,
        "demo",
        IdOf(step).ToString("D"),
        new RequestContent("demo", Encoding.UTF8.GetBytes(step)));
}
