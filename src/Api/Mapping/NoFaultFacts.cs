using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>No-fault arrears between contract and domain.</summary>
internal static class NoFaultFacts
{
    public static Fact Read(Fields fields, FactId id, V1.NoFaultClaim wire) => new NoFaultClaimed(
        id,
        fields.Date("claim_date", wire.ClaimDate),
        fields.Creditor("creditor", wire.Creditor),
        fields.Choice("cause", (NoFaultCause)wire.Cause),
        fields.Date("cause_date", wire.CauseDate),
        fields.Span("period", wire.Period),
        fields.Text("evidence", wire.Evidence),
        fields.Staff("proposer", wire.Proposer));

    public static Fact Read(Fields fields, FactId id, V1.NoFaultDecision wire) => new NoFaultDecided(
        id,
        fields.Date("decision_date", wire.DecisionDate),
        fields.Fact("claim_id", wire.ClaimId),
        fields.OptionalFact("suspension_id", wire.SuspensionId),
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.Staff("approver", wire.Approver));

    public static DecideNoFault Read(Fields fields, FactId id, V1.NoFaultRuling wire, LocalDate today) => new(
        id,
        fields.OptionalDate("decision_date", wire.DecisionDate) ?? today,
        fields.Fact("claim_id", wire.ClaimId),
        wire.Recognition is { } recognition
            ? SuspensionFacts.ReadGranted(fields.In("recognition"), id, recognition.SuspensionId, recognition.Period)
            : null,
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.Staff("approver", wire.Approver));

    public static V1.NoFaultClaim ToWire(NoFaultClaimed fact) => new()
    {
        ClaimDate = fact.Date.ToWire(),
        Creditor = fact.Creditor.Value,
        Cause = (V1.NoFaultCause)fact.Cause,
        CauseDate = fact.CauseOn.ToWire(),
        Period = fact.Period.ToWire(),
        Evidence = fact.Evidence.ToWire(),
        Proposer = fact.Proposer.Value,
    };

    public static V1.NoFaultDecision ToWire(NoFaultDecided fact) => new()
    {
        DecisionDate = fact.Date.ToWire(),
        ClaimId = fact.Claim.ToString(),
        SuspensionId = fact.Suspension.ToWire(),
        ReasonCode = fact.ReasonCode,
        Approver = fact.Approver.Value,
    };
}
