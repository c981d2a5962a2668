using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>What recorded facts say of the cash at hand and of the days to come (R44).</summary>
public sealed class HouseholdBudgetTests
{
    private static readonly HouseholdEvent[] Declared =
    [
        new IncomeEntryRecorded(
            Id(1),
            Day("2026-01-10"),
            IncomeSource.Wages,
            Euro(900),
            Repeats(Frequency.Monthly, "2026-01-27"),
            Reliability.Likely,
            Mother,
            Note: null),
        Planned(2, "rent-aler", NeedClass.Essential, 150, Repeats(Frequency.Monthly, "2026-01-05")),
        Planned(3, "food", NeedClass.Primary, 84, Repeats(Frequency.Weekly, "2026-01-05")),
    ];

    [Fact]
    public void Without_a_count_there_is_no_opening_cash_and_no_budget()
    {
        Of("2026-03-01", Declared).Should().BeNull();
        ModelledCash.On(Enrolled(Declared).Facts(), Day("2026-03-01")).Should().BeNull();
    }

    [Fact]
    public void Declared_entries_stand_in_the_budget_until_they_are_ended()
    {
        var budget = Of(
            "2026-03-01",
            [
                .. Declared,
                new CashCounted(Id(4), Day("2026-03-01"), Euro(120)),
                new BudgetEntryEnded(Id(5), Day("2026-02-20"), Id(1)),
            ])!;

        budget.Should().Be(new DatedBudget(
            Day("2026-03-01"),
            Euro(120),
            [
                new BudgetEntry(Id(1), EntryKind.Income, Euro(900), Repeats(Frequency.Monthly, "2026-01-27", "2026-02-19"))
                {
                    Reliability = Reliability.Likely, IsFixed = true,
                },
                new BudgetEntry(Id(2), EntryKind.Expense, Euro(150), Repeats(Frequency.Monthly, "2026-01-05"))
                {
                    Need = NeedClass.Essential, IsHousing = true,
                },
                new BudgetEntry(Id(3), EntryKind.PrimaryNeed, Euro(84), Repeats(Frequency.Weekly, "2026-01-05"))
                {
                    Need = NeedClass.Primary,
                },
            ]));
    }

    [Fact]
    public void An_entry_that_was_ended_before_its_first_date_stands_in_no_budget()
    {
        var budget = Of(
            "2026-03-01",
            [
                Planned(1, "rent-aler", NeedClass.Essential, 150, Repeats(Frequency.Monthly, "2026-03-05")),
                new CashCounted(Id(4), Day("2026-03-01"), Euro(120)),
                new BudgetEntryEnded(Id(5), Day("2026-03-01"), Id(1)),
            ])!;

        budget.Entries.Should().BeEmpty();
        DraftConditions.Check(budget).Should().BeNull();
    }

    [Fact]
    public void What_is_open_of_instalments_to_come_and_what_was_promised_is_expected_on_its_day()
    {
        HouseholdEvent[] facts =
        [
            Charge(10, "2026-01-01", "2026-01-10", 200),
            Plan(11, "2026-02-01", Id(10), 200, ("2026-02-10", 80), ("2026-03-10", 80), ("2026-04-10", 40)),
            Payment(12, "2026-02-20", 100, Id(11)),
            Promised(13, "2026-02-22", "2026-03-15", 60),
            Promised(14, "2026-02-22", "2026-03-01", 60),
            new CashCounted(Id(4), Day("2026-03-01"), Euro(120)),
        ];

        var budget = Of("2026-03-01", facts)!;

        budget.Entries.Should().Equal(
            new BudgetEntry(Id(13), EntryKind.Promise, Euro(60), Repeats(Frequency.OneOff, "2026-03-15")));
        budget.Instalments.Should().Equal(
            new AgreedInstalment(Id(11), Aler, 2, Day("2026-03-10"), Euro(60)),
            new AgreedInstalment(Id(11), Aler, 3, Day("2026-04-10"), Euro(40)));
        HouseholdBudget.Of(Enrolled(facts).Facts(), Day("2026-03-01"), Shipped, Aler)!.Instalments.Should().BeEmpty();
    }

    [Fact]
    public void Cash_is_modelled_from_the_last_count_by_what_came_in_what_went_out_and_the_needs_of_each_day()
    {
        HouseholdEvent[] facts =
        [
            .. Declared,
            new CashCounted(Id(20), Day("2026-02-01"), Euro(300)),
            new IncomeReceived(Id(21), Day("2026-02-01"), Euro(1000), IncomeSource.Wages, Id(1), Mother, null),
            Payment(22, "2026-02-02", 150),
            new ExpenseIncurred(Id(23), Day("2026-02-02"), "phone", NeedClass.Other, Euro(10), null, null),
            new ExpenseIncurred(Id(24), Day("2026-02-02"), "food", NeedClass.Primary, Euro(99), null, null),
            new PaymentRefunded(Id(25), Day("2026-02-03"), Id(22), Euro(30)),
            new PaymentReversed(Id(26), Day("2026-02-04"), Id(22), "returned"),
            new CashCounted(Id(27), Day("2026-02-05"), Euro(5)),
            new IncomeReceived(Id(28), Day("2026-02-06"), Euro(20), IncomeSource.Family, null, null, null),
        ];

        ModelledCash.Days(Enrolled(facts).Facts(), Day("2026-01-30"), Day("2026-02-06")).Should().Equal(
            new CashPosition(Day("2026-02-01"), Euro(300), Day("2026-02-01")),
            new CashPosition(Day("2026-02-02"), Euro(128), Day("2026-02-01")),
            new CashPosition(Day("2026-02-03"), Euro(146), Day("2026-02-01")),
            new CashPosition(Day("2026-02-04"), Euro(254), Day("2026-02-01")),
            new CashPosition(Day("2026-02-05"), Euro(5), Day("2026-02-05")),
            new CashPosition(Day("2026-02-06"), Euro(13), Day("2026-02-05")));
        ModelledCash.On(Enrolled(facts).Facts(), Day("2026-02-04")).Should().Be(
            new CashPosition(Day("2026-02-04"), Euro(254), Day("2026-02-01")));
    }

    private static DatedBudget? Of(string asOf, HouseholdEvent[] facts)
        => HouseholdBudget.Of(Enrolled(facts).Facts(), Day(asOf), Shipped);

    private static ExpensePlanned Planned(int id, string category, NeedClass need, decimal amount, Recurrence recurrence)
        => new(Id(id), Day("2026-01-10"), category, need, Euro(amount), recurrence, Note: null);
}
