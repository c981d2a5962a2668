using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>Recorded entries with terms of their own, and single occurrences that differ (R44): as recorded, so simulated.</summary>
public sealed class AdjustedEntriesTests
{
    /// <summary>On the last of each month; 28 February 2026 is a Saturday, 31 May a Sunday.</summary>
    private static readonly IncomeEntryRecorded Pension = new(
        Id(1),
        Day("2026-01-10"),
        IncomeSource.Pension,
        Euro(900),
        Repeats(Frequency.Monthly, "2026-02-28"),
        Reliability.Certain,
        Mother,
        Note: null,
        new EntryTerms(DayOfMonth: 31, WorkingDayShift.Preceding, IsFixed: false));

    private static readonly ExpensePlanned Phone = new(
        Id(2),
        Day("2026-01-10"),
        "phone",
        NeedClass.Other,
        Euro(30),
        Repeats(Frequency.Monthly, "2026-03-07"),
        Note: null,
        new EntryTerms(DayOfMonth: null, WorkingDayShift.Following, IsFixed: true));

    private static readonly CashCounted Cash = new(Id(3), Day("2026-03-01"), Euro(500));

    [Fact]
    public void The_terms_of_a_recorded_entry_stand_in_the_budget_and_move_its_days()
    {
        var budget = Of("2026-03-01", Pension, Phone, Cash);

        (budget.Entries[0].DayOfMonth, budget.Entries[0].Shift, budget.Entries[0].IsFixed)
            .Should().Be((31, WorkingDayShift.Preceding, false));
        (budget.Entries[1].DayOfMonth, budget.Entries[1].Shift, budget.Entries[1].IsFixed)
            .Should().Be((null, WorkingDayShift.Following, true));
        DaysOf(budget, 0, "2026-05-31").Should().Equal("2026-03-31", "2026-04-30", "2026-05-29");
        DaysOf(budget, 1, "2026-05-31").Should().Equal("2026-03-09", "2026-04-07", "2026-05-07");
    }

    [Fact]
    public void Without_terms_income_is_fixed_and_an_expense_is_not()
        => Of("2026-03-01", Pension with { Terms = default }, Phone with { Terms = default }, Cash).Entries
            .Select(entry => (entry.IsFixed, entry.Shift, entry.DayOfMonth))
            .Should().Equal((true, WorkingDayShift.Unspecified, null), (false, WorkingDayShift.Unspecified, null));

    [Fact]
    public void An_occurrence_that_was_changed_or_skipped_differs_alone_and_the_latest_decision_holds()
    {
        var budget = Of(
            "2026-03-01",
            Pension,
            Phone,
            Cash,
            Adjusted(4, "2026-02-20", Pension.Id, new OccurrenceChange(Day("2026-03-31"), Euro(400), Day("2026-04-02"))),
            Adjusted(5, "2026-02-21", Phone.Id, new OccurrenceChange(Day("2026-03-07"), Amount: null, Day("2026-03-20"))),
            Adjusted(6, "2026-02-22", Phone.Id, OccurrenceChange.Skip(Day("2026-03-07"))));

        Occurrences.Between(budget.Entries[0], Day("2026-03-02"), Day("2026-04-30")).Should().Equal(
            new Occurrence(Day("2026-04-02"), Euro(400), Day("2026-03-31")),
            new Occurrence(Day("2026-04-30"), Euro(900), Day("2026-04-30")));
        DaysOf(budget, 1, "2026-05-31").Should().Equal("2026-04-07", "2026-05-07");
        CashFlow.Of(budget, 61, Weights).Closing.Should().Be(Euro(500 + 400 + 900 - 30));
    }

    [Fact]
    public void A_decision_counts_from_its_own_day_and_a_voided_one_no_more()
    {
        var adjusted = Adjusted(4, "2026-03-05", Phone.Id, OccurrenceChange.Skip(Day("2026-03-07")));
        var voided = new FactCorrected(Id(5), Id(4), null, "paid-after-all", null, Day("2026-03-05"));

        DaysOf(Of("2026-03-04", Pension, Phone, Cash, adjusted), 1, "2026-03-31").Should().Equal("2026-03-09");
        DaysOf(Of("2026-03-05", Pension, Phone, Cash, adjusted), 1, "2026-03-31").Should().BeEmpty();
        DaysOf(Of("2026-03-05", Pension, Phone, Cash, adjusted, voided), 1, "2026-03-31").Should().Equal("2026-03-09");
    }

    [Fact]
    public void What_can_no_longer_touch_a_day_ahead_is_left_out_so_that_an_old_change_keeps_no_entry_from_being_moved()
    {
        var skipped = Adjusted(4, "2026-03-05", Phone.Id, OccurrenceChange.Skip(Day("2026-03-07")));
        var postponed = Adjusted(5, "2026-03-05", Pension.Id, new OccurrenceChange(Day("2026-03-31"), null, Day("2026-05-10")));

        var budget = Of("2026-04-20", Pension, Phone, Cash, skipped, postponed);

        budget.Entries[1].Changes.Should().BeEmpty();
        DaysOf(budget, 0, "2026-05-15").Should().Equal("2026-05-10", "2026-04-30");
    }

    [Fact]
    public void Only_an_occurrence_of_the_rule_can_be_adjusted_unless_its_entry_is_not_recorded_yet_R14()
    {
        var food = Phone with { Id = Id(9), Need = NeedClass.Primary, Terms = default };
        var state = Enrolled(Pension, Phone, food);

        Decide(state, Adjusted(4, "2026-03-05", Phone.Id, OccurrenceChange.Skip(Day("2026-03-09"))))
            .Should().Be(Reasons.OccurrenceUnknown);
        Decide(state, Adjusted(4, "2026-03-05", Pension.Id, OccurrenceChange.Skip(Day("2026-01-31"))))
            .Should().Be(Reasons.OccurrenceUnknown);
        Decide(state, Adjusted(4, "2026-03-05", food.Id, OccurrenceChange.Skip(Day("2026-04-07"))))
            .Should().Be(Reasons.OccurrenceUnknown);
        Decide(state, Adjusted(4, "2026-03-05", Pension.Id, OccurrenceChange.Skip(Day("2026-04-30")))).Should().BeNull();
        Decide(state, Adjusted(4, "2026-03-05", Id(50), OccurrenceChange.Skip(Day("2026-03-09")))).Should().BeNull();
    }

    [Fact]
    public void A_change_says_what_differs_and_within_the_bounds_of_a_fact()
    {
        var state = Enrolled(Pension, Phone);

        Decide(state, Adjusted(4, "2026-03-05", Phone.Id, new OccurrenceChange(Day("2026-04-07"), null, null)))
            .Should().Be(Reasons.ValueMissing);
        Decide(state, Adjusted(4, "2026-03-05", Phone.Id, new OccurrenceChange(Day("2026-04-07"), Euro(-1), null)))
            .Should().Be(Reasons.AmountNegative);
        Decide(state, Adjusted(4, "2026-03-05", Phone.Id, new OccurrenceChange(Day("2026-04-07"), null, Day("2200-01-01"))))
            .Should().Be(Reasons.DateOutOfRange);
    }

    [Fact]
    public void A_day_of_the_month_must_be_that_of_the_first_date()
    {
        Decide(Enrolled(), Pension with { Terms = new EntryTerms(32, default, null) }).Should().Be(Reasons.ValueOutOfRange);
        Decide(Enrolled(), Phone with { Terms = new EntryTerms(8, default, null) }).Should().Be(Reasons.ValueOutOfRange);
        Decide(Enrolled(), Phone with { Terms = new EntryTerms(7, (WorkingDayShift)3, null) }).Should().Be(Reasons.ValueUnspecified);
        Decide(Enrolled(), Phone with { Terms = new EntryTerms(7, default, null) }).Should().BeNull();
    }

    private static DatedBudget Of(string asOf, params HouseholdEvent[] facts)
        => HouseholdBudget.Of(Enrolled(facts).Facts(), Day(asOf), Shipped)!;

    private static IEnumerable<string> DaysOf(DatedBudget budget, int entry, string to)
        => Days(Occurrences.Between(budget.Entries[entry], budget.FirstDay, Day(to)));

    private static OccurrenceAdjusted Adjusted(int id, string day, FactId entry, OccurrenceChange change)
        => new(Id(id), Day(day), entry, change);

    private static string? Decide(HouseholdState state, Fact fact)
        => ReasonOf(RecordFact.Decide(state, new RecordFact(fact), Agency, RecordedDay));
}
