using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>Equal instalments of a plan (R40) and the months they take (R41).</summary>
public static class InstalmentSchedule
{
    /// <summary>The day of the month that stands for the last one, however short the month.</summary>
    public const int LastDayOfMonth = 31;

    /// <summary>
    /// Amounts that add up to the total exactly: each rounded half-up to the cent, the last takes the remainder. Null when any would be
    /// below 0.01 (R40).
    /// </summary>
    public static ValueList<Money>? Split(Money total, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (EachAndLast(total, count) is not var (each, last))
        {
            return null;
        }

        var amounts = new Money[count];
        Array.Fill(amounts, each);
        amounts[^1] = last;
        return [.. amounts];
    }

    /// <summary>The two amounts of a split; null when either would be below 0.01.</summary>
    internal static (Money Each, Money Last)? EachAndLast(Money total, int count)
    {
        var each = checked(2 * total.Cents + count) / (2L * count);
        var last = total.Cents - each * (count - 1);
        return each < 1 || last < 1 ? null : (new Money(each), new Money(last));
    }

    /// <summary>
    /// Due dates a month apart, from the first on: on the given day, or on the last of a month that does not have it.
    /// </summary>
    public static LocalDate Monthly(LocalDate first, int dayOfMonth, int index)
    {
        var month = new YearMonth(first.Year, first.Month).PlusMonths(index);
        return month.OnDayOfMonth(Math.Min(dayOfMonth, first.Calendar.GetDaysInMonth(month.Year, month.Month)));
    }

    /// <summary>Equal monthly instalments numbered from <paramref name="firstNumber"/>; null when any would be below 0.01.</summary>
    public static ValueList<Instalment>? EqualMonthly(Money total, int count, LocalDate first, int dayOfMonth, int firstNumber = 1)
        => Equal(total, count, Frequency.Monthly, first, dayOfMonth, firstNumber);

    /// <summary>Equal instalments of any frequency; null when any would be below 0.01. A one-off has one.</summary>
    /// <param name="total">Debt and interest.</param>
    /// <param name="count">How many.</param>
    /// <param name="frequency">Weeks from the first date on, or months on the given day.</param>
    /// <param name="first">The first due date.</param>
    /// <param name="dayOfMonth">Counts for months only.</param>
    /// <param name="firstNumber">Of the first.</param>
    public static ValueList<Instalment>? Equal(
        Money total, int count, Frequency frequency, LocalDate first, int dayOfMonth, int firstNumber = 1)
        => Split(total, count) is { } amounts
            ? amounts.Select((amount, i) => new Instalment(firstNumber + i, Due(frequency, first, dayOfMonth, i), amount)).ToValueList()
            : null;

    /// <summary>The due date of the instalment of an index, from 0 on.</summary>
    public static LocalDate Due(Frequency frequency, LocalDate first, int dayOfMonth, int index)
    {
        var (days, months) = Occurrences.Step(frequency);
        return days > 0 ? first.PlusDays(days * index) : Monthly(first, dayOfMonth, months * index);
    }

    /// <summary>
    /// Months that instalments take, the first one's being month 1: six monthly ones take 6, and so do 26 weekly ones (R41).
    /// </summary>
    public static int Months(LocalDate firstDue, LocalDate lastDue) => Period.Between(firstDue, lastDue, PeriodUnits.Months).Months + 1;
}
