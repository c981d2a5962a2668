using BudgetCoaching.V1;
using Google.Type;

namespace BudgetCoaching.Import.Tests;

/// <summary>Entries with terms of their own, and single occurrences, as rows.</summary>
public class Budget_rows_are_read
{
    [Fact]
    public void An_income_entry_bears_its_terms()
    {
        var write = Read(
            FileKind.IncomeEntries,
            """
            household,id,declared_date,source,amount,frequency,first_date,reliability,last_date,day_of_month,shift,fixed,note
            H-1,S-1,2025-02-01,pension,812.30,monthly,2025-02-28,certain,2025-12-31,31,preceding,no,INPS
            """);

        write!.RecordIncomeEntry.Should().Be(new RecordIncomeEntryRequest
        {
            Household = "households/external:H-1",
            IncomeEntryId = "external:S-1",
            IncomeEntry = new IncomeEntry
            {
                DeclaredDate = Day(2, 1),
                Source = IncomeSource.Pension,
                Amount = new Money { CurrencyCode = "EUR", Units = 812, Nanos = 300_000_000 },
                Recurrence = new Recurrence { Frequency = Frequency.Monthly, FirstDate = Day(2, 28), LastDate = Day(12, 31) },
                Reliability = Reliability.Certain,
                DayOfMonth = 31,
                Shift = WorkingDayShift.Preceding,
                Fixed = false,
                Note = "INPS",
            },
        });
    }

    [Fact]
    public void A_planned_expense_may_leave_its_terms_open()
    {
        var expense = Read(
            FileKind.PlannedExpenses,
            """
            household,id,planned_date,category,need,amount,frequency,first_date
            H-1,L-2,2025-02-01,food,primary,70.00,weekly,2025-02-03
            """)!.PlanExpense.PlannedExpense;

        (expense.DayOfMonth, expense.Shift, expense.HasFixed, expense.Need, expense.Recurrence.Frequency)
            .Should().Be((0, WorkingDayShift.Unspecified, false, NeedClass.Primary, Frequency.Weekly));
    }

    [Theory]
    [InlineData("100.50,2025-03-03,", 100, "2025-03-03", false)]
    [InlineData("100.50,,no", 100, null, false)]
    [InlineData(",2025-03-03,", null, "2025-03-03", false)]
    [InlineData(",,yes", null, null, true)]
    public void An_occurrence_is_changed_or_skipped(string values, int? units, string? day, bool isSkipped)
    {
        var change = Read(FileKind.Occurrences, Occurrence(values))!.AdjustOccurrence.OccurrenceAdjustment.Change;

        (change.EntryId, change.PlannedDate, change.Skipped).Should().Be(("external:S-1", Day(2, 28), isSkipped));
        (change.Changed?.Amount?.Units, change.Changed?.Date?.Day).Should().Be((units, day is null ? null : 3));
    }

    [Theory]
    [InlineData(",,")]
    [InlineData(",,no")]
    [InlineData("100.50,,yes")]
    public void An_occurrence_that_is_neither_or_both_is_refused(string values)
        => Refusals(FileKind.Occurrences, Occurrence(values)).Should().Equal(("skip", LocalCodes.ValueMissing));

    [Fact]
    public void Numbers_and_words_are_judged()
        => Refusals(
            FileKind.PlannedExpenses,
            """
            household,id,planned_date,category,need,amount,frequency,first_date,day_of_month,shift,fixed
            H-1,L-2,2025-02-01,food,primary,70.00,daily,2025-02-03,32,later,maybe
            """)
            .Should().BeEquivalentTo(new[]
            {
                ("frequency", LocalCodes.ChoiceUnknown),
                ("day_of_month", LocalCodes.NumberUnreadable),
                ("shift", LocalCodes.ChoiceUnknown),
                ("fixed", LocalCodes.ChoiceUnknown),
            });

    private static string Occurrence(string values) =>
        $"household,id,adjustment_date,entry,planned_date,amount,date,skip\nH-1,O-1,2025-02-10,S-1,2025-02-28,{values}";

    private static Date Day(int month, int day) => new() { Year = 2025, Month = month, Day = day };

    private static ImportFactsRequest? Read(FileKind kind, string text) =>
        RowWrites.Read(kind, "test", Files.Rows(text + "\n", kind).Single());

    private static IEnumerable<(string Field, string Code)> Refusals(FileKind kind, string text)
    {
        var row = Files.Rows(text + "\n", kind).Single();
        RowWrites.Read(kind, "test", row).Should().BeNull();
        return row.Refusals.Select(refusal => (refusal.Field, refusal.Code));
    }
}
