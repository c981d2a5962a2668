using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>One limit that a plan was held against, with the figures.</summary>
/// <param name="Figure">What the household has or pays, at its worst.</param>
/// <param name="Limit">What it is compared with, by <paramref name="Kind"/>.</param>
/// <param name="Month">The worst month; null for a check of days or of the whole.</param>
/// <param name="Day">The worst day; null for a check of months or of the whole.</param>
public sealed record PlanCheck(PlanCheckKind Kind, CheckVerdict Verdict, Money Figure, Money Limit, YearMonth? Month, LocalDate? Day);

public enum PlanCheckKind
{
    Unspecified = 0,

    /// <summary>The lowest balance is not below zero on any day (R44); else it blocks.</summary>
    EveryDay = 1,

    /// <summary>The same with certain income only (R45); else it warns.</summary>
    CertainIncome = 2,

    /// <summary>What each month of the plan leaves is not below zero, or it blocks; nor below the saving line, or it warns (R46).</summary>
    MonthlyResidual = 3,

    /// <summary>The instalments of each month are within the agency's share of its income (R47); else it blocks.</summary>
    InstalmentCap = 4,

    /// <summary>The instalments of each month are within its surplus (R47); else it blocks.</summary>
    InstalmentSurplus = 5,

    /// <summary>The housing cost over the plan's months is within the agency's share of income (R47); else it warns.</summary>
    RentBurden = 6,

    /// <summary>Income after instalments leaves the living minimum in each month (R48); else it warns (or blocks, by the set).</summary>
    LivingMinimum = 7,
}

/// <summary>In the order of gravity.</summary>
public enum CheckVerdict
{
    Unspecified = 0,
    Pass = 1,
    Warn = 2,

    /// <summary>Only a named person may let it pass, with a reason (R43, R47).</summary>
    Block = 3,
}

/// <summary>Holds a plan against every limit (R44–R48).</summary>
public static class PlanChecks
{
    /// <summary>
    /// In the order of <see cref="PlanCheckKind"/>. The months of a plan are those from its first to its last instalment inside the
    /// horizon, of whichever creditor; without instalments only the days are judged. The living minimum is left out where none is known.
    /// </summary>
    public static ValueList<PlanCheck> Judge(CashFlowForecast forecast, ValueList<MonthlyFigures> months, PlanningRules rules)
    {
        var values = rules.Values;
        List<PlanCheck> checks =
        [
            OfDays(PlanCheckKind.EveryDay, forecast.Counted.Lowest, CheckVerdict.Block),
            OfDays(PlanCheckKind.CertainIncome, forecast.CertainOnly.Lowest, CheckVerdict.Warn),
        ];
        var planned = Planned(months.AsSpan());
        if (planned.IsEmpty)
        {
            return [.. checks];
        }

        checks.Add(Residual(planned, values.SavingLine));
        checks.Add(Most(PlanCheckKind.InstalmentCap, planned, month => Share(month.Income, values.InstalmentCapPpm)));
        checks.Add(Most(PlanCheckKind.InstalmentSurplus, planned, month => month.Surplus));
        checks.Add(RentBurden(planned, values.RentBurdenPpm));
        if (rules.LivingMinimum is { } minimum)
        {
            checks.Add(Floor(planned, minimum.Monthly, values.FloorBlocks ? CheckVerdict.Block : CheckVerdict.Warn));
        }

        return [.. checks];
    }

    /// <summary>The gravest verdict; pass when there is no check.</summary>
    public static CheckVerdict Worst(ValueList<PlanCheck> checks)
    {
        var worst = CheckVerdict.Pass;
        foreach (var check in checks)
        {
            worst = check.Verdict > worst ? check.Verdict : worst;
        }

        return worst;
    }

    private static ReadOnlySpan<MonthlyFigures> Planned(ReadOnlySpan<MonthlyFigures> months)
    {
        var first = 0;
        var end = months.Length;
        while (first < end && months[first].Instalments.IsZero)
        {
            first++;
        }

        while (end > first && months[end - 1].Instalments.IsZero)
        {
            end--;
        }

        return months[first..end];
    }

    private static PlanCheck OfDays(PlanCheckKind kind, LowestBalance lowest, CheckVerdict otherwise)
        => new(kind, lowest.Balance.IsNegative ? otherwise : CheckVerdict.Pass, lowest.Balance, Money.Zero, Month: null, lowest.Day);

    private static PlanCheck Residual(ReadOnlySpan<MonthlyFigures> months, Money savingLine)
    {
        var worst = months[0];
        foreach (var month in months)
        {
            worst = month.Residual < worst.Residual ? month : worst;
        }

        var verdict = worst.Residual.IsNegative ? CheckVerdict.Block
            : worst.Residual < savingLine ? CheckVerdict.Warn
            : CheckVerdict.Pass;
        return new PlanCheck(PlanCheckKind.MonthlyResidual, verdict, worst.Residual, savingLine, worst.Month, Day: null);
    }

    /// <summary>The month whose instalments pass their limit by most or come nearest to it; months without any are not judged.</summary>
    private static PlanCheck Most(PlanCheckKind kind, ReadOnlySpan<MonthlyFigures> months, Func<MonthlyFigures, Money> limitOf)
    {
        PlanCheck? worst = null;
        foreach (var month in months)
        {
            var limit = limitOf(month);
            if (month.Instalments.IsPositive && (worst is null || month.Instalments - limit > worst.Figure - worst.Limit))
            {
                var verdict = month.Instalments > limit ? CheckVerdict.Block : CheckVerdict.Pass;
                worst = new PlanCheck(kind, verdict, month.Instalments, limit, month.Month, Day: null);
            }
        }

        return worst!;
    }

    /// <summary>Over all months of the plan together, because a bill of two or three months is not the cost of one.</summary>
    private static PlanCheck RentBurden(ReadOnlySpan<MonthlyFigures> months, int ppm)
    {
        var housing = Money.Zero;
        var income = Money.Zero;
        foreach (var month in months)
        {
            housing += month.Housing;
            income += month.Income;
        }

        var limit = Share(income, ppm);
        var verdict = housing > limit ? CheckVerdict.Warn : CheckVerdict.Pass;
        return new PlanCheck(PlanCheckKind.RentBurden, verdict, housing, limit, Month: null, Day: null);
    }

    private static PlanCheck Floor(ReadOnlySpan<MonthlyFigures> months, Money minimum, CheckVerdict otherwise)
    {
        var worst = months[0];
        foreach (var month in months)
        {
            worst = month.Income - month.Instalments < worst.Income - worst.Instalments ? month : worst;
        }

        var left = worst.Income - worst.Instalments;
        return new PlanCheck(
            PlanCheckKind.LivingMinimum, left < minimum ? otherwise : CheckVerdict.Pass, left, minimum, worst.Month, Day: null);
    }

    /// <summary>Rounded down: a cent above the share is above it.</summary>
    internal static Money Share(Money income, int ppm) => new((long)((Int128)income.Cents * ppm / IncomeWeights.WholePpm));
}
