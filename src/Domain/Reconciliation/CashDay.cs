using NodaTime;

namespace BudgetCoaching.Domain.Reconciliation;

/// <summary>How a day's rebuilt cash stands to what was observed. Wire numbers are the contract's.</summary>
public enum CashAgreement
{
    Unspecified = 0,

    /// <summary>The books of the account begin with this observation.</summary>
    Opening = 1,

    Unobserved = 2,

    /// <summary>To the cent.</summary>
    Exact = 3,

    WithinTolerance = 4,
    Odd = 5,
}

/// <param name="Amount">Above zero for income, below for an expense.</param>
public readonly record struct CashLine(FactId Fact, Money Amount);

/// <param name="Line">The income or expense beside which it was printed; null for none.</param>
public readonly record struct CashObservation(FactId Fact, Money Balance, FactId? Line);

/// <summary>A day on which something moved or was observed.</summary>
/// <param name="Start">Closing figure of the day before.</param>
/// <param name="Moved">Income less expenses of the day.</param>
/// <param name="Observed">The observed figure nearest to the rebuilt one; null for none.</param>
/// <param name="Lines">In the order of facts.</param>
/// <param name="Observations">In the order of facts.</param>
public sealed record CashDay(
    LocalDate Date,
    Money Start,
    Money Moved,
    Money? Observed,
    CashAgreement Agreement,
    ValueList<CashLine> Lines,
    ValueList<CashObservation> Observations)
{
    public Money Rebuilt => Start + Moved;

    /// <summary>Rebuilt less observed; null where nothing was observed or the books begin with it.</summary>
    public Money? Difference => Agreement == CashAgreement.Opening ? null : Rebuilt - Observed;

    /// <summary>From where the next day starts.</summary>
    public Money Closing => Observed ?? Rebuilt;
}

/// <param name="Account">Null: the household's whole cash at hand.</param>
/// <param name="Days">Ascending.</param>
public sealed record CashAccount(AccountId? Account, IReadOnlyList<CashDay> Days);
