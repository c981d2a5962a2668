using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Api.Services;
using Grpc.Core;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Nobody approves in another's name (R35): who approves a suspension or decides a claim, first or by correcting it, is its approver.
/// </summary>
internal static class Approver
{
    /// <summary>Fills in who approves where that is known and left open; somebody else's name is a fault.</summary>
    public static void Require(Fields fields, ServerCallContext context, V1.Suspension? suspension)
    {
        if (suspension is not null)
        {
            suspension.Approver = Known(fields, context, suspension.Approver);
        }
    }

    /// <summary>The same of who decides a claim.</summary>
    public static void Require(Fields fields, ServerCallContext context, V1.NoFaultRuling? ruling)
    {
        if (ruling is not null)
        {
            ruling.Approver = Known(fields, context, ruling.Approver);
        }
    }

    /// <summary>The same of a decision on a claim that is corrected.</summary>
    public static void Require(Fields fields, ServerCallContext context, V1.NoFaultDecision? decision)
    {
        if (decision is not null)
        {
            decision.Approver = Known(fields, context, decision.Approver);
        }
    }

    private static string Known(Fields fields, ServerCallContext context, string approver)
    {
        if (Caller.VerifiedOf(context) is not { } caller)
        {
            return approver;
        }

        if (approver.Length > 0 && approver != caller.Actor)
        {
            fields.Fault("approver", "must be the caller, or empty: nobody approves in another's name");
        }

        return caller.Actor;
    }

    /// <summary>The same of who lets a blocked plan pass (R43).</summary>
    public static void Require(Fields fields, ServerCallContext context, V1.PlanOverride? given)
    {
        if (given is null || Caller.VerifiedOf(context) is not { } caller)
        {
            return;
        }

        if (given.Decider.Length > 0 && given.Decider != caller.Actor)
        {
            fields.Fault("decider", "must be the caller, or empty: nobody decides in another's name");
        }

        given.Decider = caller.Actor;
    }
}
