using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Tests.Ledgers.Account;

namespace BudgetCoaching.Domain.Tests.Ledgers;

/// <summary>Overdue, age, months of charge, buckets and trend (R23–R28).</summary>
public sealed class AgeingTests
{
    private static readonly ParameterValues Values = ShippedDefaults.Values;

    [Fact]
    public void An_amount_is_due_today_on_its_day_and_overdue_the_day_after_with_no_event_in_between_R23_R61()
    {
        var account = new Account().Charge(1, Day(2, 28, 2024), 100, issued: Day(2, 1, 2024));

        account.Timeline().Steps.Select(s => (s.Day, s.Figures.NotYetDue, s.Figures.DueToday, s.Figures.Overdue)).Should().Equal(
            (Day(2, 1, 2024), Euro(100), Money.Zero, Money.Zero),
            (Day(2, 28, 2024), Money.Zero, Euro(100), Money.Zero),
            (Day(2, 29, 2024), Money.Zero, Money.Zero, Euro(100)));
    }

    [Theory]
    [InlineData(2024, 29)]
    [InlineData(2025, 28)]
    public void The_age_counts_the_leap_day_R25(int year, int days) =>
        new Account().Charge(1, Day(2, 1, year), 100).Timeline().AgeDays(Day(3, 1, year)).Should().Be(days);

    [Fact]
    public void The_age_is_that_of_the_oldest_unpaid_due_date_R25()
    {
        var timeline = new Account().Charge(1, Day(1, 5), 100).Charge(2, Day(2, 5), 100).Pay(3, Day(2, 10), 100).Timeline();

        timeline.AgeDays(Day(1, 5)).Should().Be(0);
        timeline.AgeDays(Day(1, 6)).Should().Be(1);
        timeline.AgeDays(Day(2, 9)).Should().Be(35);
        timeline.AgeDays(Day(2, 10)).Should().Be(5);
    }

    [Fact]
    public void Opening_arrears_are_as_old_as_their_own_due_date_R25()
    {
        var account = new Account().Opening(1, Day(3, 1), Day(1, 5), 100);

        account.At(Day(2, 28)).Overdue.Should().Be(Money.Zero);
        account.Timeline().AgeDays(Day(3, 1)).Should().Be(55);
    }

    [Fact]
    public void A_pause_from_2_to_20_January_resumed_on_the_15th_takes_13_days_off_the_age_R25()
    {
        var timeline = new Account()
            .Charge(1, Day(1, 1), 100).Suspend(2, Day(1, 2), Day(1, 2), Day(1, 20)).Resume(3, Day(1, 15), 2).Timeline();

        timeline.AgeDays(Day(1, 2)).Should().Be(1);
        timeline.AgeDays(Day(1, 14)).Should().Be(1);
        timeline.AgeDays(Day(1, 15)).Should().Be(1);
        timeline.AgeDays(Day(1, 16)).Should().Be(2);
        timeline.AgeDays(Day(1, 31)).Should().Be(30 - 13);
    }

    [Fact]
    public void A_suspension_approved_later_counts_from_its_approval_on_R15_R25()
    {
        var timeline = new Account().Charge(1, Day(1, 1), 100).Suspend(2, Day(3, 1), Day(1, 11), Day(1, 21)).Timeline();

        timeline.AgeDays(Day(2, 28)).Should().Be(58);
        timeline.AgeDays(Day(3, 1)).Should().Be(49);
    }

    [Fact]
    public void Days_inside_two_suspensions_are_left_out_once_R25()
    {
        var timeline = new Account().Charge(1, Day(1, 1), 100)
            .Suspend(2, Day(1, 2), Day(1, 5), Day(1, 15))
            .Suspend(3, Day(1, 3), Day(1, 10), Day(1, 25))
            .Suspend(4, Day(1, 3), Day(1, 12), Day(1, 13))
            .Timeline();

        timeline.AgeDays(Day(2, 1)).Should().Be(31 - 20);
    }

    [Fact]
    public void The_monthly_charge_is_the_sum_of_the_contracts_in_force_each_by_its_period_R26()
    {
        var account = new Account()
            .Contract(1, Day(1, 1), 200, 1, new DateSpan(Day(1, 1), null))
            .Contract(2, Day(1, 1), 100, 3, new DateSpan(Day(1, 1), Day(7, 1)));

        ArrearsCalculator.CurrentMonthlyCharge(account.Facts, Aler, Day(6, 30)).Should().Be(new Ratio(70_000, 3));
        ArrearsCalculator.CurrentMonthlyCharge(account.Facts, Aler, Day(7, 1)).Should().Be(new Ratio(20_000, 1));
    }

    [Fact]
    public void Without_a_contract_it_is_a_twelfth_of_the_charges_due_in_the_last_twelve_complete_months_R26()
    {
        var account = new Account()
            .Charge(1, Day(1, 31), 1_000).Charge(2, Day(2, 1), 240).Charge(3, Day(1, 31, 2026), 120).Charge(4, Day(2, 1, 2026), 600);

        ArrearsCalculator.CurrentMonthlyCharge(account.Facts, Aler, Day(2, 27, 2026)).Should().Be(new Ratio(36_000, 12));
        ArrearsCalculator.CurrentMonthlyCharge(account.Facts, Aler, Day(2, 28, 2026)).Should().Be(new Ratio(72_000, 12));
        ArrearsCalculator.CurrentMonthlyCharge(account.Facts, Aler, Day(1, 20)).Should().BeNull();
    }

    [Fact]
    public void Months_of_charge_are_undefined_and_not_infinite_without_a_charge_R26()
    {
        ArrearsCalculator.MonthsOfCharge(Euro(300), new Ratio(20_000, 1)).Should().Be(new Ratio(30_000, 20_000));
        ArrearsCalculator.MonthsOfCharge(Euro(300), null).Should().BeNull();
        ArrearsCalculator.MonthBucket(Euro(300), null, Values).Should().BeNull();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(30, 1)]
    [InlineData(31, 2)]
    [InlineData(60, 2)]
    [InlineData(61, 3)]
    [InlineData(90, 3)]
    [InlineData(91, 4)]
    [InlineData(180, 4)]
    [InlineData(181, 5)]
    [InlineData(365, 5)]
    [InlineData(366, 6)]
    public void Ages_fall_in_buckets_by_days_R27(int days, int bucket) => ArrearsCalculator.AgeBucket(days, Values).Should().Be(bucket);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(10_000, 1)]
    [InlineData(10_001, 2)]
    [InlineData(30_000, 3)]
    [InlineData(40_000, 4)]
    [InlineData(60_000, 5)]
    [InlineData(60_001, 6)]
    public void Amounts_fall_in_buckets_by_months_of_charge_R27(long cents, int bucket) =>
        ArrearsCalculator.MonthBucket(new Money(cents), new Ratio(30_000, 3), Values).Should().Be(bucket);

    [Theory]
    [InlineData(0, 0, TrendClass.None)]
    [InlineData(500, 0, TrendClass.Cleared)]
    [InlineData(0, 22_500, TrendClass.NonPayment)]
    [InlineData(0, 22_499, TrendClass.Worsening)]
    [InlineData(1_000, 4_000, TrendClass.Worsening)]
    [InlineData(1_000, 3_999, TrendClass.Stable)]
    [InlineData(4_000, 1_001, TrendClass.Stable)]
    [InlineData(4_000, 1_000, TrendClass.Improving)]
    public void The_trend_class_follows_the_change_of_the_stock_in_months_of_charge_R28(long before, long now, TrendClass expected)
    {
        var trend = ArrearsCalculator.Trend(MonthEnds(before, 7, 9, now), new Ratio(10_000, 1), Values);

        trend.Class.Should().Be(expected);
        trend.MonthlyChange.Should().Be(new Ratio(now - before, 3));
        trend.ShareOfCharge.Should().Be(new Ratio(now - before, 30_000));
    }

    [Fact]
    public void Without_a_charge_arrears_have_no_trend_but_may_be_none_or_cleared_R28()
    {
        ArrearsCalculator.Trend(MonthEnds(5, 5, 5, 5), null, Values).Should().BeEquivalentTo(
            new { Class = TrendClass.NoCharge, ShareOfCharge = (Ratio?)null });
        ArrearsCalculator.Trend(MonthEnds(5, 5, 5, 0), null, Values).Class.Should().Be(TrendClass.Cleared);
        ArrearsCalculator.Trend(MonthEnds(0, 5, 5, 0), null, Values).Class.Should().Be(TrendClass.None);
    }

    [Fact]
    public void Fewer_than_four_month_ends_are_not_enough_history_R28()
    {
        var timeline = new Account().Charge(1, Day(1, 31), 100).Timeline();
        var c = new Ratio(10_000, 1);

        ArrearsCalculator.Trend(timeline, Day(4, 29), c, Values).Should().BeEquivalentTo(
            new { Class = TrendClass.NotEnoughHistory, MonthlyChange = (Ratio?)null });
        var trend = ArrearsCalculator.Trend(timeline, Day(4, 30), c, Values);
        trend.Class.Should().Be(TrendClass.Worsening);
        trend.MonthEnds.Should().Equal(
            new MonthEndStock(Day(1, 31), Money.Zero),
            new MonthEndStock(Day(2, 28), Euro(100)),
            new MonthEndStock(Day(3, 31), Euro(100)),
            new MonthEndStock(Day(4, 30), Euro(100)));
    }

    [Fact]
    public void The_trend_reads_the_stock_so_that_signing_a_plan_improves_nothing_R24_R28()
    {
        var account = new Account();
        for (var month = 1; month <= 5; month++)
        {
            account.Charge(month, Day(month, 5), 100);
        }

        account.Plan(10, Day(5, 20), Day(6, 5), 4, 100, [(1, 100), (2, 100), (3, 100), (4, 100)]);
        ArrearsCalculator.Trend(account.Timeline(), Day(5, 31), new Ratio(10_000, 1), Values).Class.Should().Be(TrendClass.NonPayment);
    }

    [Fact]
    public void Months_sum_what_was_charged_paid_and_credited_by_effective_date()
    {
        var account = new Account()
            .Opening(1, Day(1, 2), Day(12, 5, 2024), 70).Charge(2, Day(2, 5), 100, issued: Day(1, 20)).Accrue(3, Day(2, 10), 2, 2, 3)
            .Pay(4, Day(2, 11), 60).Credit(5, Day(2, 12), 10).Reverse(6, Day(3, 1), 4).Refund(7, Day(3, 2), 4, 5);

        ArrearsCalculator.Movements(account.Facts, Aler).Should().Equal(
            new MonthMovements(new YearMonth(2025, 1), Euro(70), Euro(100), Money.Zero, Money.Zero),
            new MonthMovements(new YearMonth(2025, 2), Money.Zero, Euro(5), Euro(60), Euro(10)),
            new MonthMovements(new YearMonth(2025, 3), Money.Zero, Money.Zero, Euro(-60), Money.Zero));
    }

    [Fact]
    public void Creditors_are_those_that_any_fact_names_in_ascending_order()
    {
        var account = new Account().Charge(1, Day(1, 5), 1, to: Comune).Contract(2, Day(1, 1), 200, 1, new DateSpan(Day(1, 1), null));

        ArrearsCalculator.Creditors(account.Facts).Should().Equal(Aler, Comune);
        account.Timeline().Steps.Should().BeEmpty();
        account.At(Day(1, 1), new CreditorId("nobody")).Should().Be(default(ArrearsFigures));
    }

    private static MonthEndStock[] MonthEnds(params long[] cents) =>
        [.. cents.Select((stock, i) => new MonthEndStock(Day(i + 2, 1).PlusDays(-1), new Money(stock)))];
}
