using NodaTime;

namespace BudgetCoaching.Domain.Households;

public abstract partial record HouseholdEvent
{
    /// <summary>Where the household lives from a day on. Both texts are sealed (R10); of a hidden household they stay with few.</summary>
    /// <param name="Street">Street, number and whatever finds the door.</param>
    /// <param name="Place">Town and district: in a small one it is enough to be found.</param>
    public sealed record AddressRecorded(FactId Id, LocalDate Date, PersonalText? Street, PersonalText? Place) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>It was decided that the household is hidden, from somebody who looks for it, or that it need not be any more.</summary>
    public sealed record ProtectionDecided(FactId Id, LocalDate Date, bool IsProtected, string ReasonCode) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>The household consented to somebody's reading parts of its file for a purpose (R11).</summary>
    /// <param name="Recipient">The opaque id under which the recipient calls.</param>
    /// <param name="Purpose">Why the recipient reads, as a code.</param>
    /// <param name="Parts">Of the words in <see cref="ConsentParts"/>.</param>
    /// <param name="Period">From which day on and until before which.</param>
    public sealed record ConsentGiven(
        FactId Id, LocalDate Date, StaffId Recipient, string Purpose, ValueList<string> Parts, DateSpan Period) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>The household took a consent back: from that day on nothing is shown for it.</summary>
    public sealed record ConsentWithdrawn(FactId Id, LocalDate Date, FactId Consent) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>
    /// The household was forgotten (R10): its key was destroyed and no personal text of it can be read again. Order, amounts, dates and
    /// hashes stay. The last event of its stream.
    /// </summary>
    public sealed record HouseholdErased(LocalDate Date, string ReasonCode) : HouseholdEvent
    {
        public override LocalDate Effective => Date;
    }
}
