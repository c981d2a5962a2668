using NodaTime;
using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>
/// One active plan for each creditor (R39), judged by the days on which plans are active, so that the order of recording does not decide:
/// from signature until the plan lapses or another one names it as replaced. Whether it is paid off is a balance and does not count (R13).
/// </summary>
internal static class PlanPeriods
{
    /// <summary>Court order first, then overlap. The plan may be new or the replacement of itself in a correction.</summary>
    public static Refusal? Check(HouseholdState state, RepaymentPlanAgreed plan)
    {
        var others = state.Live<RepaymentPlanAgreed>().Where(other => other.Creditor == plan.Creditor && other.Id != plan.Id).ToList();
        if (others.Count == 0)
        {
            return null;
        }

        foreach (var other in others)
        {
            if (IsReplacedOutOfCourt(other, plan) || IsReplacedOutOfCourt(plan, other))
            {
                return At(Reasons.PlanCourtOrdered, "replaces", "A court-ordered plan cannot be replaced by an ordinary one.");
            }
        }

        others.Add(plan);
        var active = Active(state, plan, others);
        foreach (var other in others)
        {
            if (other.Id != plan.Id && Touch(active, Active(state, other, others)))
            {
                return new Refusal(
                    Reasons.PlanActive,
                    $"Plan {other.Id} is active in the time of this one; name it as replaced, with the reason.",
                    [new RefusalDetail("plan", other.Id.ToString())]);
            }
        }

        return null;
    }

    /// <summary>The day on which a recorded plan ended; null while it is active. The earliest counts when several would end it.</summary>
    public static LocalDate? EndOf(HouseholdState state, FactId plan) => EndOf(state, plan, state.Live<RepaymentPlanAgreed>());

    private static LocalDate? EndOf(HouseholdState state, FactId plan, IEnumerable<RepaymentPlanAgreed> plans)
    {
        LocalDate? end = null;
        foreach (var lapse in state.Live<PlanLapsed>())
        {
            end = lapse.Plan == plan ? Earlier(end, lapse.Date) : end;
        }

        foreach (var other in plans)
        {
            end = other.Replaces?.Plan == plan && other.Id != plan ? Earlier(end, other.SignedOn) : end;
        }

        return end;
    }

    private static DateSpan Active(HouseholdState state, RepaymentPlanAgreed plan, List<RepaymentPlanAgreed> plans)
        => new(plan.SignedOn, EndOf(state, plan.Id, plans));

    /// <summary>A plan that would end before it was signed is taken as active: it cannot have been replaced by an older one.</summary>
    private static bool Touch(DateSpan left, DateSpan right)
        => (left.End is not { } leftEnd || leftEnd < left.Start || right.Start < leftEnd)
            && (right.End is not { } rightEnd || rightEnd < right.Start || left.Start < rightEnd);

    private static bool IsReplacedOutOfCourt(RepaymentPlanAgreed replaced, RepaymentPlanAgreed by)
        => by.Replaces?.Plan == replaced.Id && replaced.CourtOrdered && !by.CourtOrdered;

    private static LocalDate Earlier(LocalDate? known, LocalDate day) => known is { } earlier && earlier <= day ? earlier : day;
}
