using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Takes a household in: the first event of its stream (R1).</summary>
/// <param name="Label">What consultants call it; sealed.</param>
public sealed record EnrolHousehold(HouseholdId Household, AgencyId Agency, LocalDate Date, PersonalText? Label)
{
    /// <summary>The same enrolment again is nothing, another one is refused; then the content.</summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, EnrolHousehold command, Today today)
    {
        var enrolled = new HouseholdEnrolled(command.Household, command.Agency, command.Date, command.Label);
        if (state.Enrolment is { } known)
        {
            return known == enrolled
                ? Decision<HouseholdEvent>.Nothing
                : new Refusal(
                    Reasons.HouseholdExists,
                    $"Household {command.Household} is already enrolled.",
                    [new RefusalDetail("household", command.Household.ToString())]);
        }

        var refusal = Conditions.Slugged(command.Agency.Value, "agency")
            ?? Conditions.Past(command.Date, today, "date")
            ?? Conditions.Short(command.Label, Bounds.NameLengthMax, "label");
        return refusal is null ? enrolled : refusal;
    }
}
