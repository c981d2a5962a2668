using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Sharing needs a consent in force: recipient, purpose, part, from, to, and not older than six months (R11).</summary>
public sealed class ConsentTests
{
    private static readonly StaffId Services = new("social-services");

    private static readonly ConsentGiven Given = new(
        Id(1), Day("2026-01-10"), Services, "social-project", ["ledger", "plans"], new DateSpan(Day("2026-01-15"), Day("2027-01-01")));

    [Theory]
    [InlineData("2026-01-14", false)]
    [InlineData("2026-01-15", true)]
    [InlineData("2026-07-09", true)]
    [InlineData("2026-07-10", false)]
    public void It_holds_in_its_period_and_no_longer_than_six_months(string day, bool holds) =>
        (InForce(Services, "ledger", day, Given) == Given).Should().Be(holds);

    [Fact]
    public void An_agency_that_asks_oftener_ends_it_earlier()
    {
        var facts = Enrolled(Given).Facts();

        Consents.Holds(facts, Given, Day("2026-04-09"), monthsMax: 3).Should().BeTrue();
        Consents.Holds(facts, Given, Day("2026-04-10"), monthsMax: 3).Should().BeFalse();
    }

    [Fact]
    public void It_ends_with_its_period()
    {
        var brief = Given with { Period = new DateSpan(Day("2026-01-15"), Day("2026-02-01")) };

        InForce(Services, "ledger", "2026-01-31", brief).Should().Be(brief);
        InForce(Services, "ledger", "2026-02-01", brief).Should().BeNull();
    }

    [Fact]
    public void It_is_for_its_recipient_and_its_parts_alone()
    {
        InForce(new StaffId("condominium"), "ledger", "2026-02-01", Given).Should().BeNull();
        InForce(Services, "budget", "2026-02-01", Given).Should().BeNull();
    }

    [Fact]
    public void A_withdrawal_ends_it_on_its_day()
    {
        var withdrawn = new ConsentWithdrawn(Id(2), Day("2026-03-01"), Given.Id);

        InForce(Services, "plans", "2026-02-28", Given, withdrawn).Should().Be(Given);
        InForce(Services, "plans", "2026-03-01", Given, withdrawn).Should().BeNull();
    }

    [Fact]
    public void A_consent_without_end_part_or_purpose_is_refused_and_so_is_a_part_that_is_none()
    {
        Refusal(Given with { Period = Given.Period with { End = null } }).Should().Be(Reasons.ValueMissing);
        Refusal(Given with { Parts = [] }).Should().Be(Reasons.ListEmpty);
        Refusal(Given with { Purpose = "" }).Should().Be(Reasons.SlugInvalid);
        Refusal(Given with { Parts = ["everything"] }).Should().Be(Reasons.ValueUnspecified);
    }

    private static string Refusal(ConsentGiven consent) =>
        ((Decision<HouseholdEvent>.Refused)RecordFact.Decide(
            Enrolled(), new RecordFact(consent), Domain.Agencies.AgencyState.Absent, new Today(Day("2026-02-01")))).Refusal.Reason;

    private static ConsentGiven? InForce(StaffId recipient, string part, string day, params Fact[] facts) =>
        Consents.InForce(Enrolled(facts).Facts(), recipient, part, Day(day), ShippedDefaults.ConsentMonths);
}
