using NodaTime;

namespace BudgetCoaching.Domain.Households;

public abstract partial record HouseholdEvent
{
    /// <summary>
    /// Recognition was asked for that arrears came without fault: earning capacity was lost or fell by much (D.M. 14 May 2014, art. 2).
    /// </summary>
    /// <param name="Creditor">Whose debts it concerns.</param>
    /// <param name="CauseOn">The day on which the cause came about.</param>
    /// <param name="Period">Half-open; what fell or falls due in it shall be excused (R35).</param>
    public sealed record NoFaultClaimed(
        FactId Id,
        LocalDate Date,
        CreditorId Creditor,
        NoFaultCause Cause,
        LocalDate CauseOn,
        DateSpan Period,
        PersonalText? Evidence,
        StaffId Proposer) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>A second person decided a claim (R35). Recognition comes with the suspension that puts it into effect.</summary>
    /// <param name="Suspension">The suspension approved with it; null where the claim was turned down.</param>
    public sealed record NoFaultDecided(
        FactId Id, LocalDate Date, FactId Claim, FactId? Suspension, string ReasonCode, StaffId Approver) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }
}

/// <summary>The causes that the decree lists, as far as they may be said in clear.</summary>
public enum NoFaultCause
{
    Unspecified = 0,
    Dismissal = 1,
    ReducedHours = 2,

    /// <summary>Cassa integrazione, ordinary or extraordinary.</summary>
    LayoffFund = 3,

    /// <summary>A fixed-term or atypical contract that was not renewed.</summary>
    ContractNotRenewed = 4,
    SelfEmploymentEnded = 5,

    /// <summary>
    /// Serious illness, accident or death of an earner among others: what happened is health, and stands in the sealed evidence (R10).
    /// </summary>
    Other = 6,
}
