using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Ends the household's time in the programme (R9).</summary>
public sealed record CloseHousehold(LocalDate Date, string ReasonCode)
{
    /// <summary>
    /// In this order: the household is enrolled; the same closing again is nothing; it is open; the content; not before the enrolment or
    /// the last re-opening.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, CloseHousehold command, Today today)
    {
        var closed = new HouseholdClosed(command.Date, command.ReasonCode);
        if (closed == state.LastTurn)
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        var refusal = Recording.NotEnrolled(state)
            ?? Recording.Closed(state)
            ?? Conditions.Past(command.Date, today, "date")
            ?? Conditions.Slugged(command.ReasonCode, "reason_code")
            ?? Conditions.InOrder(state.LastTurn?.Effective ?? state.Enrolment!.Date, command.Date, "date");
        return refusal is null ? closed : refusal;
    }
}
