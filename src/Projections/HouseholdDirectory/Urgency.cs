using BudgetCoaching.Domain.Ledgers;

namespace BudgetCoaching.Projections.HouseholdDirectory;

/// <summary>Where a household stands in the list: the most urgent first, then by what is overdue. It decides nothing (R31).</summary>
public enum Urgency
{
    NonPayment = 0,
    Worsening = 1,

    /// <summary>Arrears without a current charge to measure them by.</summary>
    NoCharge = 2,
    Stable = 3,

    /// <summary>Arrears too young for a trend.</summary>
    NotEnoughHistory = 4,
    Improving = 5,

    /// <summary>Nothing is overdue, with a plan or without.</summary>
    Calm = 6,
}

internal static class Urgencies
{
    /// <summary>The most urgent among its creditors.</summary>
    public static Urgency Of(IReadOnlyList<CreditorFigures> creditors)
    {
        var most = Urgency.Calm;
        foreach (var creditor in creditors)
        {
            var urgency = Of(creditor);
            most = urgency < most ? urgency : most;
        }

        return most;
    }

    private static Urgency Of(CreditorFigures creditor) => creditor.Trend.Class switch
    {
        _ when creditor.Figures.Overdue.IsZero && creditor.Figures.Stock.IsZero => Urgency.Calm,
        TrendClass.NonPayment => Urgency.NonPayment,
        TrendClass.Worsening => Urgency.Worsening,
        TrendClass.NoCharge => Urgency.NoCharge,
        TrendClass.NotEnoughHistory => Urgency.NotEnoughHistory,
        TrendClass.Improving => Urgency.Improving,
        _ => Urgency.Stable,
    };
}
