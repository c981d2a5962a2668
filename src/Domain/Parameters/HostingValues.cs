using BudgetCoaching.Domain.Agencies;
using NodaTime;

namespace BudgetCoaching.Domain.Parameters;

/// <summary>Who is hosted and for how long (R51, R52): a part of an agency's parameter set.</summary>
/// <param name="PersonsMax">Most persons of a household at its admission.</param>
/// <param name="Approvals">How many persons must approve, none of whom proposed.</param>
/// <param name="TermMonths">Longest hosting, and longest renewal.</param>
/// <param name="TotalMonths">Longest time of all hostings of a household together.</param>
public sealed record HostingValues(int PersonsMax, int Approvals, int TermMonths, int TotalMonths)
{
    /// <summary>
    /// As the rules state them, and in force for every set that says nothing else. They never change: another default would be another
    /// set (R60).
    /// </summary>
    public static HostingValues Shipped { get; } = new(PersonsMax: 4, Approvals: 2, TermMonths: 12, TotalMonths: 24);

    public static HostingValues InForce(AgencyState agency, LocalDate day)
    {
        ArgumentNullException.ThrowIfNull(agency);
        return agency.Parameters.InForce(day)?.Values.Hosting ?? Shipped;
    }
}
