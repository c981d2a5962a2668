using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Access;

/// <summary>By which consent a caller reads a part of a household today (R11), whatever past day or moment is asked about.</summary>
internal sealed class Consenting(StreamStates states, IClock clock)
{
    /// <summary>Null without one in force.</summary>
    public async Task<ConsentGiven?> FindAsync(Caller caller, HouseholdState household, string part, CancellationToken cancel)
    {
        var books = await states.LoadAsync(caller.Agency, cancel);
        var today = Today.At(clock.GetCurrentInstant()).Date;
        var months = books.Parameters.InForce(today)?.Values.ConsentMonths ?? ShippedDefaults.ConsentMonths;
        return Consents.InForce(household.Facts(), new StaffId(caller.Actor), part, today, months);
    }

    /// <inheritdoc cref="FindAsync(Caller, HouseholdState, string, CancellationToken)"/>
    public async Task<ConsentGiven?> FindAsync(Caller caller, HouseholdId household, string part, CancellationToken cancel) =>
        await FindAsync(caller, await states.LoadAsync(household, cancel), part, cancel);
}
