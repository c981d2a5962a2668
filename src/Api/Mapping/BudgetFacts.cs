using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Facts of the dated budget between contract and domain.</summary>
internal static class BudgetFacts
{
    public static Fact Read(Fields fields, FactId id, V1.IncomeEntry wire) => new IncomeEntryRecorded(
        id,
        fields.Date("declared_date", wire.DeclaredDate),
        fields.Choice("source", (IncomeSource)wire.Source),
        fields.Money("amount", wire.Amount),
        ReadRecurrence(fields, wire.Recurrence),
        fields.Choice("reliability", (Reliability)wire.Reliability),
        fields.OptionalMember("earner_id", wire.EarnerId),
        fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.Income wire) => new IncomeReceived(
        id,
        fields.Date("receipt_date", wire.ReceiptDate),
        fields.Money("amount", wire.Amount),
        fields.Choice("source", (IncomeSource)wire.Source),
        fields.OptionalFact("entry_id", wire.EntryId),
        fields.OptionalMember("earner_id", wire.EarnerId),
        fields.Text("note", wire.Note),
        fields.OptionalAccount("account_id", wire.AccountId));

    public static Fact Read(Fields fields, FactId id, V1.PlannedExpense wire) => new ExpensePlanned(
        id,
        fields.Date("planned_date", wire.PlannedDate),
        fields.SlugOf("category", wire.Category),
        fields.Choice("need", (NeedClass)wire.Need),
        fields.Money("amount", wire.Amount),
        ReadRecurrence(fields, wire.Recurrence),
        fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.Expense wire) => new ExpenseIncurred(
        id,
        fields.Date("expense_date", wire.ExpenseDate),
        fields.SlugOf("category", wire.Category),
        fields.Choice("need", (NeedClass)wire.Need),
        fields.Money("amount", wire.Amount),
        fields.OptionalFact("planned_id", wire.PlannedId),
        fields.Text("note", wire.Note),
        fields.OptionalAccount("account_id", wire.AccountId));

    public static Fact Read(Fields fields, FactId id, V1.BudgetEntryEnd wire) =>
        new BudgetEntryEnded(id, fields.Date("end_date", wire.EndDate), fields.Fact("entry_id", wire.EntryId));

    public static Fact Read(Fields fields, FactId id, V1.CashCount wire) =>
        new CashCounted(id, fields.Date("count_date", wire.CountDate), fields.Count("amount", wire.Amount));

    public static Fact Read(Fields fields, FactId id, V1.ObservedBalance wire) => new BalanceObserved(
        id,
        fields.Date("observation_date", wire.ObservationDate),
        fields.Account("account_id", wire.AccountId),
        fields.Balance("balance", wire.Balance),
        fields.OptionalFact("line_id", wire.LineId),
        wire.Source.Length == 0 ? "" : fields.SlugOf("source", wire.Source));

    public static V1.IncomeEntry ToWire(IncomeEntryRecorded fact) => new()
    {
        DeclaredDate = fact.Date.ToWire(),
        Source = (V1.IncomeSource)fact.Source,
        Amount = fact.Amount.ToWire(),
        Recurrence = ToWire(fact.Recurrence),
        Reliability = (V1.Reliability)fact.Reliability,
        EarnerId = fact.Earner.ToWire(),
        Note = fact.Note.ToWire(),
    };

    public static V1.Income ToWire(IncomeReceived fact) => new()
    {
        ReceiptDate = fact.Date.ToWire(),
        Amount = fact.Amount.ToWire(),
        Source = (V1.IncomeSource)fact.Source,
        EntryId = fact.Entry.ToWire(),
        EarnerId = fact.Earner.ToWire(),
        Note = fact.Note.ToWire(),
        AccountId = fact.Account.ToWire(),
    };

    public static V1.PlannedExpense ToWire(ExpensePlanned fact) => new()
    {
        PlannedDate = fact.Date.ToWire(),
        Category = fact.Category,
        Need = (V1.NeedClass)fact.Need,
        Amount = fact.Amount.ToWire(),
        Recurrence = ToWire(fact.Recurrence),
        Note = fact.Note.ToWire(),
    };

    public static V1.Expense ToWire(ExpenseIncurred fact) => new()
    {
        ExpenseDate = fact.Date.ToWire(),
        Category = fact.Category,
        Need = (V1.NeedClass)fact.Need,
        Amount = fact.Amount.ToWire(),
        PlannedId = fact.Planned.ToWire(),
        Note = fact.Note.ToWire(),
        AccountId = fact.Account.ToWire(),
    };

    public static V1.BudgetEntryEnd ToWire(BudgetEntryEnded fact) =>
        new() { EndDate = fact.Date.ToWire(), EntryId = fact.Entry.ToString() };

    public static V1.CashCount ToWire(CashCounted fact) => new() { CountDate = fact.Date.ToWire(), Amount = fact.Amount.ToWire() };

    public static V1.ObservedBalance ToWire(BalanceObserved fact) => new()
    {
        ObservationDate = fact.Date.ToWire(),
        AccountId = fact.Account.ToString(),
        Balance = fact.Balance.ToWire(),
        LineId = fact.Line.ToWire(),
        Source = fact.Source,
    };

    public static Recurrence ReadRecurrence(Fields fields, V1.Recurrence? wire) =>
        fields.Required("recurrence", wire, static (inside, message) => new Recurrence(
            inside.Choice("frequency", (Frequency)message.Frequency),
            inside.Date("first_date", message.FirstDate),
            inside.OptionalDate("last_date", message.LastDate)))
        ?? new Recurrence(default, default, null);

    public static V1.Recurrence ToWire(Recurrence recurrence) => new()
    {
        Frequency = (V1.Frequency)recurrence.Frequency,
        FirstDate = recurrence.First.ToWire(),
        LastDate = recurrence.Last.ToWire(),
    };
}
