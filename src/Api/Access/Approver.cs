using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Api.Services;
using Grpc.Core;

namespace BudgetCoaching.Api.Access;

/// <summary>Nobody approves in another's name (R35): who approves a suspension, first or by correcting it, is its approver.</summary>
internal static class Approver
{
    /// <summary>Fills in who approves where that is known and left open; somebody else's name is a fault.</summary>
    public static void Require(Fields fields, ServerCallContext context, V1.Suspension? suspension)
    {
        if (suspension is null || Caller.VerifiedOf(context) is not { } caller)
        {
            return;
        }

        if (suspension.Approver.Length > 0 && suspension.Approver != caller.Actor)
        {
            fields.Fault("approver", "must be the caller, or empty: nobody approves in another's name");
        }

        suspension.Approver = caller.Actor;
    }
}
