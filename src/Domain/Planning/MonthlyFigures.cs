using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// A calendar month as a whole, whatever part of it the horizon touches: what a monthly view says beside the daily one (R46, R47).
/// </summary>
/// <param name="Income">Dated in the month, as far as it counts (R45).</param>
/// <param name="Needs">Primary needs of its days.</param>
/// <param name="Essentials">Dated expenses that are essential.</param>
/// <param name="Others">Other expenses, and payments promised outside plans.</param>
/// <param name="Housing">The part of the expenses that is for the home.</param>
/// <param name="Instalments">Of all creditors.</param>
public readonly record struct MonthlyFigures(
    YearMonth Month, Money Income, Money Needs, Money Essentials, Money Others, Money Housing, Money Instalments)
{
    /// <summary>After essentials and instalments (R46).</summary>
    public Money Residual => Income - Needs - Essentials - Instalments;

    /// <summary>What instalments can be paid from (R47).</summary>
    public Money Surplus => Income - Needs - Essentials - Others;

    /// <summary>Each month from the first to the last of the horizon, in order.</summary>
    public static ValueList<MonthlyFigures> Of(DatedBudget budget, int days, IncomeWeights weights)
    {
        var first = FirstOf(budget.FirstDay);
        var last = FirstOf(budget.FirstDay.PlusDays(days - 1)).PlusMonths(1).PlusDays(-1);
        var months = new MonthlyFigures[Index(first, last) + 1];
        for (var i = 0; i < months.Length; i++)
        {
            months[i] = default(MonthlyFigures) with { Month = new YearMonth(first.Year, first.Month).PlusMonths(i) };
        }

        foreach (var entry in budget.Entries)
        {
            foreach (var occurrence in Occurrences.Between(entry, first, last))
            {
                ref var month = ref months[Index(first, occurrence.Day)];
                month = Add(month, entry, occurrence.Amount, weights);
            }
        }

        AddNeeds(months, budget, first, last);
        foreach (var agreed in budget.Instalments)
        {
            AddInstalment(months, first, agreed.DueDate, agreed.Amount);
        }

        return [.. months];
    }

    /// <summary>The same months with further instalments; those of other months are left out.</summary>
    /// <param name="months">In order, one after the other.</param>
    /// <param name="payments">In any order.</param>
    public static ValueList<MonthlyFigures> With(ValueList<MonthlyFigures> months, params ReadOnlySpan<ScheduledAmount> payments)
    {
        MonthlyFigures[] paid = [.. months];
        foreach (var payment in payments)
        {
            AddInstalment(paid, paid[0].Month.OnDayOfMonth(1), payment.DueDate, payment.Amount);
        }

        return [.. paid];
    }

    private static MonthlyFigures Add(MonthlyFigures month, BudgetEntry entry, Money amount, IncomeWeights weights)
    {
        if (entry.IsIncome)
        {
            return month with { Income = month.Income + weights.Count(amount, entry.Reliability) };
        }

        month = entry.IsHousing ? month with { Housing = month.Housing + amount } : month;
        return entry.Need is NeedClass.Primary or NeedClass.Essential
            ? month with { Essentials = month.Essentials + amount }
            : month with { Others = month.Others + amount };
    }

    private static void AddNeeds(Span<MonthlyFigures> months, DatedBudget budget, LocalDate first, LocalDate last)
    {
        var needs = new long[Period.DaysBetween(first, last) + 1];
        DailyNeeds.AddTo(needs, budget, first);
        for (var i = 0; i < needs.Length; i++)
        {
            ref var month = ref months[Index(first, first.PlusDays(i))];
            month = month with { Needs = month.Needs + new Money(needs[i]) };
        }
    }

    private static void AddInstalment(Span<MonthlyFigures> months, LocalDate first, LocalDate day, Money amount)
    {
        var index = Index(first, day);
        if (index >= 0 && index < months.Length)
        {
            months[index] = months[index] with { Instalments = months[index].Instalments + amount };
        }
    }

    private static int Index(LocalDate first, LocalDate day) => (day.Year - first.Year) * 12 + day.Month - first.Month;

    private static LocalDate FirstOf(LocalDate day) => new(day.Year, day.Month, 1);
}
