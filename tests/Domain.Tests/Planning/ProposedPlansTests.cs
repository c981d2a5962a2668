using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>What a consultant sees of proposals: the plans, why they are so, and the way out where there is none (R49).</summary>
public sealed class ProposedPlansTests
{
    /// <summary>
    /// Without a plan the months end with 70, 110, 160, 200, 240, 290, 330: an income on the 1st, 650 on the 5th, and needs of 10 a day.
    /// </summary>
    private static readonly DatedBudget Household = Budget(
        "2026-03-31", 20, Food(10), Income(1, 1000, "2026-04-01") with { IsFixed = true }, Expense(2, 650, "2026-04-05"));

    [Fact]
    public void The_fastest_the_balanced_and_the_gentlest_plan_are_proposed_each_with_its_lowest_day()
    {
        var answer = Propose(Household, Debt(120));

        answer.Days.Should().Be(215);
        answer.Reserve.Should().Be(Euro(70));
        answer.WithoutPlan.Forecast.Counted.Lowest.Should().Be(Lowest(70, "2026-04-30"));
        answer.Impossible.Should().BeNull();
        answer.Proposals.Select(p => (p.Kind, p.Plans[0], p.Lowest, p.End)).Should().Equal(
            (ProposalKind.Fastest, Plan(120, 1, "2026-06-01", "2026-06-01", 120, 120, null), Lowest(40, "2026-06-30"), Day("2026-06-01")),
            (
                ProposalKind.Balanced,
                Plan(120, 2, "2026-06-01", "2026-07-01", 60, 60, Lowest(40, "2026-06-30")),
                Lowest(70, "2026-04-30"),
                Day("2026-07-01")),
            (
                ProposalKind.Gentlest,
                Plan(120, 6, "2026-05-01", "2026-10-01", 20, 20, Lowest(70, "2026-04-30")),
                Lowest(70, "2026-04-30"),
                Day("2026-10-01")));
    }

    [Fact]
    public void A_proposal_comes_with_its_checks()
        => Propose(Household, Debt(120)).Proposals[0].Judged.Checks.Select(c => (c.Kind, c.Verdict, c.Figure)).Should().Equal(
            (PlanCheckKind.EveryDay, CheckVerdict.Pass, Euro(40)),
            (PlanCheckKind.CertainIncome, CheckVerdict.Pass, Euro(40)),
            (PlanCheckKind.MonthlyResidual, CheckVerdict.Pass, Euro(580)),
            (PlanCheckKind.InstalmentCap, CheckVerdict.Pass, Euro(120)),
            (PlanCheckKind.InstalmentSurplus, CheckVerdict.Block, Euro(120)),
            (PlanCheckKind.RentBurden, CheckVerdict.Pass, Money.Zero));

    [Fact]
    public void The_second_creditor_is_planned_after_the_first_in_the_order_given()
    {
        var fastest = Propose(Household, Debt(120), Debt(100, Condominium)).Proposals[0];

        fastest.Plans.Should().Equal(
            Plan(120, 1, "2026-06-01", "2026-06-01", 120, 120, null),
            Plan(100, 3, "2026-06-01", "2026-08-01", 33.33m, 33.34m, Lowest(-20, "2026-07-31")) with { Creditor = Condominium });
        fastest.Lowest.Should().Be(Lowest(6.67m, "2026-06-30"));
        fastest.End.Should().Be(Day("2026-08-01"));
        Propose(Household, Debt(100, Condominium), Debt(120)).Proposals[0].Plans
            .Select(plan => plan.LastDue).Should().Equal(Day("2026-05-01"), Day("2026-08-01"));
    }

    [Fact]
    public void Where_no_plan_exists_the_smallest_changes_and_the_missing_cash_say_what_would_make_one()
    {
        var dearer = Household.With(Expense(2, 700, "2026-04-05"));

        var answer = Propose(dearer, Debt(120));

        answer.Proposals.Should().BeEmpty();
        answer.Impossible.Should().Be(new NoPlanYet(
            [Plan(120, 6, "2026-06-01", "2026-11-01", 20, 20, Lowest(-140, "2026-10-31"))],
            Lowest(-120, "2026-10-31"),
            CashMissing: Euro(120),
            MissingBy: Day("2026-06-30"),
            [
                new BudgetChange.Move(Expense(2, 700, "2026-05-01"), Lowest(580, "2026-10-31"), 26),
                new BudgetChange.Reduction(Expense(2, 682.85m, "2026-04-05"), Lowest(0.05m, "2026-10-31"), Euro(17.15m)),
            ]));
        foreach (var change in answer.Impossible!.Changes)
        {
            Propose(dearer.With(change.Changed), Debt(120)).Proposals.Should().NotBeEmpty();
        }

        Propose(dearer with { OpeningCash = dearer.OpeningCash + Euro(120) }, Debt(120)).Proposals.Should().NotBeEmpty();
        Propose(dearer with { OpeningCash = dearer.OpeningCash + Euro(119.99m) }, Debt(120)).Proposals.Should().BeEmpty();
    }

    [Fact]
    public void A_change_that_makes_a_plan_exist_says_whether_one_is_within_the_limits_R47()
    {
        var dearer = Household.With(Expense(2, 700, "2026-04-05"));
        var request = Request([Debt(120)]) with { Budget = dearer, PreferWithinLimits = true };

        var changes = PlanProposals.For(request).Answer!.Impossible!.Changes;

        changes.Select(change => (change.GetType(), change.IsWithinLimits)).Should().Equal(
            (typeof(BudgetChange.Move), true), (typeof(BudgetChange.Reduction), false));
        foreach (var change in changes)
        {
            PlanProposals.For(request with { Budget = dearer.With(change.Changed) }).Answer!.Proposals
                .Select(proposal => proposal.Judged.Verdict != CheckVerdict.Block).Distinct().Should().Equal(change.IsWithinLimits!.Value);
        }
    }

    [Fact]
    public void What_is_fixed_and_what_a_family_lives_on_is_never_proposed_as_a_change_R50()
        => Propose(Household.With(Expense(2, 700, "2026-04-05") with { IsFixed = true }), Debt(120)).Impossible!.Changes.Should().BeEmpty();

    [Fact]
    public void An_entry_that_ends_loses_no_payment_when_it_is_moved()
    {
        var budget = Budget(
            "2026-03-31",
            50,
            Expense(1, 60, "2026-03-28", last: "2026-04-28"),
            Income(2, 500, "2026-05-10", Frequency.OneOff));

        Propose(budget, Debt(100)).Impossible!.Changes.Take(2).Should().Equal(
            new BudgetChange.Move(Expense(1, 60, "2026-05-10", last: "2026-05-10"), Lowest(50, "2026-04-01"), 12),
            new BudgetChange.Move(Income(2, 500, "2026-04-28", Frequency.OneOff), Lowest(50, "2026-04-01"), -12));
    }

    [Fact]
    public void A_horizon_may_be_given_and_is_two_years_at_most()
    {
        var (shorter, _) = PlanProposals.For(Request([Debt(120)]) with { HorizonDays = 92 });

        shorter!.Days.Should().Be(92);
        ReasonFor(Request([Debt(120)]) with { HorizonDays = 732 }).Should().Be(Reasons.ValueOutOfRange);
        Propose(Household, Debt(5_000)).Days.Should().Be(CashFlow.DaysMax);
    }

    [Fact]
    public void A_debt_below_the_agencys_least_and_a_request_that_is_not_well_formed_are_refused_R41()
    {
        ReasonFor(Request([Debt(99.99m)])).Should().Be(Reasons.PlanDebtTooSmall);
        ReasonFor(Request([])).Should().Be(Reasons.ListEmpty);
        ReasonFor(Request([Debt(120), Debt(130)])).Should().Be(Reasons.ListRepeats);
        ReasonFor(Request([Debt(0)])).Should().Be(Reasons.AmountNotPositive);
        ReasonFor(Request([Debt(120) with { Interest = Euro(-1) }])).Should().Be(Reasons.AmountNegative);
    }

    [Fact]
    public void Agreed_interest_is_paid_with_the_debt_and_does_not_choose_the_row_of_the_table_R40()
    {
        var plan = Propose(Household with { OpeningCash = Euro(100) }, Debt(400) with { Interest = Euro(8) }).Proposals[^1].Plans[0];

        plan.Total.Should().Be(Euro(408));
        plan.Count.Should().Be(6);
        plan.Payments().Sum(payment => payment.Amount.Cents).Should().Be(408_00);
    }

    private static PlanProposals Propose(DatedBudget budget, params DebtToPlan[] debts)
    {
        var (answer, refusal) = PlanProposals.For(Request(debts) with { Budget = budget });
        refusal.Should().BeNull();
        return answer!;
    }

    private static string? ReasonFor(ProposalRequest request) => PlanProposals.For(request).Refusal?.Reason;

    private static ProposalRequest Request(DebtToPlan[] debts) => new(Household, [.. debts], PlanChecksTests.Rules());

    private static DebtToPlan Debt(decimal amount, CreditorId? creditor = null) => new(creditor ?? Aler, Euro(amount), Money.Zero);

    /// <summary>On the first of the month.</summary>
    private static ProposedPlan Plan(
        decimal total, int count, string first, string last, decimal each, decimal lastOne, LowestBalance? oneFewer)
        => new(Aler, Euro(total), count, Day(first), 1, Day(last), Euro(each), Euro(lastOne), oneFewer);
}
