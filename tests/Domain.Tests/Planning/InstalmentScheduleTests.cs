using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using FsCheck;
using FsCheck.Fluent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Equal instalments with the remainder in the last (R40), within the agency's table (R41).</summary>
public sealed class InstalmentScheduleTests
{
    [Theory]
    [InlineData(100_00, 6, 16_67, 16_65)]
    [InlineData(400_00, 6, 66_67, 66_65)]
    [InlineData(400_01, 12, 33_33, 33_38)]
    [InlineData(1_350_00, 20, 67_50, 67_50)]
    [InlineData(2_000_00, 20, 100_00, 100_00)]
    [InlineData(2_000_01, 30, 66_67, 66_58)]
    [InlineData(2_400_00, 30, 80_00, 80_00)]
    [InlineData(5_000_00, 36, 138_89, 138_85)]
    [InlineData(10_000_00, 45, 222_22, 222_32)]
    [InlineData(10_000_01, 72, 138_89, 138_82)]
    [InlineData(12_000_00, 72, 166_67, 166_43)]
    public void Cremona_allows_these_months_and_splits_the_debt_so(long debt, int months, long each, long last)
    {
        InstalmentLimit.MonthsFor(new Money(debt), ShippedDefaults.Values).Should().Be(months);

        var amounts = InstalmentSchedule.Split(new Money(debt), months)!.Value;

        amounts.Should().HaveCount(months);
        amounts.Take(months - 1).Should().OnlyContain(amount => amount == new Money(each));
        amounts[^1].Should().Be(new Money(last));
        amounts.Sum(amount => amount.Cents).Should().Be(debt);
    }

    [Fact]
    public void Cremona_makes_no_plan_below_a_hundred()
        => InstalmentLimit.MonthsFor(Euro(99.99m), ShippedDefaults.Values).Should().BeNull();

    [Theory]
    [InlineData(11, 7)]
    [InlineData(2, 3)]
    [InlineData(0, 1)]
    [InlineData(-100, 2)]
    public void There_is_no_split_with_an_instalment_below_a_cent(long cents, int count)
        => InstalmentSchedule.Split(new Money(cents), count).Should().BeNull();

    [Fact]
    public void Instalments_are_equal_but_the_last_and_add_up_to_the_total()
        => Prop.ForAll(
                Arb.From(Gen.Choose(1, 5_000_000).Zip(Gen.Choose(1, 120))),
                given =>
                {
                    var (cents, count) = given;
                    return InstalmentSchedule.Split(new Money(cents), count) is not { } amounts
                        ? cents < count * (count + 1)
                        : amounts.Sum(a => a.Cents) == cents
                            && amounts.All(a => a.IsPositive)
                            && amounts.Take(count - 1).All(a => Math.Abs(2 * a.Cents * count - 2L * cents) <= count);
                })
            .Check(Config.QuickThrowOnFailure.WithReplay(20260106, 7));

    [Fact]
    public void The_thirty_first_stands_for_the_last_day_of_every_month()
        => InstalmentSchedule.EqualMonthly(Euro(300), 3, Day("2026-01-31"), dayOfMonth: 31).Should().Be(
            (ValueList<Instalment>)
            [
                new Instalment(1, Day("2026-01-31"), Euro(100)),
                new Instalment(2, Day("2026-02-28"), Euro(100)),
                new Instalment(3, Day("2026-03-31"), Euro(100)),
            ]);

    [Fact]
    public void A_month_without_the_day_takes_its_last_and_the_next_month_the_day_again()
    {
        InstalmentSchedule.Monthly(Day("2028-01-30"), dayOfMonth: 30, 1).Should().Be(Day("2028-02-29"));
        InstalmentSchedule.Monthly(Day("2028-01-30"), dayOfMonth: 30, 2).Should().Be(Day("2028-03-30"));
        InstalmentSchedule.Monthly(Day("2026-11-15"), dayOfMonth: 15, 14).Should().Be(Day("2028-01-15"));
    }

    [Fact]
    public void Months_count_from_the_first_due_date_whatever_the_frequency()
    {
        InstalmentSchedule.Months(Day("2026-01-15"), Day("2026-01-15")).Should().Be(1);
        InstalmentSchedule.Months(Day("2026-01-15"), Day("2026-06-15")).Should().Be(6);
        InstalmentSchedule.Months(Day("2026-01-15"), Day("2026-07-15")).Should().Be(7);
        InstalmentSchedule.Months(Day("2026-01-05"), Day("2026-01-05").PlusWeeks(25)).Should().Be(6);
        InstalmentSchedule.Months(Day("2026-01-31"), Day("2026-06-30")).Should().Be(6);
    }
}
