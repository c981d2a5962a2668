using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>A plan carries the judgement that was made when it was agreed (R43, R49).</summary>
public sealed class PlanJudgementTests
{
    /// <summary>20 in hand, 1000 on the 1st, 650 on the 5th, needs of 10 a day: 40 to 70 are left of a month.</summary>
    private static readonly HouseholdEvent[] Recorded =
    [
        new IncomeEntryRecorded(
            Id(1),
            Day("2026-03-01"),
            IncomeSource.Wages,
            Euro(1000),
            Repeats(Frequency.Monthly, "2026-04-01"),
            Reliability.Certain,
            Earner: null,
            Note: null),
        new ExpensePlanned(
            Id(2), Day("2026-03-01"), "loan", NeedClass.Other, Euro(650), Repeats(Frequency.Monthly, "2026-04-05"), Note: null),
        new ExpensePlanned(
            Id(3), Day("2026-03-01"), "food", NeedClass.Primary, Euro(70), Repeats(Frequency.Weekly, "2026-03-02"), Note: null),
        Charge(4, due: "2026-03-05", amount: 120),
        new CashCounted(Id(5), Day("2026-03-31"), Euro(20)),
    ];

    private static readonly PlanOverride ByLead = new(new StaffId("lead-1"), "relatives-help");

    [Fact]
    public void A_plan_that_passes_carries_its_checks_and_the_rules_that_judged_R49()
    {
        var judged = Judged(Decide(Enrolled(Recorded), Command(count: 6)))!;

        (judged.OpeningDay, judged.OpeningCash, judged.Days, judged.Verdict, judged.Override)
            .Should().Be((Day("2026-03-31"), Euro(20), 184, CheckVerdict.Pass, null));
        judged.Checks.Select(check => (check.Kind, check.Verdict, check.Figure)).Should().Equal(
            (PlanCheckKind.EveryDay, CheckVerdict.Pass, Euro(70)),
            (PlanCheckKind.CertainIncome, CheckVerdict.Pass, Euro(70)),
            (PlanCheckKind.MonthlyResidual, CheckVerdict.Pass, Euro(670)),
            (PlanCheckKind.InstalmentCap, CheckVerdict.Pass, Euro(20)),
            (PlanCheckKind.InstalmentSurplus, CheckVerdict.Pass, Euro(20)),
            (PlanCheckKind.RentBurden, CheckVerdict.Pass, Money.Zero));
        judged.Basis.Should().Be(new JudgementBasis(Shipped.Id, Hash, PlanningRules.Number));
    }

    [Fact]
    public void A_plan_that_a_check_blocks_is_refused_unless_a_named_person_lets_it_pass_R43()
    {
        var refused = Decide(Enrolled(Recorded), Command(count: 1));
        var agreed = Judged(Decide(Enrolled(Recorded), Command(count: 1) with { Override = ByLead }))!;

        ReasonOf(refused).Should().Be(Reasons.PlanNotSustainable);
        ((Decision<HouseholdEvent>.Refused)refused).Refusal.Details.Should().Equal(
            new RefusalDetail("checks", "EveryDay,InstalmentSurplus"),
            new RefusalDetail("figure", "-10.00"),
            new RefusalDetail("limit", "0.00"));
        (agreed.Verdict, agreed.Override).Should().Be((CheckVerdict.Block, ByLead));
        ReasonOf(Decide(Enrolled(Recorded), Command(count: 1) with { Override = ByLead with { ReasonCode = "No!" } }))
            .Should().Be(Reasons.SlugInvalid);
    }

    [Fact]
    public void Where_nothing_blocks_nobody_is_named()
        => Judged(Decide(Enrolled(Recorded), Command(count: 6) with { Override = ByLead }))!.Override.Should().BeNull();

    [Fact]
    public void A_court_asks_nobody_and_its_plan_is_judged_all_the_same()
    {
        var judged = Judged(Decide(Enrolled(Recorded), Command(count: 1) with { CourtOrdered = true }))!;

        (judged.Verdict, judged.Override).Should().Be((CheckVerdict.Block, null));
    }

    [Fact]
    public void Without_a_count_of_the_last_month_or_without_any_entry_there_is_nothing_to_judge_by()
    {
        HouseholdEvent[] before = [.. Recorded.Where(fact => fact is not CashCounted)];
        Judged(Decide(Enrolled([.. before, new CashCounted(Id(5), Day("2026-02-27"), Euro(20))]), Command(count: 1))).Should().BeNull();
        ReasonOf(Decide(Enrolled([.. before, new CashCounted(Id(5), Day("2026-02-28"), Euro(20))]), Command(count: 1)))
            .Should().Be(Reasons.PlanNotSustainable);
        Judged(Decide(Enrolled(before), Command(count: 1))).Should().BeNull();
        Judged(Decide(Enrolled([.. Recorded.Where(fact => fact is ChargePosted or CashCounted)]), Command(count: 1))).Should().BeNull();
    }

    [Fact]
    public void The_same_plan_again_is_nothing_though_the_budget_changed()
    {
        var decision = Decide(Enrolled(Recorded), Command(count: 6));
        var poorer = After(After(Enrolled(Recorded), decision), new CashCounted(Id(6), Day("2026-03-31"), Euro(0)));

        Decide(poorer, Command(count: 6)).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void A_corrected_plan_keeps_its_judgement_R15()
    {
        var state = After(Enrolled(Recorded), Decide(Enrolled(Recorded), Command(count: 6)));
        var plan = (RepaymentPlanAgreed)state.Find(Id(20))!.Original;
        var correction = new CorrectFact(Id(30), plan.Id, null, "typing-error", plan with { CurrentBillFirst = true, Judgement = null });

        var decision = CorrectFact.Decide(state, correction, Agency, RecordedDay);

        var corrected = (FactCorrected)((Decision<HouseholdEvent>.Accepted)decision).Events[0];
        corrected.Replacement.Should().Be(plan with { CurrentBillFirst = true });
        CorrectFact.Decide(After(state, decision), correction, Agency, RecordedDay).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    private static AgreePlan Command(int count) => new(
        Id(20),
        Day("2026-03-31"),
        Aler,
        [new CoveredCharge(Id(4), Euro(120))],
        Interest: Money.Zero,
        new PlanSchedule.EqualMonthly(count, Day("2026-05-01"), DayOfMonth: 1),
        LumpSum: null,
        CurrentBillFirst: false,
        CourtOrdered: false,
        AcceptedOn: Day("2026-03-31"),
        ReviewOn: null,
        Replaces: null,
        Note: null);

    private static Decision<HouseholdEvent> Decide(HouseholdState state, AgreePlan command)
        => AgreePlan.Decide(state, command, Agency, RecordedDay);

    private static PlanJudgement? Judged(Decision<HouseholdEvent> decision)
        => ((RepaymentPlanAgreed)((Decision<HouseholdEvent>.Accepted)decision).Events.Single()).Judgement;
}
