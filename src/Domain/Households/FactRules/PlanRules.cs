using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What plans and suspensions may say. They may be effective after the recorded day (R3).</summary>
internal static class PlanRules
{
    /// <summary>Acceptance first (R43), then what is covered (R59), then the instalments (R40).</summary>
    public static Refusal? Check(RepaymentPlanAgreed fact)
        => Day(fact.SignedOn, "signed_on")
            ?? Day(fact.AcceptedOn, "accepted_on")
            ?? (fact.AcceptedOn > fact.SignedOn
                ? At(Reasons.PlanNotAccepted, "accepted_on", "The household accepts on or before the day of signature.")
                : null)
            ?? Day(fact.ReviewOn, "review_on")
            ?? InOrder(fact.SignedOn, fact.ReviewOn, "review_on")
            ?? Some(fact.Covered.Count, Bounds.CoveredChargesMax, "covered")
            ?? First(fact.Covered, covered => Positive(covered.Amount, "covered.amount"))
            ?? Distinct(fact.Covered.Select(covered => covered.Charge), "covered")
            ?? NotNegative(fact.Interest, "interest")
            ?? CheckInstalments(fact)
            ?? (fact.Replaces is { } replaced ? Slugged(replaced.ReasonCode, "replaces.reason_code") : null)
            ?? Note(fact.Note);

    public static Refusal? Check(PlanLapsed fact, Today today)
        => Past(fact.Date, today, "date") ?? Slugged(fact.ReasonCode, "reason_code") ?? NotNegative(fact.Residual, "residual");

    /// <summary>Two persons, evidence, and an end within what the agency allows one decision (R35).</summary>
    /// <param name="values">In force on the day of the decision; null where no set is: then no length is too long.</param>
    public static Refusal? Check(SuspensionApproved fact, ParameterValues? values)
        => Day(fact.Date, "date")
            ?? Slugged(fact.Proposer.Value, "proposer")
            ?? Slugged(fact.Approver.Value, "approver")
            ?? (fact.Proposer == fact.Approver
                ? At(Reasons.FourEyes, "approver", "Who approves a suspension must be another person than who proposed it.")
                : null)
            ?? Given(fact.Evidence, "evidence", "A suspension needs a reference to its evidence.")
            ?? Slugged(fact.ReasonCode, "reason_code")
            ?? Span(fact.Period, "period")
            ?? (fact.Period.End is null ? At(Reasons.ValueMissing, "period.end", "A suspension needs the day on which it ends.") : null)
            ?? SuspensionRules.CheckLength(fact.Period, values);

    public static Refusal? Check(SuspensionEnded fact) => Day(fact.ResumedOn, "resumed_on");

    private static Refusal? CheckInstalments(RepaymentPlanAgreed fact)
    {
        if (Some(fact.Instalments.Count, Bounds.InstalmentsMax, "instalments") is { } refusal)
        {
            return refusal;
        }

        var due = fact.SignedOn;
        var sum = Money.Zero;
        for (var i = 0; i < fact.Instalments.Count; i++)
        {
            var instalment = fact.Instalments[i];
            var broken = Within(instalment.Number, i + 1, i + 1, "instalments.number")
                ?? Day(instalment.DueDate, "instalments.due_date")
                ?? InOrder(i == 0 ? due : due.PlusDays(1), instalment.DueDate, "instalments.due_date")
                ?? (instalment.Amount.IsPositive
                    ? Positive(instalment.Amount, "instalments.amount")
                    : At(Reasons.InstalmentTooSmall, "instalments.amount", $"Instalment {i + 1} would be below 0.01."));
            if (broken is not null)
            {
                return broken;
            }

            due = instalment.DueDate;
            sum += instalment.Amount;
        }

        var total = new Money(fact.Covered.Sum(covered => covered.Amount.Cents)) + fact.Interest;
        return sum == total
            ? null
            : At(
                Reasons.PlanSumDiffers,
                "instalments",
                $"The instalments add up to {sum}; the covered debt and the interest to {total}.",
                new RefusalDetail("instalments_sum", sum.ToString()),
                new RefusalDetail("debt_and_interest", total.ToString()));
    }
}
