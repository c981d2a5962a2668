using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Proposed hostings, the decisions on them and their ends, between contract and domain.</summary>
internal static class HostingFacts
{
    public static Fact Read(Fields fields, FactId id, V1.HostingProposal wire) => new HostingProposed(
        id,
        fields.Date("proposal_date", wire.ProposalDate),
        fields.Span("period", wire.Period),
        (HostingTarget)wire.Target,
        fields.Text("flat", wire.Flat),
        fields.OptionalFact("renews_id", wire.RenewsId),
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.Text("evidence", wire.Evidence),
        fields.Staff("proposer", wire.Proposer));

    public static Fact Read(Fields fields, FactId id, V1.HostingDecision wire) => new HostingDecided(
        id,
        fields.Date("decision_date", wire.DecisionDate),
        fields.Fact("proposal_id", wire.ProposalId),
        wire.Approved,
        fields.OptionalFact("hosting_id", wire.HostingId),
        wire.PersonCount,
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.Staff("approver", wire.Approver));

    public static Fact Read(Fields fields, FactId id, V1.HostingEnd wire) => new HostingEnded(
        id,
        fields.Date("end_date", wire.EndDate),
        fields.Fact("hosting_id", wire.HostingId),
        fields.Choice("exit", (HostingExit)wire.Exit));

    public static ProposeHosting ReadProposal(Fields fields, FactId id, V1.HostingProposal wire, LocalDate today)
    {
        var period = fields.In("period");
        return new ProposeHosting(
            id,
            fields.OptionalDate("proposal_date", wire.ProposalDate) ?? today,
            period.OptionalDate("start_date", wire.Period?.StartDate),
            period.OptionalDate("end_date", wire.Period?.EndDate),
            (HostingTarget)wire.Target,
            new PersonalText(fields.SlugOf("flat", wire.Flat)),
            fields.OptionalFact("renews_id", wire.RenewsId),
            fields.SlugOf("reason_code", wire.ReasonCode),
            fields.Text("evidence", wire.Evidence),
            fields.Staff("proposer", wire.Proposer));
    }

    /// <summary>The hosting's id follows from the proposal's, so that every decision on it means the same places.</summary>
    public static DecideHosting ReadRuling(Fields fields, FactId id, V1.HostingRuling wire, LocalDate today)
    {
        var proposal = fields.Fact("proposal_id", wire.ProposalId);
        return new DecideHosting(
            id,
            fields.OptionalDate("decision_date", wire.DecisionDate) ?? today,
            proposal,
            wire.Approved,
            new FactId(EventIds.NameBased(proposal.Value, "hosting")),
            fields.SlugOf("reason_code", wire.ReasonCode),
            fields.Staff("approver", wire.Approver));
    }

    public static V1.HostingProposal ToWire(HostingProposed fact) => new()
    {
        ProposalDate = fact.Date.ToWire(),
        Period = fact.Period.ToWire(),
        Target = (V1.HostingTarget)fact.Target,
        Flat = fact.Flat.ToWire(),
        RenewsId = fact.Renews.ToWire(),
        ReasonCode = fact.ReasonCode,
        Evidence = fact.Evidence.ToWire(),
        Proposer = fact.Proposer.Value,
    };

    public static V1.HostingDecision ToWire(HostingDecided fact) => new()
    {
        DecisionDate = fact.Date.ToWire(),
        ProposalId = fact.Proposal.ToString(),
        Approved = fact.IsApproved,
        HostingId = fact.Hosting.ToWire(),
        PersonCount = fact.Persons,
        ReasonCode = fact.ReasonCode,
        Approver = fact.Approver.Value,
    };

    public static V1.HostingEnd ToWire(HostingEnded fact) => new()
    {
        EndDate = fact.Date.ToWire(),
        HostingId = fact.Hosting.ToString(),
        Exit = (V1.HostingExit)fact.Exit,
    };
}
