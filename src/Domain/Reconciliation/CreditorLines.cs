using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Reconciliation;

/// <summary>
/// The facts behind a creditor's months, each with what it moves: the same amounts of which the months of the arrears trend are the sums.
/// </summary>
public static class CreditorLines
{
    /// <summary>In the order of facts. Opening arrears are debts of other months and stand in none.</summary>
    /// <param name="asOf">Nothing effective after it, though a charge issued by then may be due later.</param>
    public static IReadOnlyList<CreditorLine> Of(HouseholdFacts facts, CreditorId creditor, LocalDate asOf, ChargeMonth by)
    {
        var known = facts.InOrder.Count > 0 && facts.InOrder[^1].Effective > asOf ? facts.EffectiveUntil(asOf) : facts;
        if (known.Ledger.Of(creditor) is not { } book)
        {
            return [];
        }

        var lines = new List<CreditorLine>();
        var movements = new BookMovements(book);
        foreach (var entry in book.Entries)
        {
            var moved = movements.Of(in entry);
            var amount = moved.Charged + moved.Paid + moved.Credited;
            if (!amount.IsZero)
            {
                lines.Add(new CreditorLine(book.IdOf(in entry), KindOf(book, in entry), DateOf(book, in entry, by), amount));
            }
        }

        return lines;
    }

    private static CreditorLineKind KindOf(CreditorBook book, in BookEntry entry) => entry.Kind switch
    {
        EntryKind.DebtPosted when book.Debts[entry.Place].Fact is ChargePosted => CreditorLineKind.Charge,
        EntryKind.DebtPosted or EntryKind.Accrued => CreditorLineKind.InterestAndCosts,
        EntryKind.Paid => CreditorLineKind.Payment,
        EntryKind.Reversed => CreditorLineKind.Reversal,
        EntryKind.Refunded => CreditorLineKind.Refund,
        _ => CreditorLineKind.Credit,
    };

    private static LocalDate DateOf(CreditorBook book, in BookEntry entry, ChargeMonth by) => DayNumber.ToDate(
        by == ChargeMonth.DueDate && entry.Kind is EntryKind.DebtPosted or EntryKind.Accrued
            ? book.Debts[entry.Place].Due
            : entry.Day);
}
