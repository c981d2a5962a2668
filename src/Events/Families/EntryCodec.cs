using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Events.Wire;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>When budget entries fall and which of their occurrences differ: message and record.</summary>
internal static class EntryCodec
{
    public static V1.OccurrenceAdjusted MessageOf(OccurrenceAdjusted happened)
    {
        var message = new V1.OccurrenceAdjusted
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.Date),
            Entry = Uuid.Of(happened.Entry),
            PlannedDay = CivilDay.Of(happened.Change.Planned),
        };
        if (happened.Change.Amount is { } amount)
        {
            message.AmountCents = amount.Cents;
        }

        if (happened.Change.Day is { } day)
        {
            message.ChangedDay = CivilDay.Of(day);
        }

        return message;
    }

    public static OccurrenceAdjusted OccurrenceAdjusted(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId entry = default;
        var planned = CivilDay.Epoch;
        Money? amount = null;
        LocalDate? changed = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.OccurrenceAdjusted.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.OccurrenceAdjusted.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.OccurrenceAdjusted.EntryFieldNumber:
                    entry = reader.Fact();
                    break;
                case V1.OccurrenceAdjusted.PlannedDayFieldNumber:
                    planned = reader.Day();
                    break;
                case V1.OccurrenceAdjusted.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.OccurrenceAdjusted.ChangedDayFieldNumber:
                    changed = reader.Day();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OccurrenceAdjusted(id, date, entry, new OccurrenceChange(planned, amount, changed));
    }

    /// <summary>Null for an entry without terms, which is stored as it was before there were any.</summary>
    public static V1.EntryTerms? MessageOf(EntryTerms terms)
    {
        if (terms == default)
        {
            return null;
        }

        var message = new V1.EntryTerms { Shift = (V1.WorkingDayShift)terms.Shift };
        if (terms.DayOfMonth is { } day)
        {
            message.DayOfMonth = day;
        }

        if (terms.IsFixed is { } isFixed)
        {
            message.Fixed = isFixed;
        }

        return message;
    }

    public static EntryTerms TermsOf(FieldReader reader)
    {
        int? dayOfMonth = null;
        var shift = WorkingDayShift.Unspecified;
        bool? isFixed = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.EntryTerms.DayOfMonthFieldNumber:
                    dayOfMonth = reader.Int32();
                    break;
                case V1.EntryTerms.ShiftFieldNumber:
                    shift = (WorkingDayShift)reader.Int32();
                    break;
                case V1.EntryTerms.FixedFieldNumber:
                    isFixed = reader.Flag();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new EntryTerms(dayOfMonth, shift, isFixed);
    }

    public static V1.Recurrence MessageOf(Recurrence recurrence)
    {
        var message = new V1.Recurrence { Frequency = (V1.Frequency)recurrence.Frequency, FirstDay = CivilDay.Of(recurrence.First) };
        if (recurrence.Last is { } last)
        {
            message.LastDay = CivilDay.Of(last);
        }

        return message;
    }

    public static Recurrence RecurrenceOf(FieldReader reader)
    {
        var frequency = Frequency.Unspecified;
        var first = CivilDay.Epoch;
        LocalDate? last = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.Recurrence.FrequencyFieldNumber:
                    frequency = (Frequency)reader.Int32();
                    break;
                case V1.Recurrence.FirstDayFieldNumber:
                    first = reader.Day();
                    break;
                case V1.Recurrence.LastDayFieldNumber:
                    last = reader.Day();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new Recurrence(frequency, first, last);
    }
}
