using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>Income, expenses and cash: message and record.</summary>
internal static class BudgetCodec
{
    public static V1.IncomeEntryRecorded MessageOf(IncomeEntryRecorded happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Source = (V1.IncomeSource)happened.Source,
        AmountCents = happened.Amount.Cents,
        Recurrence = EntryCodec.MessageOf(happened.Recurrence),
        Terms = EntryCodec.MessageOf(happened.Terms),
        Reliability = (V1.Reliability)happened.Reliability,
        Earner = Uuid.Of(happened.Earner),
        Note = texts.Seal(happened.Note, V1.IncomeEntryRecorded.NoteFieldNumber),
    };

    public static IncomeEntryRecorded IncomeEntryRecorded(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var source = IncomeSource.Unspecified;
        var amount = Money.Zero;
        var recurrence = new Recurrence(Frequency.Unspecified, CivilDay.Epoch, null);
        var reliability = Reliability.Unspecified;
        MemberId? earner = null;
        PersonalText? note = null;
        EntryTerms terms = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.IncomeEntryRecorded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.IncomeEntryRecorded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.IncomeEntryRecorded.SourceFieldNumber:
                    source = (IncomeSource)reader.Int32();
                    break;
                case V1.IncomeEntryRecorded.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.IncomeEntryRecorded.RecurrenceFieldNumber:
                    recurrence = EntryCodec.RecurrenceOf(reader.Message());
                    break;
                case V1.IncomeEntryRecorded.ReliabilityFieldNumber:
                    reliability = (Reliability)reader.Int32();
                    break;
                case V1.IncomeEntryRecorded.EarnerFieldNumber:
                    earner = new MemberId(reader.Uuid());
                    break;
                case V1.IncomeEntryRecorded.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                case V1.IncomeEntryRecorded.TermsFieldNumber:
                    terms = EntryCodec.TermsOf(reader.Message());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new IncomeEntryRecorded(id, date, source, amount, recurrence, reliability, earner, note, terms);
    }

    public static V1.IncomeReceived MessageOf(IncomeReceived happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        AmountCents = happened.Amount.Cents,
        Source = (V1.IncomeSource)happened.Source,
        Entry = Uuid.Of(happened.Entry),
        Earner = Uuid.Of(happened.Earner),
        Note = texts.Seal(happened.Note, V1.IncomeReceived.NoteFieldNumber),
        Account = Uuid.Of(happened.Account),
    };

    public static IncomeReceived IncomeReceived(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var amount = Money.Zero;
        var source = IncomeSource.Unspecified;
        FactId? entry = null;
        MemberId? earner = null;
        PersonalText? note = null;
        AccountId? account = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.IncomeReceived.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.IncomeReceived.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.IncomeReceived.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.IncomeReceived.SourceFieldNumber:
                    source = (IncomeSource)reader.Int32();
                    break;
                case V1.IncomeReceived.EntryFieldNumber:
                    entry = reader.Fact();
                    break;
                case V1.IncomeReceived.EarnerFieldNumber:
                    earner = new MemberId(reader.Uuid());
                    break;
                case V1.IncomeReceived.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                case V1.IncomeReceived.AccountFieldNumber:
                    account = new AccountId(reader.Uuid());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new IncomeReceived(id, date, amount, source, entry, earner, note, account);
    }

    public static V1.ExpensePlanned MessageOf(ExpensePlanned happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Category = happened.Category,
        Need = (V1.NeedClass)happened.Need,
        AmountCents = happened.Amount.Cents,
        Recurrence = EntryCodec.MessageOf(happened.Recurrence),
        Terms = EntryCodec.MessageOf(happened.Terms),
        Note = texts.Seal(happened.Note, V1.ExpensePlanned.NoteFieldNumber),
    };

    public static ExpensePlanned ExpensePlanned(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var category = "";
        var need = NeedClass.Unspecified;
        var amount = Money.Zero;
        var recurrence = new Recurrence(Frequency.Unspecified, CivilDay.Epoch, null);
        PersonalText? note = null;
        EntryTerms terms = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ExpensePlanned.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ExpensePlanned.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ExpensePlanned.CategoryFieldNumber:
                    category = reader.Word();
                    break;
                case V1.ExpensePlanned.NeedFieldNumber:
                    need = (NeedClass)reader.Int32();
                    break;
                case V1.ExpensePlanned.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.ExpensePlanned.RecurrenceFieldNumber:
                    recurrence = EntryCodec.RecurrenceOf(reader.Message());
                    break;
                case V1.ExpensePlanned.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                case V1.ExpensePlanned.TermsFieldNumber:
                    terms = EntryCodec.TermsOf(reader.Message());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ExpensePlanned(id, date, category, need, amount, recurrence, note, terms);
    }

    public static V1.ExpenseIncurred MessageOf(ExpenseIncurred happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Category = happened.Category,
        Need = (V1.NeedClass)happened.Need,
        AmountCents = happened.Amount.Cents,
        Planned = Uuid.Of(happened.Planned),
        Note = texts.Seal(happened.Note, V1.ExpenseIncurred.NoteFieldNumber),
        Account = Uuid.Of(happened.Account),
    };

    public static ExpenseIncurred ExpenseIncurred(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var category = "";
        var need = NeedClass.Unspecified;
        var amount = Money.Zero;
        FactId? planned = null;
        PersonalText? note = null;
        AccountId? account = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ExpenseIncurred.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ExpenseIncurred.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ExpenseIncurred.CategoryFieldNumber:
                    category = reader.Word();
                    break;
                case V1.ExpenseIncurred.NeedFieldNumber:
                    need = (NeedClass)reader.Int32();
                    break;
                case V1.ExpenseIncurred.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.ExpenseIncurred.PlannedFieldNumber:
                    planned = reader.Fact();
                    break;
                case V1.ExpenseIncurred.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                case V1.ExpenseIncurred.AccountFieldNumber:
                    account = new AccountId(reader.Uuid());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ExpenseIncurred(id, date, category, need, amount, planned, note, account);
    }

    public static V1.BudgetEntryEnded MessageOf(BudgetEntryEnded happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Entry = Uuid.Of(happened.Entry),
    };

    public static BudgetEntryEnded BudgetEntryEnded(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId entry = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.BudgetEntryEnded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.BudgetEntryEnded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.BudgetEntryEnded.EntryFieldNumber:
                    entry = reader.Fact();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new BudgetEntryEnded(id, date, entry);
    }

    public static V1.CashCounted MessageOf(CashCounted happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        AmountCents = happened.Amount.Cents,
    };

    public static CashCounted CashCounted(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var amount = Money.Zero;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.CashCounted.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.CashCounted.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.CashCounted.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new CashCounted(id, date, amount);
    }
}
