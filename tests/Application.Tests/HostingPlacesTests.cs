using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using Accepted = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Households.HouseholdEvent>.Accepted;
using Conflict = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Households.HouseholdEvent>.Conflict;
using Refused = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Households.HouseholdEvent>.Refused;

namespace BudgetCoaching.Application.Tests;

/// <summary>Places and hostings stand in two streams: whatever happens in between, no place is given twice (R54).</summary>
public class HostingPlacesTests
{
    private static readonly FlatId Flat = new("desio-1");
    private static readonly HouseholdId Other = new(Guid.Parse("0f8b6f3e-6a1c-4b7e-9d56-2f1f4f0b7a02"));
    private static readonly FactId Hosting = Desk.Fact(10);

    private readonly Desk desk = Desk.InMemory();

    [Fact]
    public async Task Two_nodes_give_the_last_places_once()
    {
        await OpenAsync();
        await PendingAsync(Desk.Household, Hosting);
        await PendingAsync(Other, Desk.Fact(20));

        var outcomes = await Task.WhenAll(
            DecideAsync(desk, Desk.Household, Hosting, "last"), DecideAsync(desk.Another(), Other, Desk.Fact(20), "last"));

        outcomes.OfType<Accepted>().Should().ContainSingle();
        outcomes.OfType<Refused>().Should().ContainSingle().Which.Refusal.Reason.Should().Be(Reasons.PlacesTaken);
        (await PersonsAsync()).Should().Be(2);
    }

    [Fact]
    public async Task The_same_decision_again_is_answered_as_before_and_takes_nothing_more()
    {
        await OpenAsync();
        await PendingAsync(Desk.Household, Hosting);
        var first = (Accepted)await DecideAsync(desk, Desk.Household, Hosting, "last");
        var log = await desk.Log();

        (await DecideAsync(desk.Another(), Desk.Household, Hosting, "last")).Should().Be(first with { Already = true });
        (await desk.Log()).Should().HaveCount(log.Count);
    }

    [Fact]
    public async Task Places_that_a_crash_left_held_serve_the_same_decision_again()
    {
        await OpenAsync();
        await PendingAsync(Desk.Household, Hosting);
        await HoldAsync(Hosting);
        var log = await desk.Log();

        (await DecideAsync(desk, Desk.Household, Hosting, "last")).Should().BeOfType<Accepted>();

        (await desk.Log()).Should().HaveCount(log.Count + 2, "the decision and the hosting");
        (await PersonsAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_decision_that_conflicts_sets_free_what_it_took_and_not_what_another_needs()
    {
        await OpenAsync();
        await PendingAsync(Desk.Household, Hosting);

        (await DecideAsync(desk, Desk.Household, Hosting, "stale", seen: 1)).Should().BeOfType<Conflict>();
        (await PersonsAsync()).Should().Be(0);
        await HoldAsync(Hosting);
        (await DecideAsync(desk, Desk.Household, Hosting, "stale again", seen: 1)).Should().BeOfType<Conflict>();
        (await PersonsAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_refusal_sets_free_what_a_crash_left_held()
    {
        await OpenAsync();
        await PendingAsync(Desk.Household, Hosting);
        await HoldAsync(Hosting);

        (await DecideAsync(desk, Desk.Household, Hosting, "no", isApproved: false)).Should().BeOfType<Accepted>();

        (await PersonsAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Who_leaves_frees_the_places_from_that_day_on_and_again_changes_nothing()
    {
        await OpenAsync();
        await PendingAsync(Desk.Household, Hosting);
        await DecideAsync(desk, Desk.Household, Hosting, "last");
        await desk.Record(new HostingEnded(Desk.Fact(30), Desk.Today, Hosting, HostingExit.Return), Desk.Request("end"));
        var places = new HostingPlaces(desk.Runner, desk.States, desk.Clock);

        (await places.SettleAsync(Desk.Household, Desk.Request("end"), CancellationToken.None)).Should().BeTrue();
        var log = await desk.Log();
        await places.SettleAsync(Desk.Household, Desk.Request("end"), CancellationToken.None);

        (await PersonsAsync(Desk.Today.PlusDays(-1))).Should().Be(2);
        (await PersonsAsync()).Should().Be(0);
        (await desk.Log()).Should().HaveCount(log.Count);
    }

    private static DateSpan Period => HostingTerms.Whole(Desk.Today.PlusDays(-10), 12);

    private static Task<CommandOutcome<HouseholdEvent>> DecideAsync(
        Desk node, HouseholdId household, FactId hosting, string requestId, long? seen = null, bool isApproved = true)
    {
        var command = new DecideHosting(
            Desk.Fact(requestId.Length + 40), Desk.Today, Desk.Fact(3), isApproved, hosting, "agreed", new StaffId("carla"));
        return new HostingPlaces(node.Runner, node.States, node.Clock).DecideAsync(
            household,
            Desk.Request(requestId) with { ExpectedVersion = seen },
            hosting,
            (state, agency, today) => DecideHosting.Decide(state, command, agency, today),
            CancellationToken.None);
    }

    /// <summary>Three places, of which two households of two persons each want two.</summary>
    private async Task OpenAsync()
    {
        await desk.CreateAgency();
        await desk.Runner.RunAsync(
            Desk.Agency,
            Desk.Request("flat"),
            (state, _) => RegisterFlat.Decide(state, new RegisterFlat(Flat, Desk.Today.PlusYears(-1), "desio", Places: 3)),
            CancellationToken.None);
    }

    private async Task PendingAsync(HouseholdId household, FactId hosting)
    {
        var members = Enumerable.Range(1, 2)
            .Select(i => new Member(new MemberId(Desk.Fact(100 + i).Value), null, null, AgeBand.Unknown, [], null));
        var monthly = new Recurrence(Frequency.Monthly, Desk.Today, Last: null);
        HouseholdEvent[] told =
        [
            new HouseholdEnrolled(household, Desk.Agency, Desk.Today.PlusYears(-1), Label: null),
            new CompositionRecorded(Desk.Fact(1), Desk.Today.PlusDays(-20), [.. members], [], SensitiveTags: null),
            new IncomeEntryRecorded(
                Desk.Fact(2), Desk.Today.PlusDays(-20), IncomeSource.Wages, new Money(1_00), monthly, Reliability.Uncertain, null, null),
            new HostingProposed(
                Desk.Fact(3), Desk.Today, Period, HostingTarget.FragileHousehold, new PersonalText(Flat.Value), Renews: null, "lost-home",
                Evidence: null, new StaffId("anna")),
            new HostingDecided(Desk.Fact(4), Desk.Today, Desk.Fact(3), true, Hosting: null, 2, "agreed", new StaffId("bruno")),
        ];
        var outcome = await desk.Runner.RunAsync(
            household,
            Desk.Request($"story of {hosting}"),
            (_, _, _) => new Decision<HouseholdEvent>.Accepted([.. told]),
            CancellationToken.None);
        outcome.Should().BeOfType<Accepted>();
    }

    private Task HoldAsync(FactId hosting) => desk.Runner.RunAsync(
        Desk.Agency,
        Desk.Request($"hold {hosting}"),
        (state, today) => HoldPlaces.Decide(state, new HoldPlaces(hosting, Flat, Period, Persons: 2, Renews: null), today),
        CancellationToken.None);

    private async Task<int> PersonsAsync(LocalDate? day = null) => Occupancy.On(
        await desk.Another().States.LoadAsync(Desk.Agency, CancellationToken.None), day ?? Desk.Today).Persons;
}
