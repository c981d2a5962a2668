using BudgetCoaching.V1;
using Google.Type;

namespace BudgetCoaching.Import.Banks;

/// <summary>
/// The lines of one statement as what they ask to record: the movement as income or expense, and the balance beside it as an observation,
/// which enters no sum. Lines that differ in nothing, where the file gives them no id, are told apart by their order.
/// </summary>
internal sealed class StatementWrites(StatementOptions options, string agency)
{
    /// <summary>Lines without an id of their own, and households to enrol, that one file can have.</summary>
    public const int RememberedMax = 1_000_000;

    private const string External = "external:";
    private const string Source = "statement";

    private readonly Dictionary<string, int> alike = new(StringComparer.Ordinal);
    private readonly HashSet<string> enrolled = new(StringComparer.Ordinal);

    private BankProfile Profile => options.Profile;

    public IEnumerable<OutgoingRow> Read(FileRow row)
    {
        var line = StatementLine.Read(row, Profile, options);
        var movement = Movement(row, line);
        var id = row.Refusals.Count == 0 ? $"{line.Account}:{OwnId(row, line)}" : "";
        if (row.Refusals.Count > 0)
        {
            return [new OutgoingRow(row, null, row.Refusals)];
        }

        return Writes(row, line, id, movement);
    }

    private IEnumerable<OutgoingRow> Writes(FileRow row, StatementLine line, string id, ImportFactsRequest? movement)
    {
        if (options.Enrol && enrolled.Count < RememberedMax && enrolled.Add(line.Household))
        {
            yield return new OutgoingRow(row, Enrolment(line), []) { MayExist = true };
        }

        if (movement?.RecordIncome is { } income)
        {
            income.IncomeId = $"{External}line:{id}";
        }
        else if (movement?.RecordExpense is { } expense)
        {
            expense.ExpenseId = $"{External}line:{id}";
        }

        if (movement is not null)
        {
            yield return new OutgoingRow(row, movement, []);
        }

        if (line.Balance is { } balance)
        {
            yield return new OutgoingRow(row, Observation(line, id, balance), []);
        }
    }

    private string OwnId(FileRow row, StatementLine line)
    {
        if (Profile.Columns.Id.Count == 1)
        {
            return line.Id;
        }

        var key = $"{line.Account}:{line.Id}";
        var before = alike.GetValueOrDefault(key);
        if (before == 0 && alike.Count == RememberedMax)
        {
            row.Refuse("", "", LocalCodes.LinesTooMany, $"stands after {RememberedMax} lines without an id: import the file in parts");
            return "";
        }

        alike[key] = before + 1;
        return before == 0 ? line.Id : $"{line.Id}:{before + 1}";
    }

    private ImportFactsRequest Enrolment(StatementLine line) => new()
    {
        EnrolHousehold = new EnrolHouseholdRequest
        {
            HouseholdId = OwnIds.Id(line.Household),
            Agency = $"agencies/{agency}",
            EnrolmentDate = StatementLine.DateOf(line.Day),
            DisplayName = Profile.Label.Replace("{household}", line.Household, StringComparison.Ordinal),
        },
    };

    /// <returns>Null where nothing moved.</returns>
    private ImportFactsRequest? Movement(FileRow row, StatementLine line)
    {
        if (line.Cents == 0)
        {
            return null;
        }

        var day = StatementLine.DateOf(line.Day);
        var amount = MoneyOf(Math.Abs(line.Cents));
        var note = Profile.Columns.Note is { } column ? StatementLine.Value(row, column) : "";
        var (household, account) = (OwnIds.Household(line.Household), OwnIds.Id(line.Account));
        if (line.Cents > 0)
        {
            return new ImportFactsRequest
            {
                RecordIncome = new RecordIncomeRequest
                {
                    Household = household,
                    Income = new Income
                    {
                        ReceiptDate = day, Amount = amount, Source = Code(row, Profile.Income), AccountId = account, Note = note,
                    },
                },
            };
        }

        var spending = Code(row, Profile.Expenses);
        return new ImportFactsRequest
        {
            RecordExpense = new RecordExpenseRequest
            {
                Household = household,
                Expense = new Expense
                {
                    ExpenseDate = day,
                    Amount = amount,
                    Category = spending.Category ?? "",
                    Need = spending.Need,
                    AccountId = account,
                    Note = note,
                },
            },
        };
    }

    private ImportFactsRequest Observation(StatementLine line, string id, long balance) => new()
    {
        RecordBalance = new RecordBalanceRequest
        {
            Household = OwnIds.Household(line.Household),
            ObservedBalanceId = $"{External}balance:{id}",
            ObservedBalance = new ObservedBalance
            {
                ObservationDate = StatementLine.DateOf(line.IsOpening ? line.Day.AddDays(-1) : line.Day),
                AccountId = OwnIds.Id(line.Account),
                Balance = MoneyOf(balance),
                LineId = line.Cents == 0 ? "" : $"{External}line:{id}",
                Source = Source,
            },
        },
    };

    private Money MoneyOf(long cents) => Cents.ToMoney(cents, Profile.Currency);

    private static T Code<T>(FileRow row, CodeRule<T> rule)
        where T : struct
    {
        foreach (var column in rule.Columns)
        {
            if (rule.Codes.TryGetValue(StatementLine.Value(row, column), out var known))
            {
                return known;
            }
        }

        if (rule.Default is null)
        {
            var column = rule.Columns[0];
            row.Refuse(column, StatementLine.Value(row, column), LocalCodes.ChoiceUnknown, "has no entry in the profile");
        }

        return rule.Default ?? default;
    }
}
