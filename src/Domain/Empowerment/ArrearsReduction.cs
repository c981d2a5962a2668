namespace BudgetCoaching.Domain.Empowerment;

/// <summary>E2: how much of the arrears at entry is gone, all creditors together. Never an input to rent or sanctions (R57).</summary>
/// <param name="AtEntry">Arrears stock at the end of the day of enrolment.</param>
/// <param name="Now">Arrears stock at the end of the day asked for (R24).</param>
public readonly record struct ArrearsReduction(Money AtEntry, Money Now)
{
    /// <summary>0 to 100, new arrears never below 0; null where there were none at entry.</summary>
    public Ratio? Points => AtEntry.IsPositive
        ? new Ratio((Int128)Scale.Max * Math.Clamp(AtEntry.Cents - Now.Cents, 0, AtEntry.Cents), AtEntry.Cents)
        : null;
}
