using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Proposed suspensions and the decisions on them, between contract and domain.</summary>
internal static class SuspensionFacts
{
    public static Fact Read(Fields fields, FactId id, V1.SuspensionProposal wire) => new SuspensionProposed(
        id,
        fields.Date("proposal_date", wire.ProposalDate),
        fields.Creditor("creditor", wire.Creditor),
        fields.Span("period", wire.Period),
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.Text("evidence", wire.Evidence),
        fields.Staff("proposer", wire.Proposer));

    public static Fact Read(Fields fields, FactId id, V1.SuspensionDecision wire) => new SuspensionDecided(
        id,
        fields.Date("decision_date", wire.DecisionDate),
        fields.Fact("proposal_id", wire.ProposalId),
        fields.OptionalFact("suspension_id", wire.SuspensionId),
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.Staff("approver", wire.Approver));

    public static DecideSuspension Read(Fields fields, FactId id, V1.SuspensionRuling wire, LocalDate today) => new(
        id,
        fields.OptionalDate("decision_date", wire.DecisionDate) ?? today,
        fields.Fact("proposal_id", wire.ProposalId),
        wire.Approval is { } approval
            ? ReadGranted(fields.In("approval"), id, approval.SuspensionId, approval.Period)
            : null,
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.Staff("approver", wire.Approver));

    /// <summary>Without an id of its own the suspension's follows from the decision's, so that a repeat means the same one.</summary>
    public static GrantedSuspension ReadGranted(Fields fields, FactId decision, string suspension, V1.DateSpan? period) => new(
        suspension.Length > 0
            ? fields.Fact("suspension_id", suspension)
            : new FactId(EventIds.NameBased(decision.Value, "suspension")),
        fields.OptionalSpan("period", period));

    public static V1.SuspensionProposal ToWire(SuspensionProposed fact) => new()
    {
        ProposalDate = fact.Date.ToWire(),
        Creditor = fact.Creditor.Value,
        Period = fact.Period.ToWire(),
        ReasonCode = fact.ReasonCode,
        Evidence = fact.Evidence.ToWire(),
        Proposer = fact.Proposer.Value,
    };

    public static V1.SuspensionDecision ToWire(SuspensionDecided fact) => new()
    {
        DecisionDate = fact.Date.ToWire(),
        ProposalId = fact.Proposal.ToString(),
        SuspensionId = fact.Suspension.ToWire(),
        ReasonCode = fact.ReasonCode,
        Approver = fact.Approver.Value,
    };

    /// <summary>The suspension that a decision led to, as it was approved; null of one that led to none.</summary>
    public static V1.Suspension? Granted(HouseholdState state, FactId? suspension) =>
        suspension is { } id ? PlanFacts.ToWire((SuspensionApproved)state.Find(id)!.Original) : null;

    /// <summary>What was proposed with what was decided of it, and what was approved without a proposal; the latest first.</summary>
    public static IReadOnlyList<V1.SuspensionLine> Lines(IReadOnlyList<HouseholdEvent> effective)
    {
        var suspensions = effective.OfType<SuspensionApproved>().ToDictionary(approved => approved.Id);
        var decisions = effective.OfType<SuspensionDecided>().ToLookup(decided => decided.Proposal);
        var decided = effective.OfType<SuspensionDecided>().Select(decision => decision.Suspension).ToHashSet();
        List<V1.SuspensionLine> lines = [];
        foreach (var happened in effective)
        {
            if (happened is SuspensionProposed proposed)
            {
                lines.Add(Line(proposed, decisions[proposed.Id].FirstOrDefault(), suspensions));
            }
            else if (happened is SuspensionApproved approved && !decided.Contains(approved.Id))
            {
                lines.Add(new V1.SuspensionLine { SuspensionId = approved.Id.ToString(), Suspension = PlanFacts.ToWire(approved) });
            }
        }

        lines.Reverse();
        return lines;
    }

    private static V1.SuspensionLine Line(
        SuspensionProposed proposed, SuspensionDecided? decided, Dictionary<FactId, SuspensionApproved> suspensions)
    {
        var approved = decided?.Suspension is { } id ? suspensions.GetValueOrDefault(id) : null;
        return new V1.SuspensionLine
        {
            ProposalId = proposed.Id.ToString(),
            Proposal = ToWire(proposed),
            DecisionId = decided?.Id.ToString() ?? "",
            Decision = decided is null ? null : ToWire(decided),
            SuspensionId = approved?.Id.ToString() ?? "",
            Suspension = approved is null ? null : PlanFacts.ToWire(approved),
        };
    }
}
