using NodaTime;

namespace BudgetCoaching.Domain;

/// <summary>The earliest of the candidates taken that lies after a day: when something changes next by itself (R61).</summary>
public struct FirstDayAfter(LocalDate day)
{
    /// <summary>Null while no candidate lies after the day.</summary>
    public LocalDate? Found { get; private set; }

    public void Take(LocalDate? candidate)
    {
        if (candidate is { } taken && taken > day && !(Found <= taken))
        {
            Found = taken;
        }
    }

    /// <summary>The next last day of a month, on which that month is complete.</summary>
    public void TakeMonthEnd() => Take(day.PlusDays(1).ToYearMonth().ToDateInterval().End);
}
