using BudgetCoaching.Domain.Empowerment;
using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What facts about the coaching itself may say: contacts, evaluations, hosting.</summary>
internal static class CoachingRules
{
    public static Refusal? Check(ContactRecorded fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Chosen(fact.Way, "way")
            ?? (fact.Staff is { } staff ? Slugged(staff.Value, "staff") : null)
            ?? Note(fact.Note);

    public static Refusal? Check(ResourcesLacked fact, Today today) => Past(fact.Date, today, "date") ?? Note(fact.Note);

    /// <summary>Scale and matrix may both be absent: the other components are computed (R58).</summary>
    public static Refusal? Check(EvaluationRecorded fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Chosen(fact.Phase, "phase")
            ?? (fact.WellBeing is { } answers ? Check(answers) : null)
            ?? First(
                fact.Matrix,
                rating => Chosen(rating.Domain, "matrix.domain")
                    ?? Within(rating.Level, SelfSufficiency.LevelMin, SelfSufficiency.LevelMax, "matrix.level"))
            ?? Distinct(fact.Matrix.Select(rating => rating.Domain), "matrix")
            ?? Note(fact.Note);

    public static Refusal? Check(HostingAgreed fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Span(fact.Period, "period")
            ?? (fact.Period.End is null ? At(Reasons.ValueMissing, "period.end", "A hosting has an end.") : null)
            ?? Short(fact.Place, Bounds.NameLengthMax, "place");

    public static Refusal? Check(ExitPlanAgreed fact, Today today)
        => Past(fact.Date, today, "date") ?? Short(fact.What, Bounds.NoteLengthMax, "what");

    /// <summary>All items or none: the scale has no score with one missing.</summary>
    private static Refusal? Check(WellBeingAnswers answers)
        => Chosen(answers.Version, "well_being.version")
            ?? Chosen(answers.Mode, "well_being.mode")
            ?? Chosen(answers.Age, "well_being.age")
            ?? Within(answers.Choices.Count, WellBeingScore.ItemsCount, WellBeingScore.ItemsCount, "well_being.choices")
            ?? First(answers.Choices, choice => Within(choice, 1, WellBeingScore.ChoicesCount, "well_being.choices"));
}
