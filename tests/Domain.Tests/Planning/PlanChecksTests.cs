using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>Every limit with its number (R44–R48), by the agency's values in force (R49, R60).</summary>
public sealed class PlanChecksTests
{
    private static readonly YearMonth April = new(2026, 4);
    private static readonly YearMonth May = new(2026, 5);

    /// <summary>Income 1,000 a month; needs 300 in April and 310 in May; rent 250, power 100, phone 50.</summary>
    private static readonly DatedBudget Household = Budget(
        "2026-03-31",
        500,
        Food(10),
        Income(1, 1000, "2026-04-01"),
        Expense(2, 250, "2026-04-05") with { Need = NeedClass.Essential, IsHousing = true },
        Expense(3, 100, "2026-04-10") with { Need = NeedClass.Essential },
        Expense(4, 50, "2026-04-12"));

    [Fact]
    public void A_plan_within_every_limit_passes_with_the_figures_of_its_worst_month_R46_R47_R48()
    {
        var judged = Judge(Household, Rules(persons: null), Due("2026-04-15", 200), Due("2026-05-15", 190));

        judged.Checks.Should().Equal(
            new PlanCheck(PlanCheckKind.EveryDay, CheckVerdict.Pass, Euro(600), Money.Zero, null, Day("2026-04-30")),
            new PlanCheck(PlanCheckKind.CertainIncome, CheckVerdict.Pass, Euro(600), Money.Zero, null, Day("2026-04-30")),
            new PlanCheck(PlanCheckKind.MonthlyResidual, CheckVerdict.Pass, Euro(150), Money.Zero, April, null),
            new PlanCheck(PlanCheckKind.InstalmentCap, CheckVerdict.Pass, Euro(200), Euro(200), April, null),
            new PlanCheck(PlanCheckKind.InstalmentSurplus, CheckVerdict.Pass, Euro(200), Euro(300), April, null),
            new PlanCheck(PlanCheckKind.RentBurden, CheckVerdict.Pass, Euro(500), Euro(600), null, null));
        judged.Verdict.Should().Be(CheckVerdict.Pass);
        judged.Basis.Should().Be(new JudgementBasis(ShippedDefaults.Id, Hash, PlanningRules.Number));
    }

    [Fact]
    public void A_cent_above_a_fifth_of_the_income_of_one_month_blocks_R47()
    {
        var check = Check(PlanCheckKind.InstalmentCap, Household, Rules(), Due("2026-04-15", 10), Due("2026-05-15", 200.01m));

        check.Should().Be(new PlanCheck(PlanCheckKind.InstalmentCap, CheckVerdict.Block, Euro(200.01m), Euro(200), May, null));
    }

    [Fact]
    public void Instalments_of_all_creditors_count_together_and_other_expenses_come_before_them_R47()
    {
        var budget = Household.With(Expense(5, 180, "2026-04-20")) with
        {
            Instalments = [new AgreedInstalment(Id(50), Condominium, 1, Day("2026-05-02"), Euro(60))],
        };

        Check(PlanCheckKind.InstalmentSurplus, budget, Rules(), Due("2026-05-15", 100))
            .Should().Be(new PlanCheck(PlanCheckKind.InstalmentSurplus, CheckVerdict.Block, Euro(160), Euro(110), May, null));
        Check(PlanCheckKind.MonthlyResidual, budget, Rules(), Due("2026-05-15", 100)).Verdict.Should().Be(CheckVerdict.Pass);
    }

    [Fact]
    public void A_month_that_ends_below_zero_blocks_and_one_below_the_saving_line_warns_R46()
    {
        Check(PlanCheckKind.MonthlyResidual, Household, Rules(), Due("2026-05-15", 340.01m))
            .Should().Be(new PlanCheck(PlanCheckKind.MonthlyResidual, CheckVerdict.Block, Euro(-0.01m), Money.Zero, May, null));
        Check(PlanCheckKind.MonthlyResidual, Household, Rules(v => v with { SavingLine = Euro(20) }), Due("2026-05-15", 330))
            .Should().Be(new PlanCheck(PlanCheckKind.MonthlyResidual, CheckVerdict.Warn, Euro(10), Euro(20), May, null));
    }

    [Fact]
    public void A_housing_cost_above_three_tenths_of_income_warns_R47()
        => Check(
            PlanCheckKind.RentBurden, Household.With(Household.Entries[2] with { Amount = Euro(300.01m) }), Rules(), Due("2026-04-15", 10))
            .Should().Be(new PlanCheck(PlanCheckKind.RentBurden, CheckVerdict.Warn, Euro(300.01m), Euro(300), null, null));

    [Fact]
    public void Income_below_the_living_minimum_warns_or_blocks_as_the_agency_says_R48()
    {
        // One person by the last row known in April 2026, that of 2025: 538.69 × 13 × 1.5 ÷ 12 = 875.37 a month.
        Check(PlanCheckKind.LivingMinimum, Household, Rules(persons: 1), Due("2026-04-15", 124.63m))
            .Should().Be(new PlanCheck(PlanCheckKind.LivingMinimum, CheckVerdict.Pass, Euro(875.37m), Euro(875.37m), April, null));
        Check(PlanCheckKind.LivingMinimum, Household, Rules(persons: 1), Due("2026-04-15", 124.64m))
            .Should().Be(new PlanCheck(PlanCheckKind.LivingMinimum, CheckVerdict.Warn, Euro(875.36m), Euro(875.37m), April, null));
        Check(
            PlanCheckKind.LivingMinimum,
            Household,
            Rules(v => v with { Floor = FloorBasis.OwnBasket, OwnBasket = [Euro(600), Euro(990)], FloorBlocks = true }, persons: 3),
            Due("2026-04-15", 11))
            .Should().Be(new PlanCheck(PlanCheckKind.LivingMinimum, CheckVerdict.Block, Euro(989), Euro(990), April, null));
    }

    [Fact]
    public void A_day_below_zero_blocks_and_one_that_only_certain_income_leaves_so_warns_R44_R45()
    {
        var likely = Household.With(Income(1, 1000, "2026-04-01") with { Reliability = Reliability.Likely });

        Check(PlanCheckKind.EveryDay, Household, Rules(), Due("2026-04-15", 1000))
            .Should().Be(new PlanCheck(PlanCheckKind.EveryDay, CheckVerdict.Block, Euro(-200), Money.Zero, null, Day("2026-04-30")));
        Check(PlanCheckKind.CertainIncome, likely, Rules(), Due("2026-04-15", 10))
            .Should().Be(new PlanCheck(PlanCheckKind.CertainIncome, CheckVerdict.Warn, Euro(-920), Money.Zero, null, Day("2026-05-31")));
    }

    [Fact]
    public void Without_instalments_only_the_days_are_judged()
        => Sustainability.Judge(Household, 61, Rules(persons: 1)).Checks.Select(check => check.Kind)
            .Should().Equal(PlanCheckKind.EveryDay, PlanCheckKind.CertainIncome);

    [Fact]
    public void A_month_counts_as_a_whole_though_the_budget_opens_in_its_middle()
    {
        var months = MonthlyFigures.Of(Household with { OpeningDay = Day("2026-04-20") }, 20, Weights);

        months.Should().Equal(
            new MonthlyFigures(April, Euro(1000), Euro(300), Euro(350), Euro(50), Euro(250), Money.Zero),
            new MonthlyFigures(May, Euro(1000), Euro(310), Euro(350), Euro(50), Euro(250), Money.Zero));
        months[0].Residual.Should().Be(Euro(350));
        months[0].Surplus.Should().Be(Euro(300));
    }

    [Fact]
    public void The_household_has_the_members_last_recorded()
    {
        var facts = Enrolled(Composed(1, "2026-02-01", 2), Composed(2, "2026-03-01", 3)).Facts();

        PlanningRules.PersonsOn(facts, Day("2026-01-31")).Should().BeNull();
        PlanningRules.PersonsOn(facts, Day("2026-02-28")).Should().Be(2);
        PlanningRules.PersonsOn(facts, Day("2026-03-01")).Should().Be(3);
    }

    [Fact]
    public void Two_drafts_are_compared_over_the_same_days()
    {
        var now = new PlanDraft(Household, [Due("2026-04-15", 200), Due("2026-08-15", 200)]);
        var later = new PlanDraft(Household.With(Expense(4, 50, "2026-04-28")), [Due("2026-09-15", 400)]);

        var compared = DraftComparison.Of(now, later, Rules()).Answer!;

        compared.Days.Should().Be(168);
        compared.FirstDifference.Should().Be(Day("2026-04-12"));
        compared.FirstEnd.Should().Be(Day("2026-08-15"));
        compared.SecondEnd.Should().Be(Day("2026-09-15"));
        compared.First.Forecast.Counted.Lowest.Should().Be(Lowest(600, "2026-04-30"));
        compared.Second.Forecast.Counted.Lowest.Should().Be(Lowest(800, "2026-04-30"));
        compared.LowestGain.Should().Be(Euro(200));
        compared.BadDaysGain.Should().Be(0);
        DraftComparison.Of(now, now, Rules()).Answer!.FirstDifference.Should().BeNull();
        DraftComparison.Of(now, now with { Budget = Household with { OpeningDay = Day("2026-03-30") } }, Rules()).Refusal!.Reason
            .Should().Be(Reasons.DatesOutOfOrder);
        DraftComparison.Of(now, now with { Payments = [Due("2026-04-15", 0)] }, Rules()).Refusal!.Reason
            .Should().Be(Reasons.AmountNotPositive);
    }

    internal static PlanningRules Rules(Func<PlanningValues, PlanningValues>? change = null, int? persons = null)
    {
        var values = ShippedDefaults.Values;
        var set = Shipped with { Values = values with { Planning = change is null ? values.Planning : change(values.Planning) } };
        return new PlanningRules(set, Day("2026-04-01"), Day("2026-04-01"), persons);
    }

    private static Sustainability Judge(DatedBudget budget, PlanningRules rules, params ScheduledAmount[] payments)
        => Sustainability.Judge(budget, 61, rules).With(payments, rules);

    private static PlanCheck Check(PlanCheckKind kind, DatedBudget budget, PlanningRules rules, params ScheduledAmount[] payments)
        => Judge(budget, rules, payments).Checks.Single(check => check.Kind == kind);

    private static CompositionRecorded Composed(int id, string day, int members)
        => new(
            Id(id),
            Day(day),
            Enumerable.Range(0, members)
                .Select(i => new Member(new MemberId(new Guid(i, 0, 0, new byte[8])), null, null, AgeBand.Unknown, [], null))
                .ToValueList(),
            [],
            null);
}
