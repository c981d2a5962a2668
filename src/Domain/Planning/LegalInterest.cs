using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>Whether a plan can bear interest by the agency's table of legal rates (R42).</summary>
public static class LegalInterest
{
    /// <summary>In this order: no other interest is agreed; the agency's plans bear any; the table has a rate for the first day.</summary>
    /// <param name="agreed">Given beside it.</param>
    /// <param name="signedOn">The first day that bears interest is the one after.</param>
    /// <param name="values">Of the set in force on the day; null where none is.</param>
    /// <param name="knownOn">By which a rate was public.</param>
    /// <param name="place">Of the fields named.</param>
    public static Refusal? Check(Money agreed, LocalDate signedOn, PlanningValues? values, LocalDate knownOn, string place)
        => !agreed.IsZero
            ? Conditions.At(
                Reasons.ValueNotExpected, Field(place, "interest"), "Interest is computed by the legal rates: give no amount of it.")
            : values is not { PlanInterest: PlanInterestRule.Legal }
                ? Conditions.At(
                    Reasons.PlanBearsNoInterest, Field(place, "legal_interest"), "By the agency's parameters plans bear no interest.")
                : values.LegalInterest.On(signedOn.PlusDays(1), knownOn) is null
                    ? Conditions.At(
                        Reasons.LegalRateUnknown,
                        Field(place, "legal_interest"),
                        $"The agency's table has no legal rate for the day after {Conditions.Text(signedOn)}.",
                        new RefusalDetail("date", Conditions.Text(signedOn)))
                    : null;

    private static string Field(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";
}
