using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Has a household forgotten (R10). What it leads to beyond the event, the end of its key, is not the domain's to do.</summary>
public sealed record EraseHousehold(LocalDate Date, string ReasonCode)
{
    /// <summary>
    /// In this order: the household is enrolled; one that is forgotten already is nothing; the content; not before the enrolment. A
    /// closed household is forgotten too (R9): most are.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, EraseHousehold command, Today today)
    {
        if (state.Status == HouseholdStatus.Erased)
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        var refusal = Recording.NotEnrolled(state)
            ?? Conditions.Past(command.Date, today, "date")
            ?? Conditions.Slugged(command.ReasonCode, "reason_code")
            ?? Conditions.InOrder(state.Enrolment!.Date, command.Date, "date");
        return refusal is null ? new HouseholdErased(command.Date, command.ReasonCode) : refusal;
    }
}
