using BudgetCoaching.Domain.Parameters;

namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// What the monthly checks that block (R46–R48) leave to new instalments, month by month: for the search, so that it need not judge each
/// plan in full. It says of amounts a month exactly what <see cref="PlanChecks"/> would say of the plan.
/// </summary>
internal sealed class MonthLimits
{
    /// <summary>Most that new instalments may take of a month in which there are any; cents.</summary>
    private readonly long[] room;

    /// <summary>Whether a month of a plan may have no new instalment.</summary>
    private readonly bool[] mayRest;

    private readonly bool[] hasAgreed;

    /// <param name="months">Without the plans that are searched.</param>
    /// <param name="rules">The agency's.</param>
    public MonthLimits(ValueList<MonthlyFigures> months, PlanningRules rules)
    {
        var values = rules.Values;
        var floor = values.FloorBlocks && rules.LivingMinimum is { } minimum ? minimum.Monthly : (Money?)null;
        room = new long[months.Count];
        mayRest = new bool[months.Count];
        hasAgreed = new bool[months.Count];
        for (var i = 0; i < months.Count; i++)
        {
            var month = months[i];
            var most = Money.Min(PlanChecks.Share(month.Income, values.InstalmentCapPpm), month.Surplus);
            var aboveFloor = floor is { } least ? month.Income - least : (Money?)null;
            most = aboveFloor is { } left ? Money.Min(most, left) : most;
            room[i] = (most - month.Instalments).Cents;
            hasAgreed[i] = month.Instalments.IsPositive;
            mayRest[i] = hasAgreed[i]
                ? room[i] >= 0 && !month.Residual.IsNegative
                : !month.Residual.IsNegative && aboveFloor is not { IsNegative: true };
        }
    }

    public int Count => room.Length;

    /// <summary>Whether new instalments of so many cents a month block no check.</summary>
    public bool Allow(ReadOnlySpan<long> cents)
    {
        var first = 0;
        var end = room.Length;
        while (first < end && cents[first] == 0 && !hasAgreed[first])
        {
            first++;
        }

        while (end > first && cents[end - 1] == 0 && !hasAgreed[end - 1])
        {
            end--;
        }

        for (var i = first; i < end; i++)
        {
            if (cents[i] > 0 ? cents[i] > room[i] : !mayRest[i])
            {
                return false;
            }
        }

        return true;
    }
}
