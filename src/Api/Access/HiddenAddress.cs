using BudgetCoaching.Api.Services;
using BudgetCoaching.Domain.Households;
using Grpc.Core;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Where a protected household lives is shown to the protection role alone. Whether it is protected is asked of what is known now:
/// a question about a day before the protection must not get around it.
/// </summary>
internal static class HiddenAddress
{
    public static bool IsProtected(HouseholdState now)
    {
        var hidden = false;
        foreach (var happened in now.Facts().InOrder)
        {
            hidden = happened is ProtectionDecided decided ? decided.IsProtected : hidden;
        }

        return hidden;
    }

    /// <summary>Whether the caller may see where a household lives.</summary>
    public static bool IsShown(HouseholdState now, ServerCallContext context) => ActsForProtection(context) || !IsProtected(now);

    /// <summary>An unverified caller acts as what it claims: it sits at the machine itself.</summary>
    private static bool ActsForProtection(ServerCallContext context) =>
        (Caller.VerifiedOf(context)?.Acts ?? RoleNames.Of(context.RequestHeaders.GetValue(Caller.RoleHeader) ?? "")) == Roles.Protection;

    /// <summary>Takes the address out of an event that is shown; that there is one stays.</summary>
    public static void TakeOut(V1.HouseholdEvent shown)
    {
        TakeOut(shown.Fact);
        TakeOut(shown.Correction?.Replacement);
    }

    private static void TakeOut(V1.Fact? shown)
    {
        if (shown?.Address is { } address)
        {
            (address.Street, address.Place) = ("", "");
        }
    }
}
