using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>The current bills that a plan is kept beside (R26, R43).</summary>
public sealed class CurrentBillsTests
{
    [Fact]
    public void A_contract_brings_its_bill_from_the_next_one_posted_on()
        => Expected(Contract(1, 250), Charge(2, "2026-02-01", "2026-02-10", 250), Charge(3, "2026-03-01", "2026-03-12", 250))
            .Should().Equal(Bill(1, 250, Frequency.Monthly, "2026-03-12"));

    [Fact]
    public void Without_a_bill_posted_it_is_expected_so_many_months_after_the_last_or_after_the_contracts_first_day()
    {
        Expected(Contract(1, 500, everyMonths: 2), Charge(2, "2026-01-01", "2026-01-31", 500))
            .Should().Equal(Bill(1, 500, Frequency.Bimonthly, "2026-03-31"));
        Expected(Contract(1, 900, everyMonths: 3) with { Term = new DateSpan(Day("2026-01-01"), Day("2026-12-01")) })
            .Should().Equal(Bill(1, 900, Frequency.Quarterly, "2026-04-01", "2026-11-30"));
        Expected(Contract(1, 1200, everyMonths: 12)).Should().Equal(Bill(1, 1200, Frequency.Yearly, "2021-01-01"));
    }

    [Fact]
    public void A_bill_of_four_or_six_months_is_put_aside_for_month_by_month()
        => Expected(Contract(1, 100, everyMonths: 6)).Should().Equal(Bill(1, 16.67m, Frequency.Monthly, "2020-02-01"));

    [Fact]
    public void Where_the_family_planned_an_expense_for_the_same_nothing_is_counted_twice()
    {
        Expected(Contract(1, 250), Planned(2, "rent")).Should().BeEmpty();
        Expected(Contract(1, 250) with { Kind = ChargeKind.Condominium }, Planned(2, "rent")).Should().HaveCount(1);
        Expected(Contract(1, 250), Planned(2, "rental-car")).Should().HaveCount(1);
    }

    [Fact]
    public void A_contract_that_is_over_or_not_begun_brings_nothing()
    {
        Expected(Contract(1, 250) with { Term = new DateSpan(Day("2020-01-01"), Day("2026-03-01")) }).Should().BeEmpty();
        Expected(Contract(1, 250) with { Term = new DateSpan(Day("2026-03-02"), End: null) }).Should().BeEmpty();
    }

    [Fact]
    public void The_budget_of_a_household_holds_its_current_bills()
        => HouseholdBudget.Of(
                Enrolled(Contract(1, 250), new CashCounted(Id(2), Day("2026-03-01"), Euro(10))).Facts(), Day("2026-03-01"), Shipped)!
            .Entries.Should().Equal(Bill(1, 250, Frequency.Monthly, "2020-02-01"));

    private static IReadOnlyList<BudgetEntry> Expected(params HouseholdEvent[] facts)
        => CurrentBills.Expected(Enrolled(facts).Facts(), Day("2026-03-01"));

    private static BudgetEntry Bill(int id, decimal amount, Frequency frequency, string first, string? last = null)
        => Expense(id, amount, first, frequency, last) with { Need = NeedClass.Essential, IsHousing = true };

    private static ContractRecorded Contract(int id, decimal amount, int everyMonths = 1)
        => new(Id(id), Day("2020-01-01"), Aler, ChargeKind.Rent, Euro(amount), everyMonths, new DateSpan(Day("2020-01-01"), End: null));

    private static ExpensePlanned Planned(int id, string category)
        => new(Id(id), Day("2026-01-10"), category, NeedClass.Essential, Euro(250), Repeats(Frequency.Monthly, "2026-01-05"), Note: null);
}
