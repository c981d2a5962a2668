using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Projections;

/// <summary>Days in columns: whole days since 1970-01-01.</summary>
internal static class Days
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    public static Statement Bind(this Statement statement, int parameter, LocalDate? day) =>
        statement.Bind(parameter, day is { } known ? Period.DaysBetween(Epoch, known) : (long?)null);

    public static LocalDate Day(this Statement row, int column) => Epoch.PlusDays((int)row.Integer(column));

    public static LocalDate? DayOrNull(this Statement row, int column) => row.IsNull(column) ? null : row.Day(column);
}
