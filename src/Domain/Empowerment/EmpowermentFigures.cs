using NodaTime;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>E1 to E6 on one day, every input shown. Never an input to rent, eligibility or sanctions (R57).</summary>
/// <param name="WellBeing">Null where the scale was not filled in.</param>
/// <param name="SelfSufficiency">Null where no domain was rated.</param>
public sealed record EmpowermentFigures(
    LocalDate Day,
    PaymentReliability Reliability,
    ArrearsReduction Arrears,
    Liquidity Liquidity,
    WellBeingScore? WellBeing,
    SelfSufficiency? SelfSufficiency,
    Autonomy Autonomy)
{
    /// <summary>0 to 100; for well-being the published score, 14 to 95. Null where it cannot be told.</summary>
    public Ratio? Points(EmpowermentComponent component) => component switch
    {
        EmpowermentComponent.Reliability => Reliability.Points,
        EmpowermentComponent.Arrears => Arrears.Points,
        EmpowermentComponent.Liquidity => Liquidity.Points,
        EmpowermentComponent.WellBeing => WellBeing is { } score ? new Ratio(score.Points, 1) : null,
        EmpowermentComponent.SelfSufficiency => SelfSufficiency?.Points,
        EmpowermentComponent.Autonomy => Autonomy.Points,
        _ => throw new ArgumentOutOfRangeException(nameof(component), component, "No component."),
    };
}

/// <summary>E1 to E6, by their numbers.</summary>
public enum EmpowermentComponent
{
    Unspecified = 0,
    Reliability = 1,
    Arrears = 2,
    Liquidity = 3,
    WellBeing = 4,
    SelfSufficiency = 5,
    Autonomy = 6,
}
