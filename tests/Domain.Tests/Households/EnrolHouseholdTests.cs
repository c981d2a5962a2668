using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>The first event of a stream is the enrolment, once (R1).</summary>
public sealed class EnrolHouseholdTests
{
    private static readonly EnrolHousehold Command = new(Household, Cremona, Day("2026-01-10"), Label: null);

    [Fact]
    public void An_absent_household_is_enrolled_and_a_second_time_is_nothing()
    {
        var decision = Decide(HouseholdState.Absent, Command);

        decision.Should().Be(Appends(Enrolment));
        Decide(After(HouseholdState.Absent, decision), Command).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void Another_enrolment_under_the_same_id_is_refused()
        => ReasonOf(Decide(Enrolled(), Command with { Date = Day("2026-01-11") })).Should().Be(Reasons.HouseholdExists);

    [Fact]
    public void A_refused_enrolment_says_which_fields_differ_and_no_value()
    {
        var other = Command with { Agency = new AgencyId("lodi"), Date = Day("2026-01-11"), Label = new PersonalText("Rossi") };

        var refused = (Decision<HouseholdEvent>.Refused)Decide(Enrolled(), other);

        refused.Refusal.Details.Should().Equal(
            new RefusalDetail("household", Household.ToString()), new RefusalDetail("differing", "agency,date,label"));
    }

    [Fact]
    public void An_enrolment_cannot_be_in_the_future_nor_have_a_long_label()
    {
        ReasonOf(Decide(HouseholdState.Absent, Command with { Date = Day("2026-07-01") })).Should().Be(Reasons.DateAfterRecordedDay);
        ReasonOf(Decide(HouseholdState.Absent, Command with { Label = new PersonalText(new string('x', 201)) }))
            .Should().Be(Reasons.TextTooLong);
        ReasonOf(Decide(HouseholdState.Absent, Command with { Agency = new AgencyId("Comune") })).Should().Be(Reasons.SlugInvalid);
    }

    private static Decision<HouseholdEvent> Decide(HouseholdState state, EnrolHousehold command)
        => EnrolHousehold.Decide(state, command, RecordedDay);
}
