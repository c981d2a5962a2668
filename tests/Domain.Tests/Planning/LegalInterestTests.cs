using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using FsCheck;
using FsCheck.Fluent;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>Plans that bear the legal rate (R42): proposed, agreed as proposed, and held against every plan written out.</summary>
public sealed class LegalInterestTests
{
    /// <summary>A table so short that every plan can be written out, and rates high enough to be felt from the first month on.</summary>
    private static readonly ParameterSet Legal = Shipped with
    {
        Id = new ParameterSetId("legal"),
        Values = ShippedDefaults.Values with
        {
            InstalmentTable = [new InstalmentRow(Euro(100), 2), new InstalmentRow(null, 4)],
            PlanMinimumDebt = Money.Zero,
            Planning = ShippedDefaults.Values.Planning with
            {
                PlanInterest = PlanInterestRule.Legal,
                LegalInterest =
                [
                    new DatedRate(Day("2020-01-01"), Day("2019-12-01"), 120_000, "first"),
                    new DatedRate(Day("2026-03-01"), Day("2025-12-01"), 480_000, "second"),
                ],
            },
        },
    };

    [Fact]
    public void The_best_plan_of_each_kind_is_the_one_that_brute_force_finds_with_the_interest_of_each_plan()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Tight(5).Zip(Gen.Choose(1, 400_00))),
                given => HoldsAgainstBruteForce(given.Item1, new Money(given.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(20260611, 9));

    [Fact]
    public void Within_limits_it_is_the_one_that_brute_force_finds_among_those_that_no_check_blocks_R47()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Tight(4).Zip(Gen.Choose(1, 400_00))),
                given => HoldsAgainstBruteForce(given.Item1, new Money(given.Item2), capPpm: 60_000))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15).WithReplay(20260612, 9));

    [Fact]
    public void A_pair_of_plans_bears_the_interest_of_each_and_leaves_no_day_below_zero()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Tight(3).Zip(Gen.Choose(1, 300_00)).Zip(Gen.Choose(1, 300_00))),
                given => PairHolds(given.Item1.Item1, new Money(given.Item1.Item2), new Money(given.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(20260613, 9));

    [Fact]
    public void The_best_pair_is_the_one_that_brute_force_finds_with_the_interest_of_each_plan()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Tight(3).Zip(Gen.Choose(1, 150_00)).Zip(Gen.Choose(101_00, 200_00))),
                given => PairHoldsAgainstBruteForce(given.Item1.Item1, 95, new Money(given.Item1.Item2), new Money(given.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(4).WithReplay(20260614, 9));

    [Fact]
    public void A_pair_that_holds_only_by_the_interest_that_a_shorter_second_plan_saves_is_found()
    {
        // Money comes once, before any of it is due: at the end every cent of interest is missing.
        var second = new DebtToPlan(Condominium, Euro(150), Money.Zero) { BearsLegalInterest = true };
        var first = new DebtToPlan(Aler, Euro(50), Money.Zero) { BearsLegalInterest = true };
        var budget = Budget("2026-03-31", 203, Food(0.01m));
        var rules = new PlanningRules(Legal, budget.OpeningDay, budget.OpeningDay, Persons: null);

        var answer = PlanProposals.For(new ProposalRequest(budget, [first, second], rules, 200)).Answer!;

        answer.Impossible.Should().BeNull();
        answer.Proposals.Should().NotBeEmpty().And.OnlyContain(proposal => !proposal.Lowest.Balance.IsNegative);
        PairHoldsAgainstBruteForce(budget, 200, Euro(50), Euro(150));
    }

    [Fact]
    public void A_proposal_says_how_much_of_it_is_interest_and_is_agreed_as_it_is()
    {
        var budget = Budget("2026-03-31", 500, Food(10), Income(1, 1000, "2026-04-01"));
        var proposed = Propose(Legal, budget, new DebtToPlan(Aler, Euro(400), Money.Zero) { BearsLegalInterest = true })
            .Answer!.Proposals.Single(proposal => proposal.Kind == ProposalKind.Gentlest).Plans[0];

        // 400, 300, 200 and 100 for 31, 31, 30 and 31 days at 48 %: (12,400 + 9,300 + 6,000 + 3,100) × 0.48 ÷ 365 = 40.50.
        (proposed.FirstDue, proposed.Count, proposed.Interest, proposed.Total, proposed.Instalment, proposed.LastInstalment).Should().Be(
            (Day("2026-05-01"), 4, Euro(40.50m), Euro(440.50m), Euro(110.13m), Euro(110.11m)));
        var command = Agreeing(proposed);
        var agency = Published();
        var decision = AgreePlan.Decide(Enrolled(), command, agency, RecordedDay);
        var agreed = (RepaymentPlanAgreed)((Decision<HouseholdEvent>.Accepted)decision).Events.Single();
        agreed.Interest.Should().Be(proposed.Interest);
        agreed.Instalments.Select(part => new ScheduledAmount(part.DueDate, part.Amount)).Should().Equal(proposed.Payments());
        AgreePlan.Decide(After(Enrolled(), decision), command, agency, RecordedDay).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void A_lump_sum_lowers_the_debt_that_bears_interest()
    {
        var command = Agreeing(new ProposedPlan(
            Aler, Euro(400), 1, Day("2026-05-31"), 31, Day("2026-05-31"), Euro(300), Euro(300), OneFewer: null)) with
        {
            LumpSum = new ScheduledAmount(Day("2026-04-01"), Euro(100)),
        };

        var decision = AgreePlan.Decide(Enrolled(), command, Published(), RecordedDay);

        // 400 for a day and 300 for sixty at 48 %: (400 + 18,000) × 0.48 ÷ 365 = 24.20.
        var agreed = (RepaymentPlanAgreed)((Decision<HouseholdEvent>.Accepted)decision).Events.Single();
        agreed.Interest.Should().Be(Euro(24.20m));
        agreed.Instalments.Select(part => part.Amount).Should().Equal(Euro(100), Euro(324.20m));
    }

    [Fact]
    public void Interest_is_refused_where_plans_bear_none_where_an_amount_is_given_too_and_before_the_first_rate()
    {
        var legal = new DebtToPlan(Aler, Euro(400), Money.Zero) { BearsLegalInterest = true };
        var early = Budget("2019-11-30", 500, Food(10));
        var command = Agreeing(new ProposedPlan(
            Aler, Euro(400), 1, Day("2026-05-31"), 31, Day("2026-05-31"), Euro(400), Euro(400), OneFewer: null));

        Propose(Shipped, W6, legal).Refusal!.Reason.Should().Be(Reasons.PlanBearsNoInterest);
        Propose(Legal, W6, legal with { Interest = Euro(1) }).Refusal!.Reason.Should().Be(Reasons.ValueNotExpected);
        Propose(Legal, early, legal).Refusal!.Reason.Should().Be(Reasons.LegalRateUnknown);
        ReasonOf(AgreePlan.Decide(Enrolled(), command, Agency, RecordedDay)).Should().Be(Reasons.PlanBearsNoInterest);
        ReasonOf(AgreePlan.Decide(Enrolled(), command with { Interest = Euro(1) }, Published(), RecordedDay))
            .Should().Be(Reasons.ValueNotExpected);
    }

    private static void HoldsAgainstBruteForce(DatedBudget budget, Money debt, int? capPpm = null)
    {
        var planning = Legal.Values.Planning with { InstalmentCapPpm = capPpm ?? Legal.Values.Planning.InstalmentCapPpm };
        var set = Legal with { Values = Legal.Values with { Planning = planning } };
        var rules = new PlanningRules(set, budget.OpeningDay, budget.OpeningDay, Persons: 1);
        (Money, int)[] asked = [(debt, InstalmentLimit.MonthsFor(debt, set.Values)!.Value)];
        var free = new PlainProposals(budget, 120, rules.Weights, asked, interest: rules);
        var limited = capPpm is null ? free : new PlainProposals(budget, 120, rules.Weights, asked, rules, rules);
        var plain = limited.Best(ProposalKind.Fastest, Money.Zero) is null ? free : limited;

        var answer = PlanProposals.For(new ProposalRequest(
            budget, [new DebtToPlan(Aler, debt, Money.Zero) { BearsLegalInterest = true }], rules, 120, capPpm is not null)).Answer!;

        foreach (var kind in Enum.GetValues<ProposalKind>()[1..])
        {
            var expected = plain.Best(kind, kind == ProposalKind.Balanced ? answer.Reserve : Money.Zero);
            var found = answer.Proposals.SingleOrDefault(proposal => proposal.Kind == kind);
            (found?.Plans.SelectMany(plan => plan.Payments()).ToList())
                .Should().Equal(expected?.SelectMany(plan => plan.Payments).ToList());
        }

        (answer.Impossible is null).Should().Be(answer.Proposals.Count > 0);
    }

    private static void PairHoldsAgainstBruteForce(DatedBudget budget, int days, Money first, Money second)
    {
        var rules = new PlanningRules(Legal, budget.OpeningDay, budget.OpeningDay, Persons: 1);
        Money[] debts = [first, second];
        CreditorId[] creditors = [Aler, Condominium];
        var plain = new PlainProposals(
            budget,
            days,
            rules.Weights,
            [.. debts.Select(debt => (debt, InstalmentLimit.MonthsFor(debt, Legal.Values)!.Value))],
            interest: rules);

        var answer = PlanProposals.For(new ProposalRequest(
            budget,
            debts.Select((debt, i) => new DebtToPlan(creditors[i], debt, Money.Zero) { BearsLegalInterest = true })
                .ToValueList(),
            rules,
            days)).Answer!;

        foreach (var kind in Enum.GetValues<ProposalKind>()[1..])
        {
            var expected = plain.Best(kind, kind == ProposalKind.Balanced ? answer.Reserve : Money.Zero);
            var found = answer.Proposals.SingleOrDefault(proposal => proposal.Kind == kind);
            (found?.Plans.SelectMany(plan => plan.Payments()).ToList())
                .Should().Equal(expected?.SelectMany(plan => plan.Payments).ToList());
        }
    }

    private static void PairHolds(DatedBudget budget, Money first, Money second)
    {
        var rules = new PlanningRules(Legal, budget.OpeningDay, budget.OpeningDay, Persons: 1);
        Money[] debts = [first, second];
        var answer = PlanProposals.For(new ProposalRequest(
            budget,
            [
                new DebtToPlan(Aler, first, Money.Zero) { BearsLegalInterest = true },
                new DebtToPlan(Condominium, second, Money.Zero) { BearsLegalInterest = true },
            ],
            rules,
            120)).Answer!;
        var plans = answer.Proposals.SelectMany(proposal => proposal.Plans.Select((plan, i) => (plan, debts[i])))
            .Concat(answer.Impossible?.Easiest.Select((plan, i) => (plan, debts[i])) ?? []);
        foreach (var (plan, debt) in plans)
        {
            var capital = InstalmentSchedule.EqualMonthly(debt, plan.Count, plan.FirstDue, plan.DayOfMonth)!.Value;
            plan.Interest.Should().Be(PlanInterest.Of(
                debt,
                budget.OpeningDay,
                capital.Select(part => new ScheduledAmount(part.DueDate, part.Amount)).ToValueList(),
                rules.Values,
                rules.KnownOn)!.Value);
            plan.Total.Should().Be(debt + plan.Interest);
            plan.Payments().Sum(payment => payment.Amount.Cents).Should().Be(plan.Total.Cents);
        }

        answer.Proposals.Where(proposal => proposal.Lowest.Balance.IsNegative).Should().BeEmpty();
        (answer.Impossible?.Lowest.Balance.IsNegative ?? true).Should().BeTrue();
    }

    private static (PlanProposals? Answer, Refusal? Refusal) Propose(ParameterSet set, DatedBudget budget, DebtToPlan debt)
        => PlanProposals.For(new ProposalRequest(
            budget, [debt], new PlanningRules(set, budget.OpeningDay, budget.OpeningDay, Persons: null)));

    private static AgencyState Published()
        => AgencyState.Evolve(Agency, AgencyEntry(5, new AgencyEvent.ParameterSetPublished(Legal)));

    private static AgreePlan Agreeing(ProposedPlan proposed) => new(
        Id(1),
        Day("2026-03-31"),
        Aler,
        [new CoveredCharge(Id(10), Euro(400))],
        Interest: Money.Zero,
        new PlanSchedule.EqualMonthly(proposed.Count, proposed.FirstDue, proposed.DayOfMonth),
        LumpSum: null,
        CurrentBillFirst: true,
        CourtOrdered: false,
        AcceptedOn: Day("2026-03-31"),
        ReviewOn: null,
        Replaces: null,
        Note: null)
    {
        BearsLegalInterest = true,
    };
}
