using System.Globalization;
using Google.Type;

namespace BudgetCoaching.Import;

/// <summary>Whole cents (R7) as the contract and people write them.</summary>
internal static class Cents
{
    private const int NanosPerCent = 10_000_000;

    public static Money ToMoney(long cents, string currency) => new()
    {
        CurrencyCode = currency, Units = cents / 100, Nanos = (int)(cents % 100) * NanosPerCent,
    };

    /// <returns>Null where nothing is given.</returns>
    public static long? Of(Money? money) => money is null ? null : money.Units * 100 + money.Nanos / NanosPerCent;

    /// <summary>Such as -1234.50; empty for null.</summary>
    public static string Text(long? cents) => cents is { } value ? (value / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "";
}
