using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>A person decides that a plan lapsed, and states the residual (R37, R59).</summary>
public sealed class LapsePlanTests
{
    private static readonly RepaymentPlanAgreed Agreed = Plan(1, "2026-03-01", Id(10), 200, ("2026-04-01", 100), ("2026-05-01", 100));
    private static readonly LapsePlan Command = new(Id(2), Day("2026-05-10"), Id(1), "two-broken", Euro(150));

    [Fact]
    public void A_lapse_states_its_residual_and_a_second_time_is_nothing_whatever_the_residual_is_by_then()
    {
        var decision = Decide(Enrolled(Agreed), Command);

        decision.Should().Be(Appends(new PlanLapsed(Id(2), Day("2026-05-10"), Id(1), "two-broken", Euro(150))));
        Decide(After(Enrolled(Agreed), decision), Command with { Residual = Money.Zero }).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void An_unknown_plan_cannot_lapse()
    {
        ReasonOf(Decide(Enrolled(), Command)).Should().Be(Reasons.PlanUnknown);
        ReasonOf(Decide(Enrolled(Charge(1)), Command)).Should().Be(Reasons.PlanUnknown);
    }

    [Fact]
    public void A_plan_that_is_not_active_cannot_lapse()
    {
        var replacing = Plan(3, "2026-04-15", Id(10), 100, ("2026-05-01", 100)) with
        {
            Replaces = new PlanReplacement(Id(1), "income-fell"),
        };

        ReasonOf(Decide(Enrolled(Agreed, replacing), Command)).Should().Be(Reasons.PlanNotActive);
        ReasonOf(Decide(After(Enrolled(Agreed), Decide(Enrolled(Agreed), Command)), Command with { Id = Id(4) }))
            .Should().Be(Reasons.PlanNotActive);
        ReasonOf(Decide(Enrolled(Agreed), Command with { Date = Day("2026-02-28") })).Should().Be(Reasons.PlanNotActive);
        ReasonOf(Decide(Enrolled(Agreed, new FactCorrected(Id(5), Id(1), null, "not-signed", null, Day("2026-03-01"))), Command))
            .Should().Be(Reasons.PlanNotActive);
    }

    [Fact]
    public void A_lapse_has_a_reason_a_past_day_and_an_id_of_its_own()
    {
        ReasonOf(Decide(Enrolled(Agreed), Command with { ReasonCode = "" })).Should().Be(Reasons.SlugInvalid);
        ReasonOf(Decide(Enrolled(Agreed), Command with { Date = Day("2026-07-01") })).Should().Be(Reasons.DateAfterRecordedDay);
        ReasonOf(Decide(Enrolled(Agreed), Command with { Residual = Euro(-1) })).Should().Be(Reasons.AmountNegative);
        ReasonOf(Decide(Enrolled(Agreed), Command with { Id = Id(1) })).Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(HouseholdState.Absent, Command)).Should().Be(Reasons.HouseholdNotEnrolled);
        ReasonOf(Decide(Enrolled(Agreed, new HouseholdClosed(Day("2026-05-01"), "moved-away")), Command))
            .Should().Be(Reasons.HouseholdIsClosed);
    }

    private static Decision<HouseholdEvent> Decide(HouseholdState state, LapsePlan command)
        => LapsePlan.Decide(state, command, Agency, RecordedDay);
}
