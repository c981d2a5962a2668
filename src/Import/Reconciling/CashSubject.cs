using BudgetCoaching.Import.Banks;

namespace BudgetCoaching.Import.Reconciling;

/// <summary>A household, or one account of it, whose cash is compared.</summary>
/// <param name="Household">Resource name.</param>
/// <param name="Account">Id as the service takes it; empty: every account, and the cash at hand.</param>
internal sealed record CashSubject(string Household, string Account)
{
    /// <summary>Households and accounts that one statement can name here.</summary>
    public const int SubjectsMax = 1_000_000;

    /// <summary>As people know it; null: the service's id is shown.</summary>
    public string? OwnHousehold { get; init; }

    /// <summary>As people know it; null: the service's id is shown.</summary>
    public string? OwnAccount { get; init; }

    /// <summary>Each account of a statement once, in the order of its lines; lines that cannot be read are none of its concern.</summary>
    /// <param name="file">Disposed of.</param>
    /// <param name="options">Says how it is read.</param>
    /// <exception cref="InvalidDataException">The file is another one.</exception>
    public static IEnumerable<CashSubject> InStatement(Stream file, StatementOptions options)
    {
        using var rows = FileRows.Open(file, options.Profile.Format);
        var known = new HashSet<(string, string)>();
        foreach (var row in rows.Read())
        {
            var line = row.Refusals.Count == 0 ? StatementLine.Read(row, options.Profile, options) : null;
            if (line is null || row.Refusals.Count > 0 || !known.Add((line.Household, line.Account)))
            {
                continue;
            }

            if (known.Count > SubjectsMax)
            {
                throw new InvalidDataException($"the file names more than {SubjectsMax} accounts");
            }

            yield return new CashSubject(OwnIds.Household(line.Household), OwnIds.Id(line.Account))
            {
                OwnHousehold = line.Household, OwnAccount = line.Account,
            };
        }
    }
}
