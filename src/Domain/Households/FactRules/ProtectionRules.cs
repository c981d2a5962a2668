using static BudgetCoaching.Domain.Households.FactRules.Conditions;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>What addresses, protection and consents may say.</summary>
internal static class ProtectionRules
{
    public static Refusal? Check(AddressRecorded fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Short(fact.Street, Bounds.NameLengthMax, "street")
            ?? Short(fact.Place, Bounds.NameLengthMax, "place")
            ?? (fact.Street is null && fact.Place is null
                ? At(Reasons.ValueMissing, "place", "An address names a street, a place or both.")
                : null);

    public static Refusal? Check(ProtectionDecided fact, Today today)
        => Past(fact.Date, today, "date") ?? Slugged(fact.ReasonCode, "reason_code");

    /// <summary>Purpose, recipient, from and to (R11): a consent without an end is none.</summary>
    public static Refusal? Check(ConsentGiven fact, Today today)
        => Past(fact.Date, today, "date")
            ?? Slugged(fact.Recipient.Value, "recipient")
            ?? Slugged(fact.Purpose, "purpose")
            ?? (fact.Parts.Count == 0 ? At(Reasons.ListEmpty, "parts", "A consent names what may be read.") : null)
            ?? AtMost(fact.Parts.Count, ConsentParts.All.Count, "parts")
            ?? Distinct(fact.Parts, "parts")
            ?? First(fact.Parts, part => ConsentParts.All.Contains(part)
                ? null
                : At(Reasons.ValueUnspecified, "parts", $"parts must be of {string.Join(", ", ConsentParts.All)}."))
            ?? Span(fact.Period, "period")
            ?? (fact.Period.End is null ? At(Reasons.ValueMissing, "period", "A consent has an end.") : null);

    public static Refusal? Check(ConsentWithdrawn fact, Today today) => Past(fact.Date, today, "date");
}
