using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>What a household has and expects, with dates: the input of every judgement of a plan (R44).</summary>
/// <param name="OpeningDay">At whose end the opening cash is at hand; the first day counted is the one after.</param>
/// <param name="OpeningCash">May be negative: an account overdrawn.</param>
/// <param name="Entries">In the order in which they are shown; ids are distinct.</param>
public sealed record DatedBudget(LocalDate OpeningDay, Money OpeningCash, ValueList<BudgetEntry> Entries)
{
    /// <summary>Most entries that one budget may have.</summary>
    public const int EntriesMax = 500;

    /// <summary>Still to be paid of plans that stay as they are, in any order.</summary>
    public ValueList<AgreedInstalment> Instalments { get; init; }

    public LocalDate FirstDay => OpeningDay.PlusDays(1);

    /// <summary>The same budget with the entry of the same id in its place, or added at the end.</summary>
    public DatedBudget With(BudgetEntry entry)
    {
        var replaced = false;
        var entries = new List<BudgetEntry>(Entries.Count + 1);
        foreach (var known in Entries)
        {
            entries.Add(known.Id == entry.Id ? entry : known);
            replaced |= known.Id == entry.Id;
        }

        if (!replaced)
        {
            entries.Add(entry);
        }

        return this with { Entries = [.. entries] };
    }

    /// <summary>The same budget without an entry; the same when it has none of the id.</summary>
    public DatedBudget Without(FactId entry) => this with { Entries = Entries.Where(known => known.Id != entry).ToValueList() };

    /// <summary>The same budget with one occurrence changed, in the place of an earlier change of it.</summary>
    public DatedBudget With(FactId entry, OccurrenceChange change)
        => this with
        {
            Entries = Entries
                .Select(known => known.Id == entry
                    ? known with { Changes = [.. known.Changes.Where(c => c.Planned != change.Planned), change] }
                    : known)
                .ToValueList(),
        };
}

/// <param name="Amount">What is open of it.</param>
public readonly record struct AgreedInstalment(FactId Plan, CreditorId Creditor, int Number, LocalDate DueDate, Money Amount);
