using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Planning;

/// <summary>The dated budget that the facts of a household tell, as of a day.</summary>
public static class HouseholdBudget
{
    private static readonly (string Word, ChargeKind Kind)[] HousingCategories =
    [
        ("rent", ChargeKind.Rent), ("affitto", ChargeKind.Rent), ("canone", ChargeKind.Rent),
        ("condominium", ChargeKind.Condominium), ("condominio", ChargeKind.Condominium),
    ];

    /// <summary>As <see cref="Opening"/>, with the cash modelled at the end of the day; null without any count.</summary>
    /// <param name="facts">Facts as known.</param>
    /// <param name="asOf">The opening day.</param>
    /// <param name="set">In force on it.</param>
    /// <param name="replanned">Creditors whose active plans are to be replaced: their instalments are left out.</param>
    public static DatedBudget? Of(HouseholdFacts facts, LocalDate asOf, ParameterSet set, params ReadOnlySpan<CreditorId> replanned)
        => ModelledCash.On(facts, asOf) is { } cash ? Opening(cash.Balance, facts, asOf, set, replanned) : null;

    /// <summary>
    /// Opens with the cash given and expects declared income, planned expenses, the current bills of contracts for which none is planned,
    /// payments promised, and what is open of instalments of active plans, each where it falls after the day. What is overdue already is
    /// arrears (R23), and takes part when a plan for it is drafted.
    /// </summary>
    /// <param name="cash">At hand at the end of the opening day.</param>
    /// <param name="facts">Facts as known.</param>
    /// <param name="asOf">The opening day.</param>
    /// <param name="set">In force on it.</param>
    /// <param name="replanned">Creditors whose active plans are to be replaced: their instalments are left out.</param>
    public static DatedBudget Opening(
        Money cash, HouseholdFacts facts, LocalDate asOf, ParameterSet set, params ReadOnlySpan<CreditorId> replanned)
        => Opening(cash, facts, asOf, creditor => DayAccount.Of(facts, creditor, asOf, set).Plans, replanned);

    /// <summary>The same, where the accounts of the day are at hand.</summary>
    internal static DatedBudget Opening(
        Money cash,
        HouseholdFacts facts,
        LocalDate asOf,
        Func<CreditorId, ValueList<PlanLine>> plans,
        params ReadOnlySpan<CreditorId> replanned)
    {
        List<BudgetEntry> entries = [.. Entries(facts, asOf), .. CurrentBills.Expected(facts, asOf)];
        foreach (var happened in facts.Until(asOf))
        {
            if (happened is CommitmentAgreed { Kind: CommitmentKind.Payment, Amount: { } promised } commitment
                && commitment.DueDate > asOf)
            {
                entries.Add(new BudgetEntry(commitment.Id, EntryKind.Promise, promised, OneOff(commitment.DueDate)));
            }
        }

        var instalments = new List<AgreedInstalment>();
        foreach (var book in facts.Ledger.Books)
        {
            if (book.Plans.Length > 0 && !replanned.Contains(book.Creditor))
            {
                AddInstalments(instalments, book.Creditor, plans(book.Creditor), asOf);
            }
        }

        return new DatedBudget(asOf, cash, entries.Select(entry => Ahead(entry, asOf)).ToValueList()) { Instalments = [.. instalments] };
    }

    /// <summary>Which charge of the home an expense is for, by its category: such a word, alone or before a hyphen; else null.</summary>
    public static ChargeKind? KindOf(string category)
    {
        foreach (var (word, kind) in HousingCategories)
        {
            if (category.StartsWith(word, StringComparison.Ordinal) && (category.Length == word.Length || category[word.Length] == '-'))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>
    /// Declared income and planned expenses recorded as effective by the day, each until it was ended and with its changes; without those
    /// that were ended before their first date.
    /// </summary>
    internal static ValueList<BudgetEntry> Entries(HouseholdFacts facts, LocalDate asOf)
    {
        var changes = new Dictionary<FactId, List<OccurrenceChange>>();
        var entries = new List<BudgetEntry>();
        var ends = new Dictionary<FactId, LocalDate>();
        foreach (var happened in facts.Until(asOf))
        {
            switch (happened)
            {
                case IncomeEntryRecorded income:
                    entries.Add(Entry(income));
                    break;
                case ExpensePlanned expense:
                    entries.Add(Entry(expense));
                    break;
                case BudgetEntryEnded ended:
                    ends[ended.Entry] = ended.Date.PlusDays(-1);
                    break;
                case OccurrenceAdjusted adjusted:
                    Adjust(changes, adjusted);
                    break;
                default:
                    break;
            }
        }

        for (var i = 0; i < entries.Count; i++)
        {
            var entry = ends.TryGetValue(entries[i].Id, out var last) ? Until(entries[i], last) : entries[i];
            entries[i] = !entry.IsSpread && changes.TryGetValue(entry.Id, out var own) ? entry with { Changes = [.. own] } : entry;
        }

        return [.. entries.Where(entry => entry.Recurrence.Last is not { } end || end >= entry.Recurrence.First)];
    }

    /// <summary>As it was declared.</summary>
    internal static BudgetEntry Entry(IncomeEntryRecorded income)
        => new(income.Id, EntryKind.Income, income.Amount, income.Recurrence)
        {
            Reliability = income.Reliability,
            DayOfMonth = income.Terms.DayOfMonth,
            Shift = income.Terms.Shift,
            IsFixed = income.Terms.IsFixed ?? true,
        };

    /// <summary>As it was planned.</summary>
    internal static BudgetEntry Entry(ExpensePlanned expense)
        => new(
            expense.Id,
            expense.Need == NeedClass.Primary ? EntryKind.PrimaryNeed : EntryKind.Expense,
            expense.Amount,
            expense.Recurrence)
        {
            Need = expense.Need,
            IsHousing = KindOf(expense.Category) is not null,
            DayOfMonth = expense.Terms.DayOfMonth,
            Shift = expense.Terms.Shift,
            IsFixed = expense.Terms.IsFixed ?? false,
        };

    /// <summary>The later of two changes of one date takes the place of the earlier.</summary>
    private static void Adjust(Dictionary<FactId, List<OccurrenceChange>> changes, OccurrenceAdjusted adjusted)
    {
        if (!changes.TryGetValue(adjusted.Entry, out var own))
        {
            changes.Add(adjusted.Entry, own = []);
        }

        own.RemoveAll(change => change.Planned == adjusted.Change.Planned);
        own.Add(adjusted.Change);
    }

    /// <summary>Without the changes that can no longer touch a day after the opening.</summary>
    private static BudgetEntry Ahead(BudgetEntry entry, LocalDate asOf)
        => entry.Changes.Count == 0
            ? entry
            : entry with
            {
                Changes = entry.Changes
                    .Where(change => change.Planned.PlusDays(WorkingDays.ShiftDaysMax) > asOf || change.Day > asOf)
                    .ToValueList(),
            };

    private static BudgetEntry Until(BudgetEntry entry, LocalDate last)
        => entry.Recurrence.Last is { } earlier && earlier <= last
            ? entry
            : entry with { Recurrence = entry.Recurrence with { Last = last } };

    private static void AddInstalments(List<AgreedInstalment> instalments, CreditorId creditor, ValueList<PlanLine> plans, LocalDate asOf)
    {
        foreach (var plan in plans)
        {
            foreach (var line in plan.Instalments)
            {
                if (plan.State == PlanState.Active && line.DueDate > asOf && line.Open.IsPositive)
                {
                    instalments.Add(new AgreedInstalment(plan.Id, creditor, line.Number, line.DueDate, line.Open));
                }
            }
        }
    }

    private static Recurrence OneOff(LocalDate day) => new(Frequency.OneOff, day, Last: null);
}
