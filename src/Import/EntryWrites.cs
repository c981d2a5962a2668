using BudgetCoaching.V1;

namespace BudgetCoaching.Import;

/// <summary>Rows of a household's budget: what it expects, and single occurrences that differ.</summary>
internal static class EntryWrites
{
    private const int DaysInMonth = 31;

    public static RecordIncomeEntryRequest IncomeEntry(FileRow row)
    {
        var entry = new IncomeEntry
        {
            DeclaredDate = row.Date("declared_date"),
            Source = (IncomeSource)row.Choice("source", Words.Sources),
            Amount = row.Amount("amount"),
            Recurrence = RecurrenceOf(row),
            Reliability = (Reliability)row.Choice("reliability", Words.Reliabilities),
            Note = row.Text("note"),
            DayOfMonth = row.OptionalNumber("day_of_month", DaysInMonth),
            Shift = (WorkingDayShift)row.OptionalChoice("shift", Words.Shifts),
        };
        if (Fixed(row) is { } isFixed)
        {
            entry.Fixed = isFixed;
        }

        return new RecordIncomeEntryRequest { Household = RowWrites.Household(row), IncomeEntryId = Id(row), IncomeEntry = entry };
    }

    public static PlanExpenseRequest PlannedExpense(FileRow row)
    {
        var expense = new PlannedExpense
        {
            PlannedDate = row.Date("planned_date"),
            Category = row.Required("category"),
            Need = (NeedClass)row.Choice("need", Words.Needs),
            Amount = row.Amount("amount"),
            Recurrence = RecurrenceOf(row),
            Note = row.Text("note"),
            DayOfMonth = row.OptionalNumber("day_of_month", DaysInMonth),
            Shift = (WorkingDayShift)row.OptionalChoice("shift", Words.Shifts),
        };
        if (Fixed(row) is { } isFixed)
        {
            expense.Fixed = isFixed;
        }

        return new PlanExpenseRequest { Household = RowWrites.Household(row), PlannedExpenseId = Id(row), PlannedExpense = expense };
    }

    /// <summary>Skipped, or with another amount, another date or both.</summary>
    public static AdjustOccurrenceRequest Occurrence(FileRow row)
    {
        var change = new OccurrenceChange { EntryId = RowWrites.External + row.Required("entry"), PlannedDate = row.Date("planned_date") };
        var changed = new ChangedOccurrence { Amount = row.OptionalAmount("amount"), Date = row.OptionalDate("date") };
        var isSkipped = row.OptionalChoice("skip", "yes", "no") == 1;
        if (isSkipped == (changed.Amount is not null || changed.Date is not null))
        {
            row.Refuse("skip", row.Text("skip"), LocalCodes.ValueMissing, "must be yes, or else amount, date or both be given");
        }

        if (isSkipped)
        {
            change.Skipped = true;
        }
        else
        {
            change.Changed = changed;
        }

        return new AdjustOccurrenceRequest
        {
            Household = RowWrites.Household(row),
            OccurrenceAdjustmentId = Id(row),
            OccurrenceAdjustment = new OccurrenceAdjustment { AdjustmentDate = row.Date("adjustment_date"), Change = change },
        };
    }

    private static string Id(FileRow row) => RowWrites.External + row.Required("id");

    private static Recurrence RecurrenceOf(FileRow row) => new()
    {
        Frequency = (Frequency)row.Choice("frequency", Words.Frequencies),
        FirstDate = row.Date("first_date"),
        LastDate = row.OptionalDate("last_date"),
    };

    /// <summary>Null where the file leaves it to the kind of entry.</summary>
    private static bool? Fixed(FileRow row) => row.OptionalChoice("fixed", "yes", "no") switch { 1 => true, 2 => false, _ => null };
}
