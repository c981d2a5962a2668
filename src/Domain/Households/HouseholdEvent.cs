using NodaTime;

namespace BudgetCoaching.Domain.Households;

/// <summary>
/// Everything that can happen to a household, in one closed set: each kind is one sentence in the past tense. The kinds stand in files
/// by family (<c>HouseholdEvent.Ledger.cs</c> …). What is stored are their messages (Events); these records are what is reasoned about.
/// </summary>
public abstract partial record HouseholdEvent
{
    private HouseholdEvent()
    {
    }

    /// <summary>The day on which it counts (R3), whatever the day on which it was recorded.</summary>
    public abstract LocalDate Effective { get; }

    /// <summary>
    /// A fact with an id of its own: referred to by other facts, and corrected by replacement or voided (R4). Enrolment, closing,
    /// re-opening and corrections are events but no facts in this sense.
    /// </summary>
    public abstract record Fact(FactId Id) : HouseholdEvent;

    /// <summary>A household was taken in by an agency: the first event of its stream (R1).</summary>
    public sealed record HouseholdEnrolled(HouseholdId Household, AgencyId Agency, LocalDate Date, PersonalText? Label) : HouseholdEvent
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>Who lives in the household from a day on, replacing what was recorded before.</summary>
    /// <param name="Tags">Open words such as <c>minors</c> or <c>elderly</c>: tags, not a partition; several may hold at once.</param>
    /// <param name="SensitiveTags">Tags on health and disability, comma-separated, sealed (R10).</param>
    public sealed record CompositionRecorded(
        FactId Id, LocalDate Date, ValueList<Member> Members, ValueList<string> Tags, PersonalText? SensitiveTags) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>A consultant took the household over from a day on.</summary>
    public sealed record ConsultantAssigned(FactId Id, LocalDate Date, StaffId Consultant) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>The household left the programme: from now on only corrections, follow-up evaluations and re-opening (R9).</summary>
    public sealed record HouseholdClosed(LocalDate Date, string ReasonCode) : HouseholdEvent
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>A closed household was taken in again.</summary>
    public sealed record HouseholdReopened(LocalDate Date, string ReasonCode) : HouseholdEvent
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>
    /// A mistake was mended without touching what was recorded (R4): the original is replaced by another fact of the same kind and the same
    /// id, or voided.
    /// </summary>
    /// <param name="Id">The correction's own id.</param>
    /// <param name="Original">Always the id of the fact first recorded, never that of another correction.</param>
    /// <param name="Supersedes">The correction in force until now; null for the first one.</param>
    /// <param name="Replacement">The fact as it should have been, carrying the original's id; null voids it.</param>
    public sealed record FactCorrected(
        FactId Id, FactId Original, FactId? Supersedes, string ReasonCode, Fact? Replacement, LocalDate OriginalEffective) : HouseholdEvent
    {
        /// <summary>That of the replacement; a void counts on the original's day (R3).</summary>
        public override LocalDate Effective => Replacement?.Effective ?? OriginalEffective;
    }
}

/// <summary>A person of the household. Name and birth date are sealed; the age band is clear (R10).</summary>
/// <param name="BirthDate">ISO 8601, as text, because it is sealed.</param>
public sealed record Member(
    MemberId Id, PersonalText? Name, PersonalText? BirthDate, AgeBand AgeBand, ValueList<string> Tags, PersonalText? SensitiveTags);

/// <summary>Wire numbers are the stored ones: values are added, never renumbered.</summary>
public enum AgeBand
{
    Unknown = 0,
    Under3 = 1,
    From3To17 = 2,
    From18To61 = 3,
    From62 = 4,
}
