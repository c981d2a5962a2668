using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>In the order of precedence of R28, save that stable is what remains.</summary>
public enum TrendClass
{
    Unspecified = 0,

    /// <summary>Fewer than four complete month-ends since the creditor's first fact.</summary>
    NotEnoughHistory = 1,

    /// <summary>No arrears, neither now nor three months before.</summary>
    None = 2,

    Cleared = 3,
    NonPayment = 4,
    Worsening = 5,
    Improving = 6,
    Stable = 7,

    /// <summary>There are arrears and no current monthly charge to measure their change by.</summary>
    NoCharge = 8,
}

/// <summary>The arrears stock at the end of a month.</summary>
public readonly record struct MonthEndStock(LocalDate Day, Money Stock);

/// <summary>Where the arrears are going, with everything it was read from (R28).</summary>
/// <param name="MonthEnds">The last complete month-ends, four at most, ascending.</param>
/// <param name="MonthlyChange">δ, cents a month; null without enough history.</param>
/// <param name="ShareOfCharge">ρ = δ ÷ c; null where either is missing.</param>
public sealed record TrendAssessment(TrendClass Class, ValueList<MonthEndStock> MonthEnds, Ratio? MonthlyChange, Ratio? ShareOfCharge);
