using BudgetCoaching.V1;

namespace BudgetCoaching.Import;

/// <summary>
/// A row of a file as the write that it asks for, under the agency's own ids. It bears no request id: the id of what it records follows
/// from the agency's own with the service's key (R10), and by that the service knows it again.
/// </summary>
internal static class RowWrites
{
    internal const string External = "external:";

    /// <summary>Separates the charges that a payment designates: ids hold commas more often.</summary>
    private const char Separator = '|';

    /// <returns>Null when the row cannot be read: its refusals say why.</returns>
    public static ImportFactsRequest? Read(FileKind kind, string agency, FileRow row)
    {
        var write = kind switch
        {
            FileKind.Households => new ImportFactsRequest { EnrolHousehold = Enrolment(agency, row) },
            FileKind.Charges => new ImportFactsRequest { PostCharge = Charge(row) },
            FileKind.Payments => new ImportFactsRequest { RecordPayment = Payment(row) },
            FileKind.Income => new ImportFactsRequest { RecordIncome = Income(row) },
            FileKind.Expenses => new ImportFactsRequest { RecordExpense = Expense(row) },
            FileKind.IncomeEntries => new ImportFactsRequest { RecordIncomeEntry = EntryWrites.IncomeEntry(row) },
            FileKind.PlannedExpenses => new ImportFactsRequest { PlanExpense = EntryWrites.PlannedExpense(row) },
            FileKind.Occurrences => new ImportFactsRequest { AdjustOccurrence = EntryWrites.Occurrence(row) },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of file."),
        };
        return row.Refusals.Count == 0 ? write : null;
    }

    private static EnrolHouseholdRequest Enrolment(string agency, FileRow row) => new()
    {
        HouseholdId = External + row.Required("household"),
        Agency = $"agencies/{agency}",
        EnrolmentDate = row.Date("enrolment_date"),
        DisplayName = row.Text("label"),
    };

    private static PostChargeRequest Charge(FileRow row) => new()
    {
        Household = Household(row),
        ChargeId = External + row.Required("id"),
        Charge = new Charge
        {
            Creditor = row.Required("creditor"),
            Kind = (ChargeKind)row.Choice("kind", "rent", "condominium", "other"),
            IssueDate = row.Date("issue_date"),
            DueDate = row.Date("due_date"),
            Amount = new DebtAmount
            {
                Capital = row.Amount("amount"), Interest = row.OptionalAmount("interest"), Costs = row.OptionalAmount("costs"),
            },
            Period = Period(row),
            Note = row.Text("note"),
        },
    };

    private static RecordPaymentRequest Payment(FileRow row) => new()
    {
        Household = Household(row),
        PaymentId = External + row.Required("id"),
        Payment = new Payment
        {
            Creditor = row.Required("creditor"),
            ValueDate = row.Date("value_date"),
            Amount = row.Amount("amount"),
            Designation = DesignationOf(row),
            CapitalFirst = row.OptionalChoice("capital_first", "yes", "no") == 1,
            Payer = row.Text("payer"),
            Remittance = row.Text("remittance"),
        },
    };

    private static RecordIncomeRequest Income(FileRow row) => new()
    {
        Household = Household(row),
        IncomeId = External + row.Required("id"),
        Income = new Income
        {
            ReceiptDate = row.Date("receipt_date"),
            Amount = row.Amount("amount"),
            Source = (IncomeSource)row.Choice("source", Words.Sources),
            EntryId = OptionalFact(row, "entry"),
            Note = row.Text("note"),
        },
    };

    private static RecordExpenseRequest Expense(FileRow row) => new()
    {
        Household = Household(row),
        ExpenseId = External + row.Required("id"),
        Expense = new Expense
        {
            ExpenseDate = row.Date("expense_date"),
            Category = row.Required("category"),
            Need = (NeedClass)row.Choice("need", Words.Needs),
            Amount = row.Amount("amount"),
            PlannedId = OptionalFact(row, "planned"),
            Note = row.Text("note"),
        },
    };

    internal static string Household(FileRow row) => $"households/{External}{row.Required("household")}";

    private static string OptionalFact(FileRow row, string column) => row.Text(column) is { Length: > 0 } id ? External + id : "";

    private static DateSpan? Period(FileRow row)
    {
        var (start, end) = (row.OptionalDate("period_start"), row.OptionalDate("period_end"));
        if (start is null && end is not null)
        {
            row.Refuse("period_start", "", LocalCodes.ValueMissing, "is required where period_end is given");
        }

        return start is null ? null : new DateSpan { StartDate = start, EndDate = end };
    }

    /// <summary>By the debtor unless the file says otherwise: who hands a payment in says what it is for (art. 1193 c.c.).</summary>
    private static Designation? DesignationOf(FileRow row)
    {
        var by = row.OptionalChoice("designated_by", "debtor", "accepted_receipt");
        var targets = row.Text("designation");
        if (targets.Length == 0)
        {
            if (by != 0)
            {
                row.Refuse("designation", "", LocalCodes.ValueMissing, "is required where designated_by is given");
            }

            return null;
        }

        var designation = new Designation { DesignatedBy = by == 0 ? DesignatedBy.Debtor : (DesignatedBy)by };
        foreach (var target in targets.Split(Separator, StringSplitOptions.TrimEntries))
        {
            if (target.Length == 0)
            {
                row.Refuse("designation", targets, LocalCodes.ValueMissing, "has an empty id between its separators");
            }

            designation.Parts.Add(new DesignatedPart { TargetId = External + target });
        }

        return designation;
    }
}
