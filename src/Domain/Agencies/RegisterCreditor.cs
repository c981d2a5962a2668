using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>Registers a body to which the agency's households owe money; facts may name it from then on.</summary>
public sealed record RegisterCreditor(CreditorId Creditor, LocalDate Date, string DisplayName)
{
    /// <summary>In this order: the agency exists; the same creditor again is nothing; its id is free; the content.</summary>
    public static Decision<AgencyEvent> Decide(AgencyState state, RegisterCreditor command, Today today)
    {
        if (state.Creation is null)
        {
            return new Refusal(Reasons.AgencyUnknown, "The agency has not been created.");
        }

        var registered = new CreditorRegistered(command.Creditor, command.Date, command.DisplayName);
        if (state.FindCreditor(command.Creditor) is { } known)
        {
            return known == registered
                ? Decision<AgencyEvent>.Nothing
                : new Refusal(
                    Reasons.CreditorIdReused,
                    $"Creditor {command.Creditor} is already registered.",
                    [new RefusalDetail("creditor", command.Creditor.ToString())]);
        }

        var refusal = Conditions.Slugged(command.Creditor.Value, "creditor")
            ?? Conditions.Past(command.Date, today, "date")
            ?? Conditions.DisplayName(command.DisplayName, CreateAgency.DisplayNameLengthMax);
        return refusal is null ? registered : refusal;
    }
}
