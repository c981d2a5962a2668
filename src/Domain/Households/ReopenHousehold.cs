using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Takes a closed household in again (R9).</summary>
public sealed record ReopenHousehold(LocalDate Date, string ReasonCode)
{
    /// <summary>
    /// In this order: the household is enrolled; the same re-opening again is nothing; it is closed; the content; not before the closing.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, ReopenHousehold command, Today today)
    {
        var reopened = new HouseholdReopened(command.Date, command.ReasonCode);
        if (reopened == state.LastTurn)
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        if (Recording.NotEnrolled(state) is { } absent)
        {
            return absent;
        }

        if (state.LastTurn is not HouseholdClosed closing)
        {
            return new Refusal(Reasons.HouseholdNotClosed, "The household is not closed.");
        }

        var refusal = Conditions.Past(command.Date, today, "date")
            ?? Conditions.Slugged(command.ReasonCode, "reason_code")
            ?? Conditions.InOrder(closing.Date, command.Date, "date");
        return refusal is null ? reopened : refusal;
    }
}
