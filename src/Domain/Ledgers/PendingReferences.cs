namespace BudgetCoaching.Domain.Ledgers;

/// <summary>What a creditor's facts name without effect on a day, so that nothing is passed over in silence (R14).</summary>
internal static class PendingReferences
{
    public static ValueList<PendingReference> Of(CreditorBook book, ImputationPass pass, int day)
    {
        var pending = new List<PendingReference>();
        foreach (var reference in book.Unresolved)
        {
            if (reference.Day <= day)
            {
                pending.Add(reference.Reference);
            }
        }

        foreach (var reservation in pass.Reservations)
        {
            var settlement = book.Settlements[reservation.Settlement];
            ref readonly var part = ref settlement.Parts![reservation.Part];
            if (part.Target != TargetKind.Other)
            {
                var reason = part.Target == TargetKind.Unknown ? PendingReason.NotRecorded : PendingReason.NotYetEffective;
                pending.Add(new PendingReference(settlement.Id, part.Id, reason, new Money(reservation.Cents)));
            }
        }

        foreach (var entry in book.Entries)
        {
            if (entry.Day <= day && TargetOf(book, in entry) is { } target && target.Day > day)
            {
                pending.Add(new PendingReference(book.IdOf(in entry), target.Id, PendingReason.NotYetEffective, null));
            }
        }

        foreach (var plan in book.Plans)
        {
            for (var i = 0; plan.Signed <= day && i < plan.CoveredDebts.Length; i++)
            {
                var debt = book.Debts[plan.CoveredDebts[i]];
                if (debt.Issued > day)
                {
                    pending.Add(new PendingReference(plan.Id, debt.Id, PendingReason.NotYetEffective, new Money(plan.CoveredCents[i])));
                }
            }
        }

        foreach (var entry in pass.IneffectiveEntries)
        {
            pending.Add(new PendingReference(
                entry.Fact, entry.Reference, PendingReason.NothingLeft, entry.Cents is { } cents ? new Money(cents) : null));
        }

        return pending.ToValueList();
    }

    /// <summary>What an entry names, and from when that counts; null for an entry that names nothing.</summary>
    private static (FactId Id, int Day)? TargetOf(CreditorBook book, in BookEntry entry) => entry.Kind switch
    {
        EntryKind.Accrued => (book.Debts[entry.Place].Id, book.Debts[entry.Place].Issued),
        EntryKind.Disputed => DebtOf(book, book.Disputes[entry.Place].Debt),
        EntryKind.DisputeClosed => (book.Disputes[entry.Place].Id, book.Disputes[entry.Place].Day),
        EntryKind.PlanLapsed => (book.Plans[entry.Place].Id, book.Plans[entry.Place].Signed),
        EntryKind.Reversed or EntryKind.Refunded => (book.Settlements[entry.Place].Id, book.Settlements[entry.Place].Day),
        _ => null,
    };

    private static (FactId Id, int Day) DebtOf(CreditorBook book, int debt) => (book.Debts[debt].Id, book.Debts[debt].Issued);
}
