using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Households;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Whatever is asked for, on no day more persons live in a flat than it has places (R54).</summary>
public sealed class OccupancyProperties
{
    private const int Days = 120;
    private static readonly LocalDate FirstDay = Day("2026-01-01");
    private static readonly string[] FlatNames = ["monza-1", "desio-1", "desio-2"];

    [Fact]
    public void No_admission_renewal_end_or_change_of_places_overbooks_a_flat_or_the_agency()
        => Prop.ForAll(Steps.ToArbitrary(), steps =>
        {
            var (agency, _) = Run(steps);
            for (var i = 0; i <= Days; i++)
            {
                var occupancy = Occupancy.On(agency, FirstDay.PlusDays(i));
                occupancy.Flats.Where(flat => flat.Persons > flat.Places).Should().BeEmpty();
                occupancy.Persons.Should().BeLessThanOrEqualTo(occupancy.Places);
                occupancy.Districts.Sum(district => district.Persons).Should().Be(occupancy.Persons);
                occupancy.Districts.Sum(district => district.Places).Should().Be(occupancy.Places);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_replay_of_what_was_recorded_answers_as_the_state_it_grew_from()
        => Prop.ForAll(Steps.ToArbitrary(), steps =>
        {
            var (agency, recorded) = Run(steps);
            var replayed = AgencyState.Fold(AgencyState.Absent, recorded);
            for (var i = 0; i <= Days; i += 7)
            {
                Occupancy.On(replayed, FirstDay.PlusDays(i)).Should().Be(Occupancy.On(agency, FirstDay.PlusDays(i)));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_last_free_place_is_given_once()
    {
        var state = After(Agency, new FlatRegistered(new FlatId("monza-1"), FirstDay, "monza", 4));
        var first = new HoldPlaces(Id(1), new FlatId("monza-1"), HostingTerms.Whole(FirstDay, 12), Persons: 3, Renews: null);
        var held = Taken(state, first);

        HoldPlaces.Decide(held, first, RecordedDay).Should().Be(Decision<AgencyEvent>.Nothing);
        ReasonOf(HoldPlaces.Decide(held, first with { Hosting = Id(2), Persons = 2 }, RecordedDay)).Should().Be(Reasons.PlacesTaken);
        ReasonOf(HoldPlaces.Decide(held, first with { Hosting = Id(2), Flat = new FlatId("desio-9") }, RecordedDay))
            .Should().Be(Reasons.FlatUnknown);
        Taken(held, first with { Hosting = Id(2), Persons = 1 }).FindPlaces(Id(2))!.Persons.Should().Be(1);
        ReasonOf(RegisterFlat.Decide(held, new RegisterFlat(new FlatId("monza-1"), FirstDay.PlusMonths(3), "monza", 2)))
            .Should().Be(Reasons.PlacesTaken, "three live there");
        RegisterFlat.Decide(held, new RegisterFlat(new FlatId("monza-1"), FirstDay.PlusMonths(12), "monza", 0))
            .Should().BeOfType<Decision<AgencyEvent>.Accepted>("they have left by then");
    }

    [Fact]
    public void A_renewal_in_the_same_flat_keeps_the_places_it_has_although_a_child_was_born()
    {
        var state = After(Agency, new FlatRegistered(new FlatId("monza-1"), FirstDay, "monza", 3));
        var first = new HoldPlaces(Id(1), new FlatId("monza-1"), HostingTerms.Whole(FirstDay, 12), Persons: 3, Renews: null);
        var renewal = new HoldPlaces(
            Id(2), first.Flat, HostingTerms.Whole(first.Period.End!.Value, 12), Persons: 4, Renews: Id(1));

        Taken(Taken(state, first), renewal).FindPlaces(Id(2))!.Persons.Should().Be(3);
    }

    private static Gen<Step[]> Steps =>
        (from kind in Gen.Choose(0, 5)
         from hosting in Gen.Choose(1, 6)
         from flat in Gen.Elements(FlatNames)
         from start in Gen.Choose(0, Days)
         from length in Gen.Choose(1, 60)
         from count in Gen.Choose(0, 5)
         select new Step(kind, hosting, new FlatId(flat), FirstDay.PlusDays(start), length, count)).ArrayOf();

    private static (AgencyState Agency, IReadOnlyList<AgencyEntry> Recorded) Run(Step[] steps)
    {
        var state = AgencyState.Absent;
        List<AgencyEntry> recorded = [];
        Record(new AgencyCreated(Cremona, FirstDay, "Comune di Cremona"));
        foreach (var step in steps)
        {
            if (Decide(state, step) is Decision<AgencyEvent>.Accepted accepted)
            {
                foreach (var happened in accepted.Events)
                {
                    Record(happened);
                }
            }
        }

        return (state, recorded);

        void Record(AgencyEvent happened)
        {
            recorded.Add(AgencyEntry(state.Version + 1, happened));
            state = AgencyState.Evolve(state, recorded[^1]);
        }
    }

    private static Decision<AgencyEvent> Decide(AgencyState state, Step step) => step.Kind switch
    {
        0 or 1 => RegisterFlat.Decide(
            state, new RegisterFlat(step.Flat, step.Day, step.Flat.Value.Split('-')[0], step.Count)),
        2 when state.FindPlaces(Id(step.Hosting)) is { } held => Hold(
            state, new HoldPlaces(held.Hosting, held.Flat, held.Period, Persons: 0, Renews: null)),
        _ => Hold(
            state,
            new HoldPlaces(
                Id(step.Hosting),
                step.Flat,
                new DateSpan(step.Day, step.Day.PlusDays(step.Length)),
                step.Count,
                step.Kind == 3 ? Id(step.Hosting - 1) : null)),
    };

    private static Decision<AgencyEvent> Hold(AgencyState state, HoldPlaces command) => HoldPlaces.Decide(state, command, RecordedDay);

    private static AgencyState Taken(AgencyState state, HoldPlaces command) => HostedFamily.Held(state, Hold(state, command));

    private static AgencyState After(AgencyState state, AgencyEvent happened)
        => AgencyState.Evolve(state, AgencyEntry(state.Version + 1, happened));

    private readonly record struct Step(int Kind, int Hosting, FlatId Flat, LocalDate Day, int Length, int Count);
}
