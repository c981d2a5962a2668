using BudgetCoaching.Domain.Parameters;

namespace BudgetCoaching.Domain.Planning;

/// <summary>What an agency's table allows for a debt (R41).</summary>
public static class InstalmentLimit
{
    /// <summary>Most months from the first to the last due date; null below the least debt for which the agency makes plans.</summary>
    public static int? MonthsFor(Money debt, ParameterValues values)
    {
        if (debt < values.PlanMinimumDebt)
        {
            return null;
        }

        foreach (var row in values.InstalmentTable)
        {
            if (row.DebtUpTo is not { } upTo || debt <= upTo)
            {
                return row.MonthsMax;
            }
        }

        throw new InvalidOperationException("The last row of an instalment table is open.");
    }
}
