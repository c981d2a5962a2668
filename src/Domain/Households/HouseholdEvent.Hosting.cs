using NodaTime;

namespace BudgetCoaching.Domain.Households;

public abstract partial record HouseholdEvent
{
    /// <summary>
    /// Somebody proposed to host the household in a flat of the agency, or to renew its hosting; it takes effect when enough others have
    /// approved it (R51, R52).
    /// </summary>
    /// <param name="Period">Half-open.</param>
    /// <param name="Target">Why the household may be hosted; unspecified in a renewal.</param>
    /// <param name="Flat">Its <see cref="FlatId"/>, sealed: it says where the household will live (R10).</param>
    /// <param name="Renews">The hosting to be renewed; null for an admission.</param>
    /// <param name="Evidence">Of a renewal the documents that prove its reason.</param>
    public sealed record HostingProposed(
        FactId Id,
        LocalDate Date,
        DateSpan Period,
        HostingTarget Target,
        PersonalText? Flat,
        FactId? Renews,
        string ReasonCode,
        PersonalText? Evidence,
        StaffId Proposer) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>One person decided a proposed hosting. The last approval needed comes with the hosting itself; one refusal ends it.</summary>
    /// <param name="Hosting">The hosting agreed with this approval; null where others are needed still, and of a refusal.</param>
    /// <param name="Persons">Of the household as counted on the day.</param>
    public sealed record HostingDecided(
        FactId Id,
        LocalDate Date,
        FactId Proposal,
        bool IsApproved,
        FactId? Hosting,
        int Persons,
        string ReasonCode,
        StaffId Approver) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>
    /// The household left a hosting: its last day is the day before <paramref name="Date"/>, and a renewal that has not begun does not.
    /// </summary>
    public sealed record HostingEnded(FactId Id, LocalDate Date, FactId Hosting, HostingExit Exit) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }
}

/// <summary>Whom temporary hosting is for (R51).</summary>
public enum HostingTarget
{
    Unspecified = 0,

    /// <summary>A: for a time they cannot find a home alone.</summary>
    TemporaryVulnerability = 1,

    /// <summary>B: a fragile household for which a home resolves a moment of difficulty.</summary>
    FragileHousehold = 2,
}

/// <summary>Where a household goes when it leaves a hosting.</summary>
public enum HostingExit
{
    Unspecified = 0,
    PrivateRent = 1,
    PublicHousing = 2,
    OtherHosting = 3,

    /// <summary>To where it lived before, or to its kin.</summary>
    Return = 4,

    /// <summary>It left without saying where to.</summary>
    Abandonment = 5,
}
