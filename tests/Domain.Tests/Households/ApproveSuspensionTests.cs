using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>A suspension needs evidence, a second person and an end (R35).</summary>
public sealed class ApproveSuspensionTests
{
    private static readonly SuspensionApproved Approved = Suspended(1, "2026-06-01", "2026-03-01", "2026-09-01");

    private static readonly ApproveSuspension Command = new(
        Id(1), Approved.Date, Aler, Approved.Period, Approved.ReasonCode, Approved.Evidence, Approved.Proposer, Approved.Approver);

    [Fact]
    public void A_suspension_of_the_longest_time_is_approved_and_a_second_time_is_nothing()
    {
        var decision = Decide(Enrolled(), Command);

        decision.Should().Be(Appends(Approved));
        Decide(After(Enrolled(), decision), Command).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void A_suspension_may_begin_after_the_recorded_day()
        => Decide(Enrolled(), Command with { Period = new DateSpan(Day("2026-08-01"), Day("2026-09-01")) })
            .Should().BeOfType<Decision<HouseholdEvent>.Accepted>();

    [Fact]
    public void Nobody_approves_what_they_proposed()
        => ReasonOf(Decide(Enrolled(), Command with { Approver = Command.Proposer })).Should().Be(Reasons.FourEyes);

    [Fact]
    public void A_suspension_needs_evidence()
    {
        ReasonOf(Decide(Enrolled(), Command with { Evidence = null })).Should().Be(Reasons.EvidenceMissing);
        ReasonOf(Decide(Enrolled(), Command with { Evidence = new PersonalText(" ") })).Should().Be(Reasons.EvidenceMissing);
    }

    [Fact]
    public void A_suspension_ends_within_the_months_of_the_agency()
    {
        ReasonOf(Decide(Enrolled(), Command with { Period = new DateSpan(Day("2026-03-01"), Day("2026-09-02")) }))
            .Should().Be(Reasons.SuspensionTooLong);
        ReasonOf(Decide(Enrolled(), Command with { Period = new DateSpan(Day("2026-03-01"), null) })).Should().Be(Reasons.ValueMissing);
        ReasonOf(Decide(Enrolled(), Command with { Period = new DateSpan(Day("2026-03-01"), Day("2026-03-01")) }))
            .Should().Be(Reasons.DatesOutOfOrder);
    }

    [Fact]
    public void Reason_creditor_id_and_household_are_checked()
    {
        ReasonOf(Decide(Enrolled(), Command with { ReasonCode = "Job loss" })).Should().Be(Reasons.SlugInvalid);
        ReasonOf(Decide(Enrolled(), Command with { Creditor = new CreditorId("unknown") })).Should().Be(Reasons.CreditorUnknown);
        ReasonOf(Decide(Enrolled(Charge(1)), Command)).Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(HouseholdState.Absent, Command)).Should().Be(Reasons.HouseholdNotEnrolled);
        ReasonOf(Decide(Enrolled(new HouseholdClosed(Day("2026-05-01"), "moved-away")), Command)).Should().Be(Reasons.HouseholdIsClosed);
    }

    private static Decision<HouseholdEvent> Decide(HouseholdState state, ApproveSuspension command)
        => ApproveSuspension.Decide(state, command, Agency, RecordedDay);
}
