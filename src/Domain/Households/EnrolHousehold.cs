using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Takes a household in: the first event of its stream (R1).</summary>
/// <param name="Label">What consultants call it; sealed.</param>
public sealed record EnrolHousehold(HouseholdId Household, AgencyId Agency, LocalDate Date, PersonalText? Label)
{
    /// <summary>The same enrolment again is nothing, another one is refused; then the id and the content.</summary>
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
                    [
                        new RefusalDetail("household", command.Household.ToString()),
                        new RefusalDetail("differing", string.Join(',', Differing(known, enrolled))),
                    ]);
        }

        var refusal = Reserved(command.Household)
            ?? Conditions.Slugged(command.Agency.Value, "agency")
            ?? Conditions.Past(command.Date, today, "date")
            ?? Conditions.Short(command.Label, Bounds.NameLengthMax, "label");
        return refusal is null ? enrolled : refusal;
    }

    /// <summary>Names of fields and never their values: who asks may be somebody else than who enrolled it.</summary>
    private static IEnumerable<string> Differing(HouseholdEnrolled known, HouseholdEnrolled enrolled)
    {
        if (known.Agency != enrolled.Agency)
        {
            yield return "agency";
        }

        if (known.Date != enrolled.Date)
        {
            yield return "date";
        }

        if (known.Label != enrolled.Label)
        {
            yield return "label";
        }
    }

    /// <summary>What is kept under such an id, an agency's own key, would be forgotten with the household.</summary>
    private static Refusal? Reserved(HouseholdId household) => household.IsReserved
        ? new Refusal(
            Reasons.HouseholdIdReserved,
            "The id is of a form that no household may have: choose a random UUID.",
            [new RefusalDetail("field", "household_id"), new RefusalDetail("household", household.ToString())])
        : null;
}
