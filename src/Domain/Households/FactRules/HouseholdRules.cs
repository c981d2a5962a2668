using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What facts about the family itself may say.</summary>
internal static class HouseholdRules
{
    public static Refusal? Check(CompositionRecorded fact, Today today)
        => Past(fact.Date, today, "date")
            ?? AtMost(fact.Members.Count, Bounds.MembersMax, "members")
            ?? First(fact.Members, Check)
            ?? Distinct(fact.Members.Select(m => m.Id), "members")
            ?? Tags(fact.Tags, "tags")
            ?? Short(fact.SensitiveTags, Bounds.NoteLengthMax, "sensitive_tags");

    public static Refusal? Check(ConsultantAssigned fact, Today today)
        => Past(fact.Date, today, "date") ?? Slugged(fact.Consultant.Value, "consultant");

    /// <summary>An unknown age band is an answer too.</summary>
    private static Refusal? Check(Member member)
        => Short(member.Name, Bounds.NameLengthMax, "members.name")
            ?? IsoDate(member.BirthDate, "members.birth_date")
            ?? (Enum.IsDefined(member.AgeBand)
                ? null
                : At(Reasons.ValueUnspecified, "members.age_band", "members.age_band must be one of the values offered."))
            ?? Tags(member.Tags, "members.tags")
            ?? Short(member.SensitiveTags, Bounds.NoteLengthMax, "members.sensitive_tags");
}
