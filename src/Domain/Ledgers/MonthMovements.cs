using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>What moved in one month between a household and a creditor, by effective date.</summary>
/// <param name="Opening">Arrears taken over from before the books began.</param>
/// <param name="Charged">Charges issued, with interest and costs added to them.</param>
/// <param name="Paid">Payments less reversals and refunds of the month: may be negative.</param>
/// <param name="Credited">Credits and waivers.</param>
public readonly record struct MonthMovements(YearMonth Month, Money Opening, Money Charged, Money Paid, Money Credited);
