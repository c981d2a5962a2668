namespace BudgetCoaching.Import;

/// <summary>What a file holds: one kind a file.</summary>
internal enum FileKind
{
    Households,
    Charges,
    Payments,
    Income,
    Expenses,
    IncomeEntries,
    PlannedExpenses,
    Occurrences,

    /// <summary>A bank's statement, read as a profile says.</summary>
    Bank,
}
