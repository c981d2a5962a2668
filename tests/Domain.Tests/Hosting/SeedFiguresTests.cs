using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.HostedFamily;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>The figures of the published projects: populations, terms of hosting, who is hosted, places (R51, R52, R54).</summary>
public sealed class SeedFiguresTests
{
    [Fact]
    public void Shares_and_means_are_computed_and_rounded_once()
    {
        new Ratio(143 * 100, 380).ToText(1).Should().Be("37.6", "the published text cuts it to 37");
        new Ratio(800, 380).ToText(1).Should().Be("2.1");
        new Ratio(300, 133).ToText(2).Should().Be("2.26");
        new Ratio(1_045, 328).ToText(2).Should().Be("3.19");
    }

    [Fact]
    public void Tags_are_counted_one_by_one_and_leave_one_household_of_143_without_any()
    {
        (string Tag, int Count)[] published = [("elderly", 18), ("disability", 19), ("minors", 57), ("only-18-to-64", 48)];
        var households = published
            .SelectMany(each => Enumerable.Repeat(each.Tag, each.Count))
            .Select((tag, i) => Composed(i + 1, "2019-04-01", 2) with { Tags = [tag] })
            .Append(Composed(900, "2019-04-01", 2))
            .ToList();

        households.Should().HaveCount(143);
        published.Select(each => households.Count(household => household.Tags.Contains(each.Tag))).Should().Equal(18, 19, 57, 48);
        households.Sum(household => household.Tags.Count).Should().Be(142);
        households.Count(household => household.Tags.Count == 0).Should().Be(1);
    }

    [Fact]
    public void A_hosting_from_1_February_2022_ends_on_31_January_2023_its_renewal_a_year_later_and_a_third_term_is_refused()
    {
        var renewed = Renewed();

        LastDay(renewed, Stay).Should().Be(Day("2023-01-31"));
        LastDay(renewed, Renewal).Should().Be(Day("2024-01-31"));
        var third = RenewalProposal with { Id = Id(31), Date = Day("2024-01-10"), Renews = Renewal };
        ReasonOf(Propose(renewed, third)).Should().Be(Reasons.HostingTermsSpent);
        ReasonOf(Propose(renewed, Admission with { Id = Id(32), Date = Day("2024-02-10"), Start = Day("2024-03-01") }))
            .Should().Be(Reasons.HostingTermsSpent, "24 months are all that there is, renewed or not");
    }

    [Fact]
    public void Four_persons_are_admitted_and_five_are_not()
    {
        Admitted(persons: 4).Find(Stay)!.Live.Should().BeOfType<HostingAgreed>();
        RefusalOf(Propose(Of(persons: 5), Admission)).Details.Should().Equal(new RefusalDetail("failed", "SIZE"));
    }

    [Fact]
    public void One_uncertain_euro_a_month_is_an_income_and_none_is_not()
    {
        var ended = After(Of(persons: 3), new BudgetEntryEnded(Id(3), Day("2022-01-05"), Id(2)));

        Propose(Of(persons: 3), Admission).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        RefusalOf(Propose(ended, Admission)).Details.Should().Equal(new RefusalDetail("failed", "INCOME"));
    }

    [Fact]
    public void Thirty_places_lie_in_four_districts_that_add_up_and_27_persons_are_nine_tenths_of_them()
    {
        var full = Network.Flats().Take(7).Select((flat, i) => new HoldPlaces(
            Id(100 + i), flat, HostingTerms.Whole(Day("2022-02-01"), 12), Network.FlatRegistrations(flat)[0].Places, Renews: null));
        var agency = full.Aggregate(Network, (known, hold) => Held(known, HoldPlaces.Decide(known, hold, RecordedDay)));

        var occupancy = Occupancy.On(agency, Day("2022-06-01"));

        occupancy.Districts.Should().Equal(
            new DistrictOccupancy("carate-brianza", 7, 7),
            new DistrictOccupancy("desio", 8, 8),
            new DistrictOccupancy("monza", 8, 8),
            new DistrictOccupancy("seregno", 7, 4));
        (occupancy.Places, occupancy.Persons).Should().Be((30, 27));
        new Ratio(occupancy.Persons * 100, occupancy.Places).ToText(0).Should().Be("90");
        Occupancy.On(agency, Day("2023-02-01")).Persons.Should().Be(0, "the last day was 31 January");
    }
}
