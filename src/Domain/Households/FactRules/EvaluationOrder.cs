using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>
/// Entry, intermediate ones, exit, follow-ups, by their days and not by the order of recording (R14, R58). After an exit a new entry begins
/// another course.
/// </summary>
internal static class EvaluationOrder
{
    /// <summary>The evaluation may be new or the replacement of itself in a correction.</summary>
    public static Refusal? Check(HouseholdState state, EvaluationRecorded evaluation)
    {
        var all = state.Live<EvaluationRecorded>().Where(other => other.Id != evaluation.Id).Append(evaluation).ToList();
        all.Sort(Compare);
        var before = EvaluationPhase.Unspecified;
        foreach (var next in all)
        {
            if (!MayFollow(before, next.Phase))
            {
                return At(
                    Reasons.EvaluationOutOfOrder,
                    "phase",
                    $"An evaluation {Word(next.Phase)} on {Text(next.Date)} does not follow {Word(before)}.",
                    new RefusalDetail("date", Text(next.Date)));
            }

            before = next.Phase;
        }

        return null;
    }

    /// <summary>By day; on one day by phase, then by id.</summary>
    internal static int Compare(EvaluationRecorded left, EvaluationRecorded right)
    {
        var byDay = left.Date.CompareTo(right.Date);
        var byPhase = byDay != 0 ? byDay : left.Phase.CompareTo(right.Phase);
        return byPhase != 0 ? byPhase : left.Id.CompareTo(right.Id);
    }

    private static bool MayFollow(EvaluationPhase before, EvaluationPhase next) => next switch
    {
        EvaluationPhase.Entry => before is EvaluationPhase.Unspecified or EvaluationPhase.Exit or EvaluationPhase.FollowUp,
        EvaluationPhase.Intermediate or EvaluationPhase.Exit => before is EvaluationPhase.Entry or EvaluationPhase.Intermediate,
        EvaluationPhase.FollowUp => before is EvaluationPhase.Exit or EvaluationPhase.FollowUp,
        _ => false,
    };

    private static string Word(EvaluationPhase phase) => phase switch
    {
        EvaluationPhase.Entry => "at entry",
        EvaluationPhase.Intermediate => "in between",
        EvaluationPhase.Exit => "at exit",
        EvaluationPhase.FollowUp => "at the follow-up",
        _ => "the beginning",
    };
}
