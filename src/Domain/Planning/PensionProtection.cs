namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// What the law would let a creditor take of a pension (art. 545 c.p.c.): shown beside the cap on instalments (R47), which is a promise of
/// the household's own and no enforcement.
/// </summary>
/// <param name="Protected">Never taken: twice the social allowance, and at least 1,000.00.</param>
/// <param name="MostTaken">A fifth of what is above it.</param>
public readonly record struct PensionProtection(Money Protected, Money MostTaken)
{
    private const long LeastProtectedCents = 1_000_00;
    private const long Fifth = 5;

    public static PensionProtection Of(Money pension, Money socialAllowance)
    {
        var kept = new Money(Math.Max(2 * socialAllowance.Cents, LeastProtectedCents));
        var above = Money.Max(pension - kept, Money.Zero);
        return new PensionProtection(kept, new Money((2 * above.Cents + Fifth) / (2 * Fifth)));
    }
}
