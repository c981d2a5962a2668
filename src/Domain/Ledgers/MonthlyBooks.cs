using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>Sums of what moved, month by month: needs no imputation.</summary>
internal static class MonthlyBooks
{
    public static IReadOnlyList<MonthMovements> Of(CreditorBook book)
    {
        var months = new List<MonthMovements>();
        var movements = new BookMovements(book);
        foreach (var entry in book.Entries)
        {
            var moved = movements.Of(in entry);
            if (moved == default)
            {
                continue;
            }

            var date = DayNumber.ToDate(entry.Day);
            var month = new YearMonth(date.Year, date.Month);
            if (months.Count == 0 || months[^1].Month != month)
            {
                months.Add(new MonthMovements(month, Money.Zero, Money.Zero, Money.Zero, Money.Zero));
            }

            var sum = months[^1];
            months[^1] = new MonthMovements(
                month, sum.Opening + moved.Opening, sum.Charged + moved.Charged, sum.Paid + moved.Paid, sum.Credited + moved.Credited);
        }

        return months;
    }
}
