using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>On which days an entry falls: every frequency, the ends of months, changes and working days.</summary>
public sealed class OccurrencesTests
{
    [Theory]
    [InlineData(Frequency.OneOff, "2026-01-31")]
    [InlineData(Frequency.Weekly, "2026-01-31 2026-02-07 2026-02-14 2026-02-21 2026-02-28 2026-03-07 2026-03-14")]
    [InlineData(Frequency.TwoWeekly, "2026-01-31 2026-02-14 2026-02-28 2026-03-14")]
    [InlineData(Frequency.FourWeekly, "2026-01-31 2026-02-28")]
    [InlineData(Frequency.Monthly, "2026-01-31 2026-02-28")]
    public void A_frequency_gives_its_days(Frequency frequency, string days)
        => Days(Between(Expense(1, 10, "2026-01-31", frequency), "2026-01-01", "2026-03-20")).Should().Equal(days.Split(' '));

    [Theory]
    [InlineData(Frequency.Bimonthly, "2025-12-31 2026-02-28 2026-04-30 2026-06-30")]
    [InlineData(Frequency.Quarterly, "2026-01-31 2026-04-30")]
    [InlineData(Frequency.Yearly, "2026-02-28")]
    public void A_longer_frequency_gives_its_days_though_it_began_long_before(Frequency frequency, string days)
    {
        var first = frequency switch { Frequency.Bimonthly => "2019-08-31", Frequency.Quarterly => "2018-01-31", _ => "2020-02-29" };
        Days(Between(Expense(1, 10, first, frequency), "2025-12-01", "2026-07-15")).Should().Equal(days.Split(' '));
    }

    [Fact]
    public void A_day_of_the_month_of_its_own_is_kept_where_the_first_month_is_too_short()
        => Days(Between(Expense(1, 10, "2026-02-28") with { DayOfMonth = 31 }, "2026-01-01", "2026-04-30"))
            .Should().Equal("2026-02-28", "2026-03-31", "2026-04-30");

    [Fact]
    public void Nothing_falls_before_the_first_or_after_the_last_day_which_is_inside()
        => Days(Between(Expense(1, 10, "2026-01-10", Frequency.Weekly, "2026-01-24"), "2025-01-01", "2027-01-01"))
            .Should().Equal("2026-01-10", "2026-01-17", "2026-01-24");

    [Fact]
    public void An_occurrence_may_be_moved_changed_or_skipped_and_a_move_is_taken_as_given()
    {
        var entry = Expense(1, 10, "2026-01-05") with
        {
            Shift = WorkingDayShift.Following,
            Changes =
            [
                OccurrenceChange.Skip(Day("2026-02-05")),
                new OccurrenceChange(Day("2026-03-05"), Euro(25), Day: null),
                new OccurrenceChange(Day("2026-04-05"), Amount: null, Day("2026-06-28")),
                new OccurrenceChange(Day("2026-12-05"), Euro(7), Day("2026-01-02")),
            ],
        };

        Between(entry, "2026-01-01", "2026-06-30").Should().Equal(
            new Occurrence(Day("2026-01-05"), Euro(10), Day("2026-01-05")),
            new Occurrence(Day("2026-03-05"), Euro(25), Day("2026-03-05")),
            new Occurrence(Day("2026-06-28"), Euro(10), Day("2026-04-05")),
            new Occurrence(Day("2026-05-05"), Euro(10), Day("2026-05-05")),
            new Occurrence(Day("2026-06-05"), Euro(10), Day("2026-06-05")),
            new Occurrence(Day("2026-01-02"), Euro(7), Day("2026-12-05")));
    }

    [Fact]
    public void A_pension_waits_for_a_working_day_and_a_wage_comes_before_it()
    {
        var pension = Income(1, 10, "2026-08-01") with { Shift = WorkingDayShift.Following };
        var wage = Income(2, 10, "2026-01-31") with { Shift = WorkingDayShift.Preceding, DayOfMonth = 31 };

        Days(Between(pension, "2026-08-01", "2027-01-31"))
            .Should().Equal("2026-08-03", "2026-09-01", "2026-10-01", "2026-11-02", "2026-12-01", "2027-01-04");
        Days(Between(wage, "2026-01-01", "2026-06-30"))
            .Should().Equal("2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30", "2026-05-29", "2026-06-30");
    }

    [Fact]
    public void A_shift_brings_a_date_into_the_window_or_takes_it_out()
    {
        var entry = Expense(1, 10, "2026-01-31") with { Shift = WorkingDayShift.Following };

        Days(Between(entry, "2026-02-01", "2026-02-02")).Should().Equal("2026-02-02");
        Between(entry, "2026-01-31", "2026-02-01").Should().BeEmpty();
    }

    [Fact]
    public void A_window_cut_in_two_holds_the_same_occurrences()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Any().Zip(Gen.Choose(0, 300))),
                given =>
                {
                    var (budget, cut) = given;
                    var from = RandomBudgets.OpeningDay;
                    foreach (var entry in budget.Entries)
                    {
                        Occurrences.Between(entry, from, from.PlusDays(cut))
                            .Concat(Occurrences.Between(entry, from.PlusDays(cut + 1), from.PlusDays(400)))
                            .Should().BeEquivalentTo(Occurrences.Between(entry, from, from.PlusDays(400)));
                    }
                })
            .Check(Config.QuickThrowOnFailure.WithReplay(20260402, 9));

    private static IReadOnlyList<Occurrence> Between(BudgetEntry entry, string from, string to)
        => Occurrences.Between(entry, Day(from), Day(to));
}
