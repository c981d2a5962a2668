using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>A closed household takes corrections and re-opening only (R9).</summary>
public sealed class CloseHouseholdTests
{
    private static readonly HouseholdClosed Closing = new(Day("2026-05-01"), "moved-away");
    private static readonly HouseholdReopened Reopening = new(Day("2026-06-01"), "came-back");

    [Fact]
    public void An_open_household_is_closed_and_a_second_time_is_nothing()
    {
        var decision = Close(Enrolled(), "2026-05-01", "moved-away");

        decision.Should().Be(Appends(Closing));
        Close(After(Enrolled(), decision), "2026-05-01", "moved-away").Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void A_closed_household_cannot_be_closed_for_another_reason()
        => ReasonOf(Close(Enrolled(Closing), "2026-05-01", "programme-ended")).Should().Be(Reasons.HouseholdIsClosed);

    [Fact]
    public void A_closing_lies_between_the_enrolment_or_the_last_reopening_and_the_recorded_day()
    {
        ReasonOf(Close(Enrolled(), "2026-01-09", "moved-away")).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Close(Enrolled(Closing, Reopening), "2026-05-31", "moved-away")).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Close(Enrolled(), "2026-07-01", "moved-away")).Should().Be(Reasons.DateAfterRecordedDay);
        ReasonOf(Close(Enrolled(), "2026-05-01", "Moved away")).Should().Be(Reasons.SlugInvalid);
    }

    [Fact]
    public void A_closed_household_is_reopened_and_a_second_time_is_nothing()
    {
        var decision = Reopen(Enrolled(Closing), "2026-06-01", "came-back");

        decision.Should().Be(Appends(Reopening));
        Reopen(After(Enrolled(Closing), decision), "2026-06-01", "came-back").Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void A_household_that_is_not_closed_cannot_be_reopened()
    {
        ReasonOf(Reopen(Enrolled(), "2026-06-01", "came-back")).Should().Be(Reasons.HouseholdNotClosed);
        ReasonOf(Reopen(Enrolled(Closing, Reopening), "2026-06-02", "came-back")).Should().Be(Reasons.HouseholdNotClosed);
    }

    [Fact]
    public void A_reopening_lies_between_the_closing_and_the_recorded_day()
    {
        ReasonOf(Reopen(Enrolled(Closing), "2026-04-30", "came-back")).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Reopen(Enrolled(Closing), "2026-07-01", "came-back")).Should().Be(Reasons.DateAfterRecordedDay);
    }

    [Fact]
    public void A_reopened_household_accepts_facts_again()
        => RecordFact.Decide(Enrolled(Closing, Reopening), new RecordFact(Charge(1)), Agency, RecordedDay).Should().Be(Appends(Charge(1)));

    [Fact]
    public void An_absent_household_is_neither_closed_nor_reopened()
    {
        ReasonOf(Close(HouseholdState.Absent, "2026-05-01", "moved-away")).Should().Be(Reasons.HouseholdNotEnrolled);
        ReasonOf(Reopen(HouseholdState.Absent, "2026-05-01", "came-back")).Should().Be(Reasons.HouseholdNotEnrolled);
    }

    private static Decision<HouseholdEvent> Close(HouseholdState state, string day, string reason)
        => CloseHousehold.Decide(state, new CloseHousehold(Day(day), reason), RecordedDay);

    private static Decision<HouseholdEvent> Reopen(HouseholdState state, string day, string reason)
        => ReopenHousehold.Decide(state, new ReopenHousehold(Day(day), reason), RecordedDay);
}
