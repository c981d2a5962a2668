using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>
/// What a <see cref="LedgerStatement"/> says of debts and plans, each part told when it is first asked for: for those who ask of many days.
/// </summary>
internal sealed class DayAccount
{
    private readonly StatementWriting writing;
    private ValueList<DebtLine>? debts;
    private ValueList<PlanLine>? plans;

    private DayAccount(StatementWriting writing) => this.writing = writing;

    /// <inheritdoc cref="StatementWriting.Unallocated"/>
    public Money Unallocated => writing.Unallocated;

    /// <summary>As <see cref="LedgerStatement.Debts"/>.</summary>
    public ValueList<DebtLine> Debts => debts ??= writing.Debts();

    /// <summary>As <see cref="LedgerStatement.Plans"/>.</summary>
    public ValueList<PlanLine> Plans => plans ??= writing.Plans();

    /// <summary>From facts effective on or before <paramref name="asOf"/>, by the rules of one parameter set (R60).</summary>
    /// <param name="facts">As known.</param>
    /// <param name="creditor">One that a fact names.</param>
    /// <param name="asOf">The day at whose end the account is read.</param>
    /// <param name="set">In force on it.</param>
    public static DayAccount Of(HouseholdFacts facts, CreditorId creditor, LocalDate asOf, ParameterSet set) =>
        facts.Ledger.Of(creditor) is { } book
            ? new DayAccount(new StatementWriting(book, asOf, ImputationRules.Of(set)))
            : throw new ArgumentException($"No fact names {creditor}.", nameof(creditor));
}
