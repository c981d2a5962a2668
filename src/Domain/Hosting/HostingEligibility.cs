using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Hosting;

/// <summary>Whether a household may be admitted to a hosting on a day (R51): what was judged, and every condition that is not met.</summary>
/// <param name="Persons">Of the composition in force; 0 where none was recorded.</param>
/// <param name="IncomeEntries">Those that still run on the day, however small or uncertain.</param>
/// <param name="Approvals">By different persons, none of whom proposed.</param>
/// <param name="Failed">In the order of the enumeration; empty: the household is eligible.</param>
public sealed record HostingEligibility(
    int Persons, int IncomeEntries, HostingTarget Target, int Approvals, ValueList<HostingCondition> Failed)
{
    public bool IsMet => Failed.Count == 0;

    public static HostingEligibility Of(HouseholdFacts facts, LocalDate day, HostingTarget target, int approvals, HostingValues values)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(values);
        var persons = PersonsOn(facts, day);
        var entries = IncomeEntriesOn(facts, day);
        List<HostingCondition> failed = [];
        Expect(persons >= 1 && persons <= values.PersonsMax, HostingCondition.Size);
        Expect(entries >= 1, HostingCondition.Income);
        Expect(target is HostingTarget.TemporaryVulnerability or HostingTarget.FragileHousehold, HostingCondition.Target);
        Expect(approvals >= values.Approvals, HostingCondition.Approvals);
        return new HostingEligibility(persons, entries, target, approvals, [.. failed]);

        void Expect(bool isMet, HostingCondition condition)
        {
            if (!isMet)
            {
                failed.Add(condition);
            }
        }
    }

    /// <summary>0 where no composition was recorded by the day.</summary>
    public static int PersonsOn(HouseholdFacts facts, LocalDate day)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var persons = 0;
        foreach (var happened in facts.Until(day))
        {
            persons = happened is CompositionRecorded composition ? composition.Members.Count : persons;
        }

        return persons;
    }

    private static int IncomeEntriesOn(HouseholdFacts facts, LocalDate day)
    {
        HashSet<FactId> running = [];
        foreach (var happened in facts.Until(day))
        {
            if (happened is IncomeEntryRecorded entry && entry.Amount.IsPositive && Runs(entry.Recurrence, day))
            {
                running.Add(entry.Id);
            }
            else if (happened is BudgetEntryEnded ended)
            {
                running.Remove(ended.Entry);
            }
        }

        return running.Count;
    }

    /// <summary>A single payment counts until its day.</summary>
    private static bool Runs(Recurrence recurrence, LocalDate day)
        => recurrence.Frequency == Frequency.OneOff ? recurrence.First >= day : !(recurrence.Last < day);
}

/// <summary>The conditions of an admission (R51).</summary>
public enum HostingCondition
{
    Unspecified = 0,

    /// <summary>At least one person, and no more than the agency's number.</summary>
    Size = 1,

    /// <summary>At least one income entry.</summary>
    Income = 2,

    /// <summary>Target A or B.</summary>
    Target = 3,

    /// <summary>Approvals by as many different persons as the agency asks for; until then the proposal is pending.</summary>
    Approvals = 4,
}
