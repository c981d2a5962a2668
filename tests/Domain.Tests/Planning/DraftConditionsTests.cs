using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>What a draft may say, and which debts it may plan.</summary>
public sealed class DraftConditionsTests
{
    private static readonly BudgetEntry Rent = Expense(1, 100, "2026-01-31");

    [Fact]
    public void A_budget_that_can_be_judged_is_not_refused()
        => DraftConditions.Check(W6 with { OpeningCash = Euro(-100) }).Should().BeNull();

    [Fact]
    public void The_first_condition_that_an_entry_breaks_is_named()
    {
        Broken(Rent with { Kind = EntryKind.Unspecified }).Should().Be((Reasons.ValueUnspecified, "entries.kind"));
        Broken(Rent with { Amount = Euro(-1) }).Should().Be((Reasons.AmountNegative, "entries.amount"));
        Broken(Rent with { Amount = Euro(100_000_001) }).Should().Be((Reasons.AmountTooLarge, "entries.amount"));
        Broken(Rent with { Recurrence = Repeats(Frequency.Unspecified, "2026-01-31") })
            .Should().Be((Reasons.ValueUnspecified, "entries.recurrence.frequency"));
        Broken(Rent with { Recurrence = Repeats(Frequency.Monthly, "2026-01-31", "2026-01-30") })
            .Should().Be((Reasons.DatesOutOfOrder, "entries.recurrence.last"));
        Broken(Rent with { DayOfMonth = 32 }).Should().Be((Reasons.ValueOutOfRange, "entries.day_of_month"));
        Broken(Rent with { DayOfMonth = 30 }).Should().Be((Reasons.ValueOutOfRange, "entries.day_of_month"));
        Broken(Income(1, 10, "2026-01-31") with { Reliability = Reliability.Unspecified })
            .Should().Be((Reasons.ValueUnspecified, "entries.reliability"));
        Broken(Rent with { Shift = (WorkingDayShift)9 }).Should().Be((Reasons.ValueUnspecified, "entries.shift"));
        Broken(Rent with { Changes = [OccurrenceChange.Skip(Day("2026-02-28")), OccurrenceChange.Skip(Day("2026-02-28"))] })
            .Should().Be((Reasons.ListRepeats, "entries.changes.planned"));
        Broken(Rent with { Changes = [new OccurrenceChange(Day("2026-02-28"), Euro(-1), null)] })
            .Should().Be((Reasons.AmountNegative, "entries.changes.amount"));
        Broken(Food(10) with { Changes = [OccurrenceChange.Skip(Day("2026-02-28"))] })
            .Should().Be((Reasons.ValueNotExpected, "entries.changes"));
    }

    [Fact]
    public void A_budget_names_each_entry_once_and_has_not_too_many()
    {
        Broken(Rent, Rent).Should().Be((Reasons.ListRepeats, "entries.id"));
        Broken([.. Enumerable.Range(1, 501).Select(i => Expense(i, 1, "2026-01-31"))]).Should().Be((Reasons.ListTooLong, "entries"));
    }

    [Fact]
    public void A_plan_can_acknowledge_what_is_due_and_neither_disputed_nor_covered_unless_it_replaces_the_plan_R59()
    {
        HouseholdEvent[] facts =
        [
            Charge(10, "2026-01-01", "2026-02-10", 200),
            Charge(11, "2026-01-02", "2026-02-05", 80),
            Charge(12, "2026-01-03", "2026-02-20", 50),
            Charge(13, "2026-01-04", "2026-05-01", 70),
            Plan(14, "2026-02-11", Id(10), 150, ("2026-04-10", 150)),
            new HouseholdEvent.ChargeDisputed(Id(15), Day("2026-02-12"), Id(12), Euro(20), null),
        ];
        var statement = LedgerStatement.Build(Enrolled(facts).Facts(), Aler, Day("2026-03-01"), Shipped);

        var beside = PlannableDebt.Of(statement, replacesPlan: false);
        beside.Covered.Should().Equal(
            new CoveredCharge(Id(11), Euro(80)), new CoveredCharge(Id(10), Euro(50)), new CoveredCharge(Id(12), Euro(30)));
        beside.Total.Should().Be(Euro(160));
        PlannableDebt.Of(statement, replacesPlan: true).Covered.Should().Equal(
            new CoveredCharge(Id(11), Euro(80)), new CoveredCharge(Id(10), Euro(200)), new CoveredCharge(Id(12), Euro(30)));
    }

    private static (string Reason, string Field) Broken(params BudgetEntry[] entries)
    {
        var refusal = DraftConditions.Check(Budget("2026-01-01", 0, entries))!;
        return (refusal.Reason, refusal.Details.Single(detail => detail.Name == "field").Value);
    }
}
