using BudgetCoaching.Import.Banks;
using BudgetCoaching.V1;

namespace BudgetCoaching.Import;

/// <summary>
/// A refusal of the service in the words of the file: its column in place of a path of the contract, and what stands there. What no column
/// says is told as the service does.
/// </summary>
/// <param name="kind">Of the file.</param>
/// <param name="statement">How a statement is read; null for other kinds.</param>
internal sealed class ToldRefusal(FileKind kind, StatementOptions? statement)
{
    private const string FactIdReused = "FACT_ID_REUSED";

    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["household_id"] = "household",
        ["charge_id"] = "id",
        ["payment_id"] = "id",
        ["income_id"] = "id",
        ["expense_id"] = "id",
        ["income_entry_id"] = "id",
        ["planned_expense_id"] = "id",
        ["occurrence_adjustment_id"] = "id",
        ["observed_balance_id"] = "id",
        ["display_name"] = "label",
        ["capital"] = "amount",
        ["period"] = "period_start",
        ["start_date"] = "period_start",
        ["end_date"] = "period_end",
        ["entry_id"] = "entry",
        ["planned_id"] = "planned",
        ["account_id"] = "account",
    };

    /// <returns>Each malformed field, or the one refusal.</returns>
    public IEnumerable<Refusal> Read(FileRow row, RefusedRow told) => told.MalformedFields.Count == 0
        ? [InWords(row, told.Reason, told.Field, told.Value, told.Message)]
        : told.MalformedFields.Select(field => InWords(row, told.Reason, field.Field, field.Value, field.Description));

    private Refusal InWords(FileRow row, string reason, string path, string value, string message)
    {
        if (ColumnOf(row, NameOf(reason, path)) is not { } column)
        {
            return new Refusal(row.Number, path, value, reason, message);
        }

        var stands = statement is { Household: { } given } && column == "household" ? given : row.Text(column);
        var said = reason == FactIdReused && value.Length > 0 && stands.Length > 0
            ? message.Replace(value, stands, StringComparison.Ordinal)
            : message;
        return new Refusal(row.Number, column, stands, reason, said);
    }

    /// <returns>As docs/import.md calls it, where it knows it.</returns>
    private static string NameOf(string reason, string path)
    {
        switch (reason)
        {
            case FactIdReused when path == "fact":
                return "id";
            case "HOUSEHOLD_NOT_ENROLLED":
                return "household";
            default:
                break;
        }

        var last = path[(path.LastIndexOf('.') + 1)..];
        return path.Contains(".designation.parts", StringComparison.Ordinal) ? "designation" : Renamed.GetValueOrDefault(last, last);
    }

    /// <returns>Null where the file has none of that name.</returns>
    private string? ColumnOf(FileRow row, string name)
    {
        if (statement is null)
        {
            var columns = Columns.Of(kind);
            return columns.Required.Contains(name, StringComparer.Ordinal) || columns.Optional.Contains(name, StringComparer.Ordinal)
                ? name
                : null;
        }

        var profile = statement.Profile;
        return name switch
        {
            "id" => profile.Columns.Id.Count == 1 ? profile.Columns.Id[0] : null,
            "household" => profile.Columns.Household ?? name,
            "account" => profile.Columns.Account,
            "receipt_date" or "expense_date" or "observation_date" or "enrolment_date" => profile.Columns.Date,
            "amount" => profile.Amount.Columns.FirstOrDefault(column => row.Text(column).Length > 0),
            "balance" => profile.Columns.Balance,
            "note" => profile.Columns.Note,
            "source" => profile.Income.Columns.FirstOrDefault(),
            "category" or "need" => profile.Expenses.Columns.FirstOrDefault(),
            _ => null,
        };
    }
}
