using BudgetCoaching.Projections;
using Grpc.Core;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Access;

/// <summary>By what a verified caller was let through.</summary>
/// <param name="Consent">The consent by which it reads; null where it needs none.</param>
/// <param name="Seen">What its lists are narrowed to; null where it sees all of the agency's households.</param>
internal sealed record Granted(Permission Permission, ConsentGiven? Consent, SeenHouseholds? Seen)
{
    private static readonly object Place = new();

    /// <summary>Null for a caller who is not verified, and sees all.</summary>
    public static SeenHouseholds? SeenIn(ServerCallContext context) =>
        context.UserState.TryGetValue(Place, out var granted) ? ((Granted)granted).Seen : null;

    public void Attach(ServerCallContext context) => context.UserState[Place] = this;
}
