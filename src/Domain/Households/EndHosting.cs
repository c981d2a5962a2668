using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Hosting;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Ends a hosting: the household left, or never came.</summary>
/// <param name="Date">First day outside; on the day after the last one it says where the household went.</param>
public sealed record EndHosting(FactId Id, LocalDate Date, FactId Hosting, HostingExit Exit)
{
    /// <summary>
    /// In this order: the household is enrolled; the same end again is nothing; its id is free; the household is open (R9); the hosting is
    /// known, not ended and not over by the day; the content.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, EndHosting command, AgencyState agency, Today today)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var ended = new HostingEnded(command.Id, command.Date, command.Hosting, command.Exit);
        if (Granting.Settled(state, ended) is { } settled)
        {
            return settled;
        }

        if (state.Find(command.Hosting)?.Live is not HostingAgreed)
        {
            return Granting.Named(Reasons.HostingUnknown, $"No hosting {command.Hosting} is recorded.", command.Hosting);
        }

        var isEnded = state.Live<HostingEnded>().Any(other => other.Hosting == command.Hosting);
        var lived = HostingTerms.Lived(state).FirstOrDefault(hosting => hosting.Id == command.Hosting);
        return isEnded || lived is null || command.Date > lived.Period.End
            ? Granting.Named(Reasons.HostingOver, "The hosting is over by this day.", command.Hosting)
            : Recording.Record(state, ended, agency, today);
    }
}
