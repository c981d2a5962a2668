using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>
/// A plan is agreed: one a creditor (R39), its sum (R40), its length and least debt (R41), acceptance and review (R43), what it covers
/// (R59).
/// </summary>
public sealed class AgreePlanTests
{
    private static readonly AgreePlan Command = new(
        Id(1),
        Day("2026-03-01"),
        Aler,
        [new CoveredCharge(Id(10), Euro(100)), new CoveredCharge(Id(11), Euro(50))],
        Interest: Money.Zero,
        new PlanSchedule.EqualMonthly(3, Day("2026-03-31"), DayOfMonth: 31),
        LumpSum: null,
        CurrentBillFirst: true,
        CourtOrdered: false,
        AcceptedOn: Day("2026-03-01"),
        ReviewOn: null,
        Replaces: null,
        Note: null);

    private static readonly RepaymentPlanAgreed Agreed = new(
        Id(1),
        Day("2026-03-01"),
        Aler,
        Command.Covered,
        Money.Zero,
        [
            new Instalment(1, Day("2026-03-31"), Euro(50)),
            new Instalment(2, Day("2026-04-30"), Euro(50)),
            new Instalment(3, Day("2026-05-31"), Euro(50)),
        ],
        CurrentBillFirst: true,
        CourtOrdered: false,
        AcceptedOn: Day("2026-03-01"),
        ReviewOn: Day("2026-06-01"),
        Replaces: null,
        Note: null);

    [Fact]
    public void Equal_instalments_are_built_and_a_second_time_is_nothing()
    {
        var decision = Decide(Enrolled(), Command);

        decision.Should().Be(Appends(Agreed));
        Decide(After(Enrolled(), decision), Command).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void Agreed_interest_is_spread_with_the_debt()
        => Instalments(Command with { Interest = Euro(0.01m) }).Select(i => i.Amount).Should().Equal(Euro(50), Euro(50), Euro(50.01m));

    [Fact]
    public void A_schedule_may_be_written_out()
    {
        var command = Command with { Schedule = Listed(("2026-03-10", 30), ("2026-04-20", 120)) };

        Instalments(command).Should().Equal(
            new Instalment(1, Day("2026-03-10"), Euro(30)), new Instalment(2, Day("2026-04-20"), Euro(120)));
    }

    [Fact]
    public void A_lump_sum_comes_first_and_its_time_is_not_counted()
    {
        var command = Command with
        {
            SignedOn = Day("2026-01-01"),
            AcceptedOn = Day("2026-01-01"),
            LumpSum = new ScheduledAmount(Day("2026-01-01"), Euro(30)),
            Schedule = new PlanSchedule.EqualMonthly(6, Day("2026-02-10"), DayOfMonth: 10),
        };

        var instalments = Instalments(command);

        instalments.Should().HaveCount(7);
        instalments[0].Should().Be(new Instalment(1, Day("2026-01-01"), Euro(30)));
        instalments[^1].Should().Be(new Instalment(7, Day("2026-07-10"), Euro(20)));
    }

    [Fact]
    public void The_review_is_as_agreed_or_after_the_months_of_the_agency()
    {
        Plan(Command with { ReviewOn = Day("2026-05-05") }).ReviewOn.Should().Be(Day("2026-05-05"));
        Plan(Command).ReviewOn.Should().Be(Day("2026-06-01"));
    }

    [Fact]
    public void A_plan_needs_the_acceptance_of_the_household_by_its_signature()
    {
        ReasonOf(Decide(Enrolled(), Command with { AcceptedOn = null })).Should().Be(Reasons.PlanNotAccepted);
        ReasonOf(Decide(Enrolled(), Command with { AcceptedOn = Day("2026-03-02") })).Should().Be(Reasons.PlanNotAccepted);
    }

    [Fact]
    public void A_debt_below_the_least_of_the_agency_is_refused()
    {
        var command = Command with { Covered = [new CoveredCharge(Id(10), Euro(99.99m))] };

        ReasonOf(Decide(Enrolled(), command)).Should().Be(Reasons.PlanDebtTooSmall);
        Decide(Enrolled(), command with { CourtOrdered = true }).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    [Fact]
    public void A_plan_longer_than_the_table_allows_is_refused()
    {
        var equal = new PlanSchedule.EqualMonthly(7, Day("2026-03-31"), DayOfMonth: 31);
        var weekly = Enumerable.Range(0, 26).Select(i => new ScheduledAmount(Day("2026-03-02").PlusWeeks(i), Euro(i == 0 ? 25 : 5)));

        ReasonOf(Decide(Enrolled(), Command with { Schedule = equal })).Should().Be(Reasons.PlanTooLong);
        Decide(Enrolled(), Command with { Schedule = equal with { Count = 6 } }).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        Decide(Enrolled(), Command with { Schedule = new PlanSchedule.Explicit(weekly.ToValueList()) })
            .Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    [Theory]
    [InlineData(Frequency.OneOff, 1, "2026-03-31")]
    [InlineData(Frequency.Weekly, 3, "2026-03-31 2026-04-07 2026-04-14")]
    [InlineData(Frequency.TwoWeekly, 3, "2026-03-31 2026-04-14 2026-04-28")]
    [InlineData(Frequency.FourWeekly, 3, "2026-03-31 2026-04-28 2026-05-26")]
    [InlineData(Frequency.Monthly, 3, "2026-03-31 2026-04-30 2026-05-31")]
    [InlineData(Frequency.Bimonthly, 3, "2026-03-31 2026-05-31 2026-07-31")]
    [InlineData(Frequency.Quarterly, 2, "2026-03-31 2026-06-30")]
    public void Equal_instalments_fall_weeks_or_months_apart(Frequency frequency, int count, string days)
    {
        var schedule = new PlanSchedule.Equal(count, frequency, Day("2026-03-31"), DayOfMonth: 31);

        var decision = (Decision<HouseholdEvent>.Accepted)Decide(Enrolled(), Command with { Schedule = schedule });

        var plan = (RepaymentPlanAgreed)decision.Events[0];
        plan.Instalments.Select(instalment => instalment.DueDate).Should().Equal(days.Split(' ').Select(Day));
        plan.Instalments.Sum(instalment => instalment.Amount.Cents).Should().Be(150_00);
    }

    [Fact]
    public void Equal_instalments_need_a_frequency_and_a_one_off_is_single_R41()
    {
        var schedule = new PlanSchedule.Equal(26, Frequency.Weekly, Day("2026-03-02"), DayOfMonth: 1);

        Decide(Enrolled(), Command with { Schedule = schedule }).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        ReasonOf(Decide(Enrolled(), Command with { Schedule = schedule with { Count = 28 } })).Should().Be(Reasons.PlanTooLong);
        ReasonOf(Decide(Enrolled(), Command with { Schedule = schedule with { Frequency = Frequency.Unspecified } }))
            .Should().Be(Reasons.ValueUnspecified);
        ReasonOf(Decide(Enrolled(), Command with { Schedule = schedule with { Frequency = Frequency.OneOff, Count = 2 } }))
            .Should().Be(Reasons.ValueOutOfRange);
        ReasonOf(Decide(Enrolled(), Command with { Schedule = schedule with { Frequency = Frequency.Quarterly } }))
            .Should().Be(Reasons.ValueOutOfRange);
    }

    [Fact]
    public void An_instalment_below_a_cent_is_refused()
    {
        var court = Command with { CourtOrdered = true, Covered = [new CoveredCharge(Id(10), Euro(0.02m))] };

        ReasonOf(Decide(Enrolled(), court)).Should().Be(Reasons.InstalmentTooSmall);
        ReasonOf(Decide(Enrolled(), Command with { Schedule = Listed(("2026-03-10", 150), ("2026-04-20", 0)) }))
            .Should().Be(Reasons.InstalmentTooSmall);
        ReasonOf(Decide(Enrolled(), Command with { LumpSum = new ScheduledAmount(Day("2026-03-02"), Euro(150)) }))
            .Should().Be(Reasons.InstalmentTooSmall);
    }

    [Fact]
    public void A_written_schedule_adds_up_to_the_total_in_order_of_due_date()
    {
        ReasonOf(Decide(Enrolled(), Command with { Schedule = Listed(("2026-03-10", 149.99m)) })).Should().Be(Reasons.PlanSumDiffers);
        ReasonOf(Decide(Enrolled(), Command with { Schedule = Listed(("2026-04-10", 50), ("2026-03-10", 100)) }))
            .Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Decide(Enrolled(), Command with { Schedule = Listed(("2026-02-28", 150)) })).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Decide(Enrolled(), Command with { Schedule = Listed() })).Should().Be(Reasons.ListEmpty);
    }

    [Fact]
    public void The_first_due_date_falls_on_the_day_of_the_month()
        => ReasonOf(Decide(Enrolled(), Command with { Schedule = new PlanSchedule.EqualMonthly(3, Day("2026-03-15"), 31) }))
            .Should().Be(Reasons.ValueOutOfRange);

    [Fact]
    public void A_plan_covers_charges_each_once_and_with_an_amount()
    {
        ReasonOf(Decide(Enrolled(), Command with { Covered = [] })).Should().Be(Reasons.ListEmpty);
        ReasonOf(Decide(Enrolled(), Command with { Covered = [new(Id(10), Euro(100)), new(Id(10), Euro(50))] }))
            .Should().Be(Reasons.ListRepeats);
        ReasonOf(Decide(Enrolled(), Command with { Covered = [new(Id(10), Euro(150)), new(Id(11), Money.Zero)] }))
            .Should().Be(Reasons.AmountNotPositive);
        ReasonOf(Decide(Enrolled(Payment(10, "2026-02-01", 5)), Command)).Should().Be(Reasons.ReferenceWrongKind);
    }

    [Fact]
    public void More_than_is_outstanding_may_be_covered_because_balances_never_decide()
        => Decide(Enrolled(Charge(10, amount: 1)), Command).Should().Be(Appends(Agreed));

    [Fact]
    public void A_second_plan_of_the_same_creditor_names_the_first_as_replaced()
    {
        var state = Enrolled(Agreed);
        var second = Command with { Id = Id(2), SignedOn = Day("2026-04-01"), Schedule = Listed(("2026-04-10", 150)) };
        var replacing = second with { Replaces = new PlanReplacement(Id(1), "income-fell") };

        ReasonOf(Decide(state, second)).Should().Be(Reasons.PlanActive);
        ReasonOf(Decide(state, second with { Replaces = new PlanReplacement(Id(77), "income-fell") })).Should().Be(Reasons.PlanActive);
        ReasonOf(Decide(state, replacing with { Replaces = new PlanReplacement(Id(1), "") })).Should().Be(Reasons.SlugInvalid);
        Decide(state, replacing).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        Decide(state, second with { Creditor = Condominium }).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    [Fact]
    public void A_lapsed_plan_makes_room_for_another_from_the_day_of_the_lapse()
    {
        var state = Enrolled(Agreed, new PlanLapsed(Id(3), Day("2026-05-01"), Id(1), "broken", Euro(150)));
        var second = Command with { Id = Id(2), Schedule = Listed(("2026-05-10", 150)) };

        Decide(state, second with { SignedOn = Day("2026-05-01") }).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        ReasonOf(Decide(state, second with { SignedOn = Day("2026-04-30") })).Should().Be(Reasons.PlanActive);
    }

    [Fact]
    public void A_replaced_plan_may_be_recorded_after_the_one_that_replaces_it()
    {
        var second = Agreed with
        {
            Id = Id(2), SignedOn = Day("2026-03-20"), Replaces = new PlanReplacement(Id(1), "income-fell"),
        };

        Decide(Enrolled(second), Command).Should().Be(Appends(Agreed));
    }

    [Fact]
    public void An_older_plan_cannot_replace_a_younger_one()
    {
        var older = Command with
        {
            Id = Id(2),
            SignedOn = Day("2026-02-01"),
            AcceptedOn = Day("2026-02-01"),
            Replaces = new PlanReplacement(Id(1), "income-fell"),
        };

        ReasonOf(Decide(Enrolled(Agreed), older)).Should().Be(Reasons.PlanActive);
    }

    [Fact]
    public void A_court_ordered_plan_is_not_replaced_by_an_ordinary_one_in_whatever_order_they_are_recorded()
    {
        var second = Command with
        {
            Id = Id(2),
            SignedOn = Day("2026-03-20"),
            Replaces = new PlanReplacement(Id(1), "income-fell"),
        };
        var court = Agreed with { CourtOrdered = true };

        ReasonOf(Decide(Enrolled(court), second)).Should().Be(Reasons.PlanCourtOrdered);
        ReasonOf(Decide(After(Enrolled(), Decide(Enrolled(), second)), Command with { CourtOrdered = true }))
            .Should().Be(Reasons.PlanCourtOrdered);
        Decide(Enrolled(court), second with { CourtOrdered = true }).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    [Fact]
    public void The_id_of_a_plan_the_household_and_its_state_are_checked()
    {
        ReasonOf(Decide(Enrolled(Charge(1)), Command)).Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(Enrolled(Agreed), Command with { CurrentBillFirst = false })).Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(HouseholdState.Absent, Command)).Should().Be(Reasons.HouseholdNotEnrolled);
        ReasonOf(Decide(Enrolled(new HouseholdClosed(Day("2026-05-01"), "moved-away")), Command)).Should().Be(Reasons.HouseholdIsClosed);
        ReasonOf(Decide(Enrolled(), Command with { Creditor = new CreditorId("unknown") })).Should().Be(Reasons.CreditorUnknown);
    }

    private static PlanSchedule.Explicit Listed(params (string Due, decimal Amount)[] parts)
        => new(parts.Select(part => new ScheduledAmount(Day(part.Due), Euro(part.Amount))).ToValueList());

    private static RepaymentPlanAgreed Plan(AgreePlan command)
        => (RepaymentPlanAgreed)((Decision<HouseholdEvent>.Accepted)Decide(Enrolled(), command)).Events.Single();

    private static ValueList<Instalment> Instalments(AgreePlan command) => Plan(command).Instalments;

    private static Decision<HouseholdEvent> Decide(HouseholdState state, AgreePlan command)
        => AgreePlan.Decide(state, command, Agency, RecordedDay);
}
