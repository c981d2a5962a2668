using NodaTime;

namespace BudgetCoaching.Domain.Reconciliation;

/// <summary>What a line adds to. Wire numbers are the contract's.</summary>
public enum CreditorLineKind
{
    Unspecified = 0,
    Charge = 1,
    InterestAndCosts = 2,
    Payment = 3,
    Reversal = 4,
    Refund = 5,
    Credit = 6,
}

/// <summary>In which month a charge counts. Wire numbers are the contract's.</summary>
public enum ChargeMonth
{
    /// <summary>As <see cref="IssueDate"/>.</summary>
    Unspecified = 0,

    /// <summary>That of its issue; interest and costs in the month in which they accrued.</summary>
    IssueDate = 1,

    /// <summary>That of its due date; interest and costs with it.</summary>
    DueDate = 2,
}

/// <summary>One fact's part in a creditor's month.</summary>
/// <param name="Date">By which it counts.</param>
/// <param name="Amount">What it adds to the total of its kind; below zero for what was taken back.</param>
public readonly record struct CreditorLine(FactId Fact, CreditorLineKind Kind, LocalDate Date, Money Amount)
{
    public YearMonth Month => new(Date.Year, Date.Month);
}

/// <summary>What a creditor's month comes to; what the books took over from before they began is in none.</summary>
/// <param name="Charged">Charges, interest and costs.</param>
/// <param name="Paid">Payments less reversals and refunds; may be below zero.</param>
/// <param name="Credited">Credits and waivers.</param>
public readonly record struct CreditorTotals(Money Charged, Money Paid, Money Credited)
{
    public static CreditorTotals operator +(CreditorTotals left, CreditorTotals right) =>
        new(left.Charged + right.Charged, left.Paid + right.Paid, left.Credited + right.Credited);

    public CreditorTotals With(in CreditorLine line) => line.Kind switch
    {
        CreditorLineKind.Charge or CreditorLineKind.InterestAndCosts => this with { Charged = Charged + line.Amount },
        CreditorLineKind.Credit => this with { Credited = Credited + line.Amount },
        _ => this with { Paid = Paid + line.Amount },
    };
}
