using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Addresses, protection and consents between contract and domain.</summary>
internal static class ProtectionFacts
{
    public static Fact Read(Fields fields, FactId id, V1.Address wire) => new AddressRecorded(
        id, fields.Date("effective_date", wire.EffectiveDate), fields.Text("street", wire.Street), fields.Text("place", wire.Place));

    public static Fact Read(Fields fields, FactId id, V1.Protection wire) => new ProtectionDecided(
        id, fields.Date("decision_date", wire.DecisionDate), wire.IsProtected, fields.SlugOf("reason_code", wire.ReasonCode));

    public static Fact Read(Fields fields, FactId id, V1.Consent wire)
    {
        foreach (var part in wire.Parts)
        {
            fields.SlugOf("parts", part);
        }

        return new ConsentGiven(
            id,
            fields.Date("consent_date", wire.ConsentDate),
            fields.Staff("recipient", wire.Recipient),
            fields.SlugOf("purpose", wire.Purpose),
            wire.Parts.ToValueList(),
            fields.Span("period", wire.Period));
    }

    public static Fact Read(Fields fields, FactId id, V1.ConsentWithdrawal wire) => new ConsentWithdrawn(
        id, fields.Date("withdrawal_date", wire.WithdrawalDate), fields.Fact("consent_id", wire.ConsentId));

    public static V1.Address ToWire(AddressRecorded fact) => new()
    {
        EffectiveDate = fact.Date.ToWire(), Street = fact.Street.ToWire(), Place = fact.Place.ToWire(),
    };

    public static V1.Protection ToWire(ProtectionDecided fact) => new()
    {
        DecisionDate = fact.Date.ToWire(), IsProtected = fact.IsProtected, ReasonCode = fact.ReasonCode,
    };

    public static V1.Consent ToWire(ConsentGiven fact)
    {
        var wire = new V1.Consent
        {
            ConsentDate = fact.Date.ToWire(),
            Recipient = fact.Recipient.Value,
            Purpose = fact.Purpose,
            Period = fact.Period.ToWire(),
        };
        wire.Parts.Add(fact.Parts);
        return wire;
    }

    public static V1.ConsentWithdrawal ToWire(ConsentWithdrawn fact) => new()
    {
        WithdrawalDate = fact.Date.ToWire(), ConsentId = fact.Consent.ToString(),
    };
}
