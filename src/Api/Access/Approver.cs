using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Api.Services;
using Grpc.Core;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Nobody proposes, approves or decides in another's name (R35, R51): of a verified caller it is always the caller. An empty name is filled in,
/// somebody else's is a fault; what an unverified caller states is left as it is.
/// </summary>
internal static class Approver
{
    public static void Require(Fields fields, ServerCallContext context, V1.SuspensionProposal? proposal) =>
        proposal?.Proposer = Known(fields, context, "proposer", proposal.Proposer);

    public static void Require(Fields fields, ServerCallContext context, V1.NoFaultClaim? claim) =>
        claim?.Proposer = Known(fields, context, "proposer", claim.Proposer);

    public static void Require(Fields fields, ServerCallContext context, V1.Suspension? suspension) =>
        suspension?.Approver = Known(fields, context, "approver", suspension.Approver);

    public static void Require(Fields fields, ServerCallContext context, V1.SuspensionRuling? ruling) =>
        ruling?.Approver = Known(fields, context, "approver", ruling.Approver);

    public static void Require(Fields fields, ServerCallContext context, V1.NoFaultRuling? ruling) =>
        ruling?.Approver = Known(fields, context, "approver", ruling.Approver);

    public static void Require(Fields fields, ServerCallContext context, V1.HostingProposal? proposal)
    {
        if (proposal is not null)
        {
            proposal.Proposer = Known(fields, context, "proposer", proposal.Proposer);
        }
    }

    public static void Require(Fields fields, ServerCallContext context, V1.HostingRuling? ruling)
    {
        if (ruling is not null)
        {
            ruling.Approver = Known(fields, context, "approver", ruling.Approver);
        }
    }

    /// <summary>The same of who lets a blocked plan pass (R43).</summary>
    public static void Require(Fields fields, ServerCallContext context, V1.PlanOverride? given) =>
        given?.Decider = Known(fields, context, "decider", given.Decider);

    /// <summary>
    /// Who corrects an approval or a decision takes it over. A corrected proposal may name whom it named: for the rule of two persons
    /// everybody counts who was ever named, and who corrected it.
    /// </summary>
    public static void Require(Fields fields, ServerCallContext context, V1.Fact? replacement)
    {
        Require(fields.In("suspension"), context, replacement?.Suspension);
        Require(fields.In("no_fault_decision"), context, replacement?.NoFaultDecision);
        Require(fields.In("suspension_decision"), context, replacement?.SuspensionDecision);
    }

    private static void Require(Fields fields, ServerCallContext context, V1.NoFaultDecision? decision) =>
        decision?.Approver = Known(fields, context, "approver", decision.Approver);

    private static void Require(Fields fields, ServerCallContext context, V1.SuspensionDecision? decision) =>
        decision?.Approver = Known(fields, context, "approver", decision.Approver);

    private static string Known(Fields fields, ServerCallContext context, string field, string named)
    {
        if (Caller.VerifiedOf(context) is not { } caller)
        {
            return named;
        }

        if (named.Length > 0 && named != caller.Actor)
        {
            fields.Fault(field, "must be the caller, or empty: nobody proposes or decides in another's name");
        }

        return caller.Actor;
    }
}
