using BudgetCoaching.Domain.Empowerment;
using NodaTime;

namespace BudgetCoaching.Domain.Households;

public abstract partial record HouseholdEvent
{
    /// <summary>Somebody of the service spoke with the household: what EW7 counts from (R30).</summary>
    public sealed record ContactRecorded(FactId Id, LocalDate Date, ContactWay Way, StaffId? Staff, PersonalText? Note) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>The household said that on a day there was nothing left for its needs: it overrides what is modelled (E3).</summary>
    /// <param name="Date">The day without resources.</param>
    public sealed record ResourcesLacked(FactId Id, LocalDate Date, PersonalText? Note) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>The household was evaluated: at entry, at exit, at the follow-up, or between entry and exit (R58).</summary>
    /// <param name="WellBeing">Raw answers, from which E4 is computed; null where the scale was not filled in.</param>
    /// <param name="Matrix">The domains rated, for E5; empty where none was.</param>
    public sealed record EvaluationRecorded(
        FactId Id,
        LocalDate Date,
        EvaluationPhase Phase,
        WellBeingAnswers? WellBeing,
        ValueList<DomainRating> Matrix,
        PersonalText? Note) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>A temporary hosting was agreed or renewed; a renewal is another one that begins when the first ends (R52).</summary>
    /// <param name="Period">Half-open: its end is the first day outside.</param>
    /// <param name="Place">Where; of a hosting in a flat of the agency its <see cref="FlatId"/>.</param>
    public sealed record HostingAgreed(FactId Id, LocalDate Date, DateSpan Period, PersonalText? Place) : Fact(Id)
    {
        /// <summary>The hosting that this one renews; null for an admission, and where nobody said.</summary>
        public FactId? Renews { get; init; }

        public override LocalDate Effective => Date;
    }

    /// <summary>Where the household goes when the hosting ends was agreed with it: without this EW6 warns (R30).</summary>
    public sealed record ExitPlanAgreed(FactId Id, LocalDate Date, FactId Hosting, PersonalText? What) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }
}

public enum ContactWay
{
    Unspecified = 0,
    Visit = 1,
    Office = 2,
    Phone = 3,
    Message = 4,
}

/// <summary>In the order of a course (R58).</summary>
public enum EvaluationPhase
{
    Unspecified = 0,
    Entry = 1,
    Intermediate = 2,
    Exit = 3,
    FollowUp = 4,
}
