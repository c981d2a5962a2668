using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Reconciliation;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Reconciliation.Statement;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Reconciliation;

public class CashCalculatorTests
{
    [Fact]
    public void A_day_starts_from_the_figure_that_was_observed_at_the_end_of_the_day_before() => Days(
        In(1, "2026-03-02", 1_000, Bank),
        Shows(2, "2026-03-02", 1_000, Bank),
        Out(3, "2026-03-05", 200, Bank),
        Shows(4, "2026-03-05", 795, Bank),
        In(5, "2026-03-06", 10, Bank),
        Shows(6, "2026-03-06", 805, Bank)).Should().Equal(
        "bank 03-02: 0.00 1000.00 1000.00 Exact",
        "bank 03-05: 1000.00 -200.00 795.00 Odd",
        "bank 03-06: 795.00 10.00 805.00 Exact");

    [Fact]
    public void Of_several_figures_of_a_day_the_one_to_which_its_movements_lead_is_its_closing_figure() => Days(
        Out(1, "2026-03-02", 30, Bank),
        In(2, "2026-03-02", 100, Bank),
        Shows(3, "2026-03-02", 100, Bank, beside: 2),
        Shows(4, "2026-03-02", 70, Bank, beside: 1),
        Out(5, "2026-03-03", 100, Bank),
        Shows(6, "2026-03-03", -30, Bank)).Should().Equal(
        "bank 03-02: 0.00 70.00 70.00 Exact",
        "bank 03-03: 70.00 -100.00 -30.00 Exact");

    [Fact]
    public void Where_none_fits_the_nearest_closes_the_day_and_of_two_equally_near_the_one_with_the_lower_id() => Days(
        In(1, "2026-03-02", 100, Bank),
        Shows(3, "2026-03-02", 90, Bank),
        Shows(2, "2026-03-02", 110, Bank),
        Shows(4, "2026-03-02", 200, Bank)).Should().Equal("bank 03-02: 0.00 100.00 110.00 Odd");

    [Theory]
    [InlineData(10, "WithinTolerance")]
    [InlineData(-10, "WithinTolerance")]
    [InlineData(-11, "Odd")]
    [InlineData(0, "Exact")]
    public void A_difference_up_to_the_tolerance_is_rounding_in_either_direction(int cents, string agreement) =>
        Days(In(1, "2026-03-02", 100, Bank), Shows(2, "2026-03-02", 100 + cents / 100m, Bank)).Single().Should().EndWith(agreement);

    [Fact]
    public void An_observation_before_any_movement_opens_the_account() => Days(
        Shows(1, "2026-03-01", 500, Bank), Out(2, "2026-03-02", 20, Bank), Shows(3, "2026-03-02", 480, Bank)).Should().Equal(
        "bank 03-01: 0.00 0.00 500.00 Opening",
        "bank 03-02: 500.00 -20.00 480.00 Exact");

    [Fact]
    public void After_a_day_that_nobody_observed_the_books_go_on_from_what_was_rebuilt() => Days(
        In(1, "2026-03-01", 100, Bank), Out(2, "2026-03-02", 20, Bank), Shows(3, "2026-03-03", 80, Bank)).Should().Equal(
        "bank 03-01: 0.00 100.00  Unobserved",
        "bank 03-02: 100.00 -20.00  Unobserved",
        "bank 03-03: 80.00 0.00 80.00 Exact");

    [Fact]
    public void Accounts_of_one_household_are_rebuilt_apart_and_what_names_no_account_is_in_none() => Days(
        In(1, "2026-03-02", 100, Savings),
        Shows(2, "2026-03-02", 100, Savings),
        In(3, "2026-03-02", 40, Bank),
        Shows(4, "2026-03-02", 40, Bank),
        Out(5, "2026-03-02", 7, account: null)).Should().Equal(
        "bank 03-02: 0.00 40.00 40.00 Exact",
        "savings 03-02: 0.00 100.00 100.00 Exact");

    [Fact]
    public void The_cash_at_hand_is_all_that_moved_since_the_first_count_against_the_counts() => Days(
        In(1, "2026-03-01", 900, Bank),
        Counted(2, "2026-03-02", 50),
        Out(3, "2026-03-03", 20, account: null),
        In(4, "2026-03-04", 5, Savings),
        Counted(5, "2026-03-04", 30)).Should().Equal(
        "bank 03-01: 0.00 900.00  Unobserved",
        "savings 03-04: 0.00 5.00  Unobserved",
        "at hand 03-02: 0.00 0.00 50.00 Opening",
        "at hand 03-03: 50.00 -20.00  Unobserved",
        "at hand 03-04: 30.00 5.00 30.00 Odd");

    [Fact]
    public void A_day_tells_its_lines_its_observations_and_the_difference()
    {
        var days = Reconcile([
            In(1, "2026-03-02", 100, Bank), Out(2, "2026-03-02", 30, Bank), Shows(3, "2026-03-02", 69, Bank, beside: 2),
            Shows(4, "2026-03-02", 100, Bank),
        ]);

        days.Single().Days.Single().Should().Be(new CashDay(
            Day("2026-03-02"),
            Start: Money.Zero,
            Moved: Euro(70),
            Observed: Euro(69),
            CashAgreement.Odd,
            [new CashLine(Id(1), Euro(100)), new CashLine(Id(2), Euro(-30))],
            [new CashObservation(Id(3), Euro(69), Id(2)), new CashObservation(Id(4), Euro(100), Line: null)]));
        days[0].Days[0].Difference.Should().Be(Euro(1));
    }

    [Fact]
    public void R4_a_corrected_observation_counts_as_it_should_have_been_and_a_void_one_not_at_all()
    {
        var first = (BalanceObserved)Shows(2, "2026-03-02", 90, Bank);
        var other = Shows(3, "2026-03-02", 100, Bank);
        FactCorrected Corrected(int id, int original, Fact? replacement) =>
            new(Id(id), Id(original), Supersedes: null, "misread", replacement, Day("2026-03-02"));

        Days(
            In(1, "2026-03-02", 100, Bank),
            first,
            other,
            Corrected(10, 2, first with { Balance = Euro(99) }),
            Corrected(11, 3, replacement: null)).Should().Equal("bank 03-02: 0.00 100.00 99.00 Odd");
    }

    [Fact]
    public void R12_what_counts_after_the_day_asked_for_is_left_out() =>
        Reconcile(
            [In(1, "2026-03-02", 100, Bank), Shows(2, "2026-03-02", 100, Bank), Out(3, "2026-03-03", 1, Bank)],
            asOf: Day("2026-03-02")).Single().Days.Should().ContainSingle();
}
