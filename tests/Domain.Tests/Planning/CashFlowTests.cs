using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>No day without resources (R44), by how far each income may be counted on (R45).</summary>
public sealed class CashFlowTests
{
    private const int April = 30;

    [Fact]
    public void A_month_with_a_surplus_may_have_seventeen_days_without_money_W6_R44()
    {
        var flow = CashFlow.Of(W6, April, Weights);

        flow.FirstDay.Should().Be(Day("2026-04-01"));
        flow.LastDay.Should().Be(Day("2026-04-30"));
        flow.FirstBadDay.Should().Be(Day("2026-04-10"));
        flow.BadDays.Should().Be(17);
        flow.Lowest.Should().Be(Lowest(-332, "2026-04-26"));
        flow.Closing.Should().Be(Euro(520));
    }

    [Fact]
    public void Later_dates_leave_one_bad_day_and_a_little_more_cash_none_W6_R44()
    {
        var moved = W6
            .With(Expense(1, 150, "2026-04-28"))
            .With(Expense(2, 90, "2026-04-28"))
            .With(Expense(3, 80, "2026-04-28"));

        var short12 = CashFlow.Of(moved, April, Weights);
        short12.BadDays.Should().Be(1);
        short12.Lowest.Should().Be(Lowest(-12, "2026-04-26"));

        var enough = CashFlow.Of(moved with { OpeningCash = Euro(320) }, April, Weights);
        enough.BadDays.Should().Be(0);
        enough.FirstBadDay.Should().BeNull();
        enough.Lowest.Should().Be(Lowest(8, "2026-04-26"));
        enough.Closing.Should().Be(Euro(540));
    }

    [Fact]
    public void A_week_closes_where_the_next_one_opens_W3()
    {
        var week = Budget(
            "2026-01-04",
            37,
            [
                .. OneOffs(EntryKind.Income, "2026-01-06", 305.34m, 280, 650),
                .. OneOffs(EntryKind.Expense, "2026-01-08", 650, 59.97m, 180, 240),
                .. OneOffs(EntryKind.Income, "2026-01-13", 290.80m),
                .. OneOffs(EntryKind.Expense, "2026-01-15", 95.50m, 80, 60),
            ]);

        var flow = CashFlow.Of(week, 14, Weights);

        flow.Balance(Day("2026-01-11")).Should().Be(Euro(142.37m));
        flow.Balance(Day("2026-01-18")).Should().Be(Euro(197.67m));
    }

    [Fact]
    public void A_balance_is_tested_at_the_end_of_its_day_so_what_comes_in_and_goes_out_on_it_meets_R44()
        => CashFlow.Of(Budget("2026-01-01", 0, Income(1, 100, "2026-01-02"), Expense(2, 100, "2026-01-02")), 1, Weights)
            .BadDays.Should().Be(0);

    [Fact]
    public void Likely_income_counts_in_full_beside_a_run_without_it_and_uncertain_income_counts_nothing_R45()
    {
        var budget = Budget(
            "2026-01-31",
            50,
            Income(1, 100, "2026-02-10"),
            Income(2, 60, "2026-02-12") with { Reliability = Reliability.Likely },
            Income(3, 500, "2026-02-14") with { Reliability = Reliability.Uncertain },
            Expense(4, 200, "2026-02-20"));

        var forecast = CashFlowForecast.Of(budget, 28, Weights);

        forecast.Counted.Lowest.Should().Be(Lowest(10, "2026-02-20"));
        forecast.Counted.BadDays.Should().Be(0);
        forecast.CertainOnly.Lowest.Should().Be(Lowest(-50, "2026-02-20"));
        forecast.CertainOnly.BadDays.Should().Be(9);
        CashFlow.Of(budget, 28, new IncomeWeights(333_333, 100_000)).Closing.Should().Be(Euro(50 + 100 + 19.99m + 50 - 200));
    }

    [Fact]
    public void Instalments_of_agreed_plans_and_of_a_draft_both_count_inside_the_horizon_only()
    {
        var budget = Budget("2026-01-01", 100) with
        {
            Instalments =
            [
                new AgreedInstalment(Id(7), Aler, 1, Day("2026-01-01"), Euro(1000)),
                new AgreedInstalment(Id(7), Aler, 2, Day("2026-01-03"), Euro(30)),
            ],
        };

        var flow = CashFlow.Of(budget, 3, Weights).With(Due("2026-01-04", 20), Due("2026-01-05", 1000));

        flow.Days().Should().Equal(
            new CashFlowDay(Day("2026-01-02"), Money.Zero, Money.Zero, Money.Zero, Money.Zero, Euro(100)),
            new CashFlowDay(Day("2026-01-03"), Money.Zero, Money.Zero, Money.Zero, Euro(30), Euro(70)),
            new CashFlowDay(Day("2026-01-04"), Money.Zero, Money.Zero, Money.Zero, Euro(20), Euro(50)));
    }

    [Fact]
    public void Ninety_two_days_are_shown_one_by_one_of_at_most_two_years()
    {
        CashFlow.Of(W6, CashFlow.DaysMax, Weights).Days().Should().HaveCount(92);
        FluentActions.Invoking(() => CashFlow.Of(W6, CashFlow.DaysMax + 1, Weights)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => CashFlow.Of(W6, 0, Weights)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Needs_run_from_their_first_to_their_last_day_and_are_rounded_up_once_a_day_R50()
    {
        var budget = Budget(
            "2025-12-31",
            100,
            Need(1, 70, Repeats(Frequency.Weekly, "2020-01-01", "2026-01-02")),
            Need(2, 10, Repeats(Frequency.Monthly, "2026-01-02")),
            Need(3, 10, Repeats(Frequency.Yearly, "2026-01-02")),
            Need(4, 45, Repeats(Frequency.OneOff, "2026-01-04")));

        var flow = CashFlow.Of(budget, 4, Weights);

        // 10 × 12 ÷ 365 = 0.3288 and 10 ÷ 365 = 0.0274: 0.3562 together, 0.36 a day.
        flow.Days().Select(day => day.Needs).Should().Equal(Euro(10), Euro(10.36m), Euro(0.36m), Euro(45.36m));
        flow.DailyNeed.Should().Be(Euro(10.36m));
        DailyNeeds.On(budget, Day("2026-01-02")).Should().Be(Euro(10.36m));
        DailyNeeds.On(budget, Day("2026-01-03")).Should().Be(Euro(0.36m));
    }

    [Fact]
    public void The_balance_of_a_day_is_that_of_the_day_before_and_what_moved_R44()
        => Prop.ForAll(
                RandomBudgets.Arbitrary(),
                budget =>
                {
                    var flow = CashFlow.Of(budget, 200, Weights);
                    var before = budget.OpeningCash;
                    foreach (var day in flow.Days(200))
                    {
                        day.Balance.Should().Be(before + day.Income - day.Needs - day.Expenses - day.Instalments);
                        day.Needs.Should().Be(DailyNeeds.On(budget, day.Date));
                        before = day.Balance;
                    }

                    var balances = flow.Days(200).ToList();
                    flow.Closing.Should().Be(before);
                    flow.BadDays.Should().Be(balances.Count(d => d.Balance.IsNegative));
                    flow.FirstBadDay.Should().Be(flow.BadDays == 0 ? null : balances.Find(d => d.Balance.IsNegative).Date);
                    flow.Lowest.Should().Be(balances.Select(d => new LowestBalance(d.Balance, d.Date)).MinBy(d => d.Balance));
                })
            .Check(Config.QuickThrowOnFailure.WithReplay(20260401, 9));

    private static BudgetEntry Need(int id, decimal amount, Recurrence recurrence)
        => new(Id(id), EntryKind.PrimaryNeed, Euro(amount), recurrence);

    private static IEnumerable<BudgetEntry> OneOffs(EntryKind kind, string day, params decimal[] amounts)
        => amounts.Select((amount, i) => new BudgetEntry(
            Id(1000 * Day(day).Day + i), kind, Euro(amount), Repeats(Frequency.OneOff, day)));
}
