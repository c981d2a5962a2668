using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>The parts of a file to which a household can consent apart.</summary>
public static class ConsentParts
{
    /// <summary>Who lives there and who accompanies them; never where a protected household lives.</summary>
    public const string Household = "household";

    public const string Budget = "budget";

    /// <summary>Contracts, charges, payments and what is owed.</summary>
    public const string Ledger = "ledger";

    public const string Plans = "plans";

    /// <summary>Promises and how they were kept.</summary>
    public const string Compliance = "compliance";

    public const string Empowerment = "empowerment";

    public static IReadOnlyList<string> All { get; } = [Household, Budget, Ledger, Plans, Compliance, Empowerment];
}

/// <summary>Which consents of a household hold on a day (R11).</summary>
public static class Consents
{
    /// <summary>The consent by which a recipient may read a part on a day; null without one.</summary>
    /// <param name="facts">Of the household.</param>
    /// <param name="recipient">Who reads.</param>
    /// <param name="part">Of <see cref="ConsentParts"/>.</param>
    /// <param name="day">On which it is read.</param>
    /// <param name="monthsMax">A consent given longer ago holds no more; the agency sets it.</param>
    public static ConsentGiven? InForce(HouseholdFacts facts, StaffId recipient, string part, LocalDate day, int monthsMax)
    {
        ArgumentNullException.ThrowIfNull(facts);
        foreach (var happened in facts.InOrder)
        {
            if (happened is ConsentGiven given && given.Recipient == recipient && given.Parts.Contains(part)
                && Holds(facts, given, day, monthsMax))
            {
                return given;
            }
        }

        return null;
    }

    /// <summary>In its period, not too old and not withdrawn.</summary>
    public static bool Holds(HouseholdFacts facts, ConsentGiven given, LocalDate day, int monthsMax)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(given);
        return day >= given.Date
            && day < given.Date.PlusMonths(monthsMax)
            && given.Period.Contains(day)
            && !facts.InOrder.Any(e => e is ConsentWithdrawn withdrawn && withdrawn.Consent == given.Id && withdrawn.Date <= day);
    }
}
