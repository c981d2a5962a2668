using NodaTime;
using NodaTime.Text;

namespace BudgetCoaching.Domain.Households.FactRules;

/// <summary>The single conditions of which the rules of content are made; null means met. The detail <c>field</c> says where.</summary>
internal static class Conditions
{
    public static Refusal? Day(LocalDate? day, string field)
        => day is { } given && (given < Bounds.DayFirst || given > Bounds.DayLast)
            ? At(Reasons.DateOutOfRange, field, $"{field} must lie between {Text(Bounds.DayFirst)} and {Text(Bounds.DayLast)}.")
            : null;

    /// <summary>A day that has come by the recorded day (R3).</summary>
    public static Refusal? Past(LocalDate day, Today today, string field)
        => Day(day, field)
            ?? (day > today.Date
                ? At(
                    Reasons.DateAfterRecordedDay,
                    field,
                    $"{field} {Text(day)} is after the recorded day {Text(today.Date)}.",
                    new RefusalDetail("date", Text(day)),
                    new RefusalDetail("recorded_day", Text(today.Date)))
                : null);

    public static Refusal? InOrder(LocalDate earlier, LocalDate later, string field)
        => later < earlier ? At(Reasons.DatesOutOfOrder, field, $"{field} {Text(later)} is before {Text(earlier)}.") : null;

    public static Refusal? Span(DateSpan span, string field)
        => Day(span.Start, field)
            ?? Day(span.End, field)
            ?? (span.IsValid ? null : At(Reasons.DatesOutOfOrder, field, $"{field} must end after the day on which it starts."));

    public static Refusal? Positive(Money amount, string field)
        => amount.IsPositive ? Bounded(amount, field) : At(Reasons.AmountNotPositive, field, $"{field} must be above zero.");

    public static Refusal? NotNegative(Money amount, string field)
        => amount.IsNegative ? At(Reasons.AmountNegative, field, $"{field} must not be below zero.") : Bounded(amount, field);

    public static Refusal? Within(long value, long min, long max, string field)
        => value < min || value > max ? At(Reasons.ValueOutOfRange, field, $"{field} must be between {min} and {max}.") : null;

    public static Refusal? Chosen<TEnum>(TEnum value, string field)
        where TEnum : struct, Enum
        => Enum.IsDefined(value) && !EqualityComparer<TEnum>.Default.Equals(value, default)
            ? null
            : At(Reasons.ValueUnspecified, field, $"{field} must be one of the values offered.");

    public static Refusal? Slugged(string? word, string field)
        => Slug.IsValid(word) ? null : At(Reasons.SlugInvalid, field, $"{field} must be a short word in lower case.");

    public static Refusal? Short(PersonalText? text, int lengthMax, string field)
        => text?.Text?.Length > lengthMax ? At(Reasons.TextTooLong, field, $"{field} has more than {lengthMax} characters.") : null;

    /// <summary>Something is written; what cannot be read was given.</summary>
    public static Refusal? Given(PersonalText? text, string field, string message)
        => text is null || (text.IsReadable && string.IsNullOrWhiteSpace(text.Text))
            ? At(Reasons.EvidenceMissing, field, message)
            : Short(text, Bounds.NameLengthMax, field);

    /// <summary>The name of an organisation, in clear.</summary>
    public static Refusal? DisplayName(string name, int lengthMax)
        => string.IsNullOrWhiteSpace(name) ? At(Reasons.ValueMissing, "display_name", "display_name must not be empty.")
            : name.Length > lengthMax ? At(Reasons.TextTooLong, "display_name", $"display_name has more than {lengthMax} characters.")
            : null;

    public static Refusal? Note(PersonalText? text) => Short(text, Bounds.NoteLengthMax, "note");

    public static Refusal? IsoDate(PersonalText? text, string field)
        => text?.Text is { } written && !LocalDatePattern.Iso.Parse(written).Success
            ? At(Reasons.DateUnreadable, field, $"{field} must be a date such as 1980-01-31.")
            : null;

    public static Refusal? AtMost(int count, int max, string field)
        => count > max ? At(Reasons.ListTooLong, field, $"{field} has more than {max} items.") : null;

    public static Refusal? Some(int count, int max, string field)
        => count == 0 ? At(Reasons.ListEmpty, field, $"{field} must have an item.") : AtMost(count, max, field);

    public static Refusal? Distinct<T>(IEnumerable<T> items, string field)
    {
        var seen = new HashSet<T>();
        return items.All(seen.Add) ? null : At(Reasons.ListRepeats, field, $"{field} names the same thing twice.");
    }

    public static Refusal? Tags(ValueList<string> tags, string field)
        => AtMost(tags.Count, Bounds.TagsMax, field)
            ?? First(tags, tag => Slugged(tag, field))
            ?? Distinct(tags, field);

    public static Refusal? First<T>(IEnumerable<T> items, Func<T, Refusal?> condition)
    {
        foreach (var item in items)
        {
            if (condition(item) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="field">Where.</param>
    /// <param name="message">For developers.</param>
    /// <param name="parts">The other variable parts of the message.</param>
    public static Refusal At(string reason, string field, string message, params ReadOnlySpan<RefusalDetail> parts)
        => new(reason, message, [new RefusalDetail("field", field), .. parts]);

    public static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);

    /// <summary>In either direction.</summary>
    public static Refusal? Bounded(Money amount, string field)
        => amount > Bounds.AmountMax || amount < -Bounds.AmountMax
            ? At(Reasons.AmountTooLarge, field, $"{field} must be at most {Bounds.AmountMax}.")
            : null;
}
