using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
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
        fields.Text("note", wire.Note),
        ReadTerms(fields, wire.DayOfMonth, wire.Shift, wire.HasFixed ? wire.Fixed : null));

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
        fields.Text("note", wire.Note),
        ReadTerms(fields, wire.DayOfMonth, wire.Shift, wire.HasFixed ? wire.Fixed : null));

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

    public static Fact Read(Fields fields, FactId id, V1.OccurrenceAdjustment wire)
    {
        var date = fields.Date("adjustment_date", wire.AdjustmentDate);
        var (entry, change) = fields.Required<V1.OccurrenceChange, ChangedEntry>(
            "change", wire.Change, static (inside, message) => ReadChange(inside, message)) ?? new ChangedEntry(default, default);
        return new OccurrenceAdjusted(id, date, entry, change);
    }

    public static Fact Read(Fields fields, FactId id, V1.CashCount wire) =>
        new CashCounted(id, fields.Date("count_date", wire.CountDate), fields.Count("amount", wire.Amount));

    public static Fact Read(Fields fields, FactId id, V1.ObservedBalance wire) => new BalanceObserved(
        id,
        fields.Date("observation_date", wire.ObservationDate),
        fields.Account("account_id", wire.AccountId),
        fields.Balance("balance", wire.Balance),
        fields.OptionalFact("line_id", wire.LineId),
        wire.Source.Length == 0 ? "" : fields.SlugOf("source", wire.Source));

    public static V1.IncomeEntry ToWire(IncomeEntryRecorded fact)
    {
        var wire = new V1.IncomeEntry
        {
            DeclaredDate = fact.Date.ToWire(),
            Source = (V1.IncomeSource)fact.Source,
            Amount = fact.Amount.ToWire(),
            Recurrence = ToWire(fact.Recurrence),
            Reliability = (V1.Reliability)fact.Reliability,
            EarnerId = fact.Earner.ToWire(),
            Note = fact.Note.ToWire(),
            DayOfMonth = fact.Terms.DayOfMonth ?? 0,
            Shift = (V1.WorkingDayShift)fact.Terms.Shift,
        };
        if (fact.Terms.IsFixed is { } isFixed)
        {
            wire.Fixed = isFixed;
        }

        return wire;
    }

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

    public static V1.PlannedExpense ToWire(ExpensePlanned fact)
    {
        var wire = new V1.PlannedExpense
        {
            PlannedDate = fact.Date.ToWire(),
            Category = fact.Category,
            Need = (V1.NeedClass)fact.Need,
            Amount = fact.Amount.ToWire(),
            Recurrence = ToWire(fact.Recurrence),
            Note = fact.Note.ToWire(),
            DayOfMonth = fact.Terms.DayOfMonth ?? 0,
            Shift = (V1.WorkingDayShift)fact.Terms.Shift,
        };
        if (fact.Terms.IsFixed is { } isFixed)
        {
            wire.Fixed = isFixed;
        }

        return wire;
    }

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

    public static V1.OccurrenceAdjustment ToWire(OccurrenceAdjusted fact)
    {
        var change = new V1.OccurrenceChange { EntryId = fact.Entry.ToString(), PlannedDate = fact.Change.Planned.ToWire() };
        if (fact.Change is { Amount.IsZero: true, Day: null })
        {
            change.Skipped = true;
        }
        else
        {
            change.Changed = new V1.ChangedOccurrence { Amount = fact.Change.Amount?.ToWire(), Date = fact.Change.Day.ToWire() };
        }

        return new V1.OccurrenceAdjustment { AdjustmentDate = fact.Date.ToWire(), Change = change };
    }

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

    /// <summary>Which occurrence of which entry differs, and how.</summary>
    public static ChangedEntry ReadChange(Fields fields, V1.OccurrenceChange wire)
    {
        var entry = fields.Fact("entry_id", wire.EntryId);
        var planned = fields.Date("planned_date", wire.PlannedDate);
        switch (wire.ChangeCase)
        {
            case V1.OccurrenceChange.ChangeOneofCase.Changed:
                var inside = fields.In("changed");
                return new ChangedEntry(entry, new OccurrenceChange(
                    planned,
                    wire.Changed.Amount is null ? null : inside.MoneyOrZero("amount", wire.Changed.Amount),
                    inside.OptionalDate("date", wire.Changed.Date)));
            case V1.OccurrenceChange.ChangeOneofCase.Skipped when wire.Skipped:
                return new ChangedEntry(entry, OccurrenceChange.Skip(planned));
            default:
                fields.Fault("change", "is required: skipped as true, or changed");
                return new ChangedEntry(entry, OccurrenceChange.Skip(planned));
        }
    }

    /// <summary>Zero stands for no day, as in a draft.</summary>
    private static EntryTerms ReadTerms(Fields fields, int dayOfMonth, V1.WorkingDayShift shift, bool? isFixed)
    {
        if (!Enum.IsDefined((WorkingDayShift)shift))
        {
            fields.Fault("shift", "must be one of the values named in the contract", $"{shift:D}");
        }

        return new EntryTerms(dayOfMonth == 0 ? null : dayOfMonth, (WorkingDayShift)shift, isFixed);
    }

    public static V1.Recurrence ToWire(Recurrence recurrence) => new()
    {
        Frequency = (V1.Frequency)recurrence.Frequency,
        FirstDate = recurrence.First.ToWire(),
        LastDate = recurrence.Last.ToWire(),
    };
}

/// <summary>An occurrence that differs, of one entry.</summary>
internal sealed record ChangedEntry(FactId Entry, OccurrenceChange Change);
