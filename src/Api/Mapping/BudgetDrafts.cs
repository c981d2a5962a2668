using BudgetCoaching.Api.Errors;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;

namespace BudgetCoaching.Api.Mapping;

/// <summary>What a caller drafts otherwise than the books tell; nothing at all where no draft was given.</summary>
/// <param name="OpeningCash">Null: as modelled from the last count.</param>
internal sealed record BudgetEdits(
    Money? OpeningCash,
    IReadOnlyList<BudgetEntry> Entries,
    IReadOnlyList<FactId> Removed,
    IReadOnlyList<ChangedEntry> Changes)
{
    public static BudgetEdits None { get; } = new(null, [], [], []);

    /// <exception cref="Grpc.Core.RpcException">An entry to leave out or to change is not in the budget.</exception>
    public DatedBudget On(DatedBudget recorded)
    {
        var budget = Entries.Aggregate(recorded, (edited, entry) => edited.With(entry));
        foreach (var removed in Removed)
        {
            Require(budget, removed);
            budget = budget.Without(removed);
        }

        foreach (var (entry, change) in Changes)
        {
            Require(budget, entry);
            budget = budget.With(entry, change);
        }

        return budget;
    }

    private static void Require(DatedBudget budget, FactId entry)
    {
        if (!budget.Entries.Any(known => known.Id == entry))
        {
            throw ApiFault.Refused(new Refusal(
                Reasons.FactUnknown, $"The budget has no entry {entry}.", [new RefusalDetail("fact", entry.ToString())]));
        }
    }
}

/// <summary>Drafted budgets between contract and domain.</summary>
internal static class BudgetDrafts
{
    /// <param name="fields">Of the message that holds the draft.</param>
    /// <param name="name">The draft's field in it.</param>
    /// <param name="wire">Absent: the budget as recorded.</param>
    public static BudgetEdits Read(Fields fields, string name, V1.BudgetDraft? wire)
    {
        if (wire is null)
        {
            return BudgetEdits.None;
        }

        var inside = fields.In(name);
        return new BudgetEdits(
            inside.OptionalBalance("opening_cash", wire.OpeningCash),
            [.. wire.Entries.Select((entry, i) => Read(inside.At("entries", i), entry))],
            [.. wire.RemovedEntryIds.Select((id, i) => new FactId(inside.Uuid($"removed_entry_ids[{i}]", id)))],
            [.. wire.Changes.Select((change, i) => BudgetFacts.ReadChange(inside.At("changes", i), change))]);
    }

    public static V1.DraftEntry ToWire(BudgetEntry entry) => new()
    {
        EntryId = entry.Id.ToString(),
        Kind = (V1.DraftEntryKind)entry.Kind,
        Amount = entry.Amount.ToWire(),
        Recurrence = BudgetFacts.ToWire(entry.Recurrence),
        DayOfMonth = entry.DayOfMonth ?? 0,
        Reliability = entry.IsIncome ? (V1.Reliability)entry.Reliability : V1.Reliability.Unspecified,
        Need = (V1.NeedClass)entry.Need,
        Housing = entry.IsHousing,
        Shift = (V1.WorkingDayShift)entry.Shift,
        Fixed = entry.IsFixed,
    };

    private static BudgetEntry Read(Fields fields, V1.DraftEntry wire)
    {
        var kind = fields.Choice("kind", (EntryKind)wire.Kind);
        return new BudgetEntry(
            fields.Fact("entry_id", wire.EntryId),
            kind,
            fields.Count("amount", wire.Amount),
            BudgetFacts.ReadRecurrence(fields, wire.Recurrence))
        {
            Reliability = kind == EntryKind.Income ? fields.Choice("reliability", (Reliability)wire.Reliability) : Reliability.Certain,
            Need = kind switch
            {
                EntryKind.PrimaryNeed => NeedClass.Primary,
                EntryKind.Expense => fields.Choice("need", (NeedClass)wire.Need),
                _ => NeedClass.Unspecified,
            },
            IsHousing = wire.Housing,
            DayOfMonth = wire.DayOfMonth == 0 ? null : wire.DayOfMonth,
            Shift = (WorkingDayShift)wire.Shift,
            IsFixed = wire.Fixed,
        };
    }
}
