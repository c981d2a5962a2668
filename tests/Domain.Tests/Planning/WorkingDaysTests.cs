using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData(2001, "2001-04-16")]
    [InlineData(2008, "2008-03-24")]
    [InlineData(2011, "2011-04-25")]
    [InlineData(2024, "2024-04-01")]
    [InlineData(2025, "2025-04-21")]
    [InlineData(2026, "2026-04-06")]
    [InlineData(2027, "2027-03-29")]
    [InlineData(2038, "2038-04-26")]
    public void Easter_Monday_moves_with_Easter(int year, string day)
    {
        WorkingDays.EasterMonday(year).Should().Be(Day(day));
        WorkingDays.IsHoliday(Day(day)).Should().BeTrue();
    }

    [Fact]
    public void A_year_has_these_holidays_and_since_2026_Saint_Francis()
    {
        Holidays(2025).Should().Equal(
            "01-01", "01-06", "04-21", "04-25", "05-01", "06-02", "08-15", "11-01", "12-08", "12-25", "12-26");
        Holidays(2027).Should().Equal(
            "01-01", "01-06", "03-29", "04-25", "05-01", "06-02", "08-15", "10-04", "11-01", "12-08", "12-25", "12-26");
    }

    [Theory]
    [InlineData("2026-12-25", "2026-12-28", "2026-12-24")]
    [InlineData("2026-04-04", "2026-04-07", "2026-04-03")]
    [InlineData("2026-06-10", "2026-06-10", "2026-06-10")]
    public void A_date_shifts_over_weekends_and_holidays(string day, string following, string preceding)
    {
        WorkingDays.Shift(Day(day), WorkingDayShift.Following).Should().Be(Day(following));
        WorkingDays.Shift(Day(day), WorkingDayShift.Preceding).Should().Be(Day(preceding));
        WorkingDays.Shift(Day(day), WorkingDayShift.Unspecified).Should().Be(Day(day));
    }

    [Fact]
    public void Every_shift_of_two_centuries_ends_on_a_working_day()
    {
        for (var day = new LocalDate(2001, 1, 1); day.Year < 2200; day = day.PlusDays(1))
        {
            if (!WorkingDays.IsWorkingDay(WorkingDays.Shift(day, WorkingDayShift.Following))
                || !WorkingDays.IsWorkingDay(WorkingDays.Shift(day, WorkingDayShift.Preceding)))
            {
                Assert.Fail($"{day} finds no working day.");
            }
        }
    }

    private static IEnumerable<string> Holidays(int year)
        => Enumerable.Range(0, 365)
            .Select(i => new LocalDate(year, 1, 1).PlusDays(i))
            .Where(WorkingDays.IsHoliday)
            .Select(day => FormattableString.Invariant($"{day.Month:00}-{day.Day:00}"));
}
