using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;
using NodaTime.Text;

namespace BudgetCoaching.Api.Mapping;

/// <summary>
/// Reads the fields of one message. A fault is noted under the field's path and some value of the right type is returned, so that the
/// rest is read too; nothing read may be used before <see cref="FieldFaults.ThrowIfAny"/>.
/// </summary>
internal readonly struct Fields(FieldFaults faults, string path)
{
    /// <summary>Longest text of a person, in UTF-16 units.</summary>
    public const int TextLengthMax = 2_000;

    private const long CentsPerEuro = 100;

    private const int NanosPerCent = 10_000_000;

    public Fields In(string name) => new(faults, Path(name));

    public Fields At(string name, int index) => new(faults, $"{Path(name)}[{index}]");

    public void Fault(string name, string description) => faults.Add(Path(name), description);

    /// <param name="value">What was given: a figure, a day or a choice, never a text.</param>
    public void Fault(string name, string description, FormattableString value) =>
        faults.Add(Path(name), description, FormattableString.Invariant(value));

    /// <summary>A message that must be there, read by <paramref name="read"/>.</summary>
    public TResult? Required<TMessage, TResult>(string name, TMessage? message, Func<Fields, TMessage, TResult> read)
        where TMessage : class
        where TResult : class
    {
        if (message is not null)
        {
            return read(In(name), message);
        }

        Fault(name, "is required");
        return null;
    }

    /// <summary>An amount above zero (R7).</summary>
    public Money Money(string name, Google.Type.Money? value)
    {
        if (value is null)
        {
            Fault(name, "is required: an amount in EUR");
            return default;
        }

        return Positive(name, Read(name, value));
    }

    /// <summary>An amount of zero or more that must be given: zero is a figure too.</summary>
    public Money Count(string name, Google.Type.Money? value)
    {
        if (value is null)
        {
            Fault(name, "is required: an amount in EUR");
        }

        return MoneyOrZero(name, value);
    }

    /// <summary>An amount of zero or more; absent means zero.</summary>
    public Money MoneyOrZero(string name, Google.Type.Money? value)
    {
        if (value is not null && Read(name, value) is { } amount)
        {
            if (amount.IsNegative)
            {
                Fault(name, "must not be below zero", $"{amount}");
            }

            return amount;
        }

        return default;
    }

    /// <summary>A figure that must be given and may lie on either side of zero.</summary>
    public Money Balance(string name, Google.Type.Money? value)
    {
        if (value is null)
        {
            Fault(name, "is required: an amount in EUR, below zero where overdrawn");
        }

        return OptionalBalance(name, value) ?? default;
    }

    /// <summary>Absent, or on either side of zero.</summary>
    public Money? OptionalBalance(string name, Google.Type.Money? value) => value is null ? null : Read(name, value);

    /// <summary>Absent, or above zero.</summary>
    public Money? OptionalMoney(string name, Google.Type.Money? value) => value is null ? null : Positive(name, Read(name, value));

    public LocalDate Date(string name, Google.Type.Date? value)
    {
        if (value is not null)
        {
            return Read(name, value);
        }

        Fault(name, "is required: a date with year, month and day");
        return default;
    }

    public LocalDate? OptionalDate(string name, Google.Type.Date? value) => value is null ? null : Read(name, value);

    /// <summary>A month in the form 2026-03; null when none is given.</summary>
    public YearMonth? OptionalMonth(string name, string value) => value.Length == 0 ? null : Month(name, value);

    public YearMonth Month(string name, string value)
    {
        var parsed = YearMonthPattern.Iso.Parse(value);
        if (!parsed.Success)
        {
            Fault(name, "must be a month in the form 2026-03");
        }

        return parsed.Success ? parsed.Value : default;
    }

    public DateSpan Span(string name, V1.DateSpan? value)
    {
        if (value is not null)
        {
            return Read(name, value);
        }

        Fault(name, "is required: a start date, and the first day outside unless it is open");
        return default;
    }

    public DateSpan? OptionalSpan(string name, V1.DateSpan? value) => value is null ? null : Read(name, value);

    public FactId Fact(string name, string value) => new(Uuid(name, value));

    public FactId? OptionalFact(string name, string value) => value.Length == 0 ? null : Fact(name, value);

    public AccountId Account(string name, string value) => new(Uuid(name, value));

    public AccountId? OptionalAccount(string name, string value) => value.Length == 0 ? null : Account(name, value);

    public MemberId Member(string name, string value) => new(Uuid(name, value));

    public MemberId? OptionalMember(string name, string value) => value.Length == 0 ? null : Member(name, value);

    /// <summary>
    /// The last part of a creditor's name, which may be given alone. The agency in a full name is remembered, to be compared with the
    /// household's when that is known (<see cref="FieldFaults.CreditorOfAnother"/>).
    /// </summary>
    public CreditorId Creditor(string name, string value)
    {
        var (agency, last) = ResourceNames.CreditorParts(value);
        var creditor = new CreditorId(SlugOf(name, last));
        if (agency is { } owner)
        {
            faults.Name(Path(name), owner, creditor);
        }

        return creditor;
    }

    public CreditorId? OptionalCreditor(string name, string value) => value.Length == 0 ? null : Creditor(name, value);

    public StaffId Staff(string name, string value) => new(SlugOf(name, value));

    /// <summary>A word that people choose and that is stored in clear.</summary>
    public string SlugOf(string name, string value)
    {
        if (value.Length == 0)
        {
            Fault(name, "is required: 1 to 64 of a-z 0-9 - _ . beginning with a letter or digit");
        }
        else if (!Slug.IsValid(value))
        {
            Fault(name, "must be 1 to 64 of a-z 0-9 - _ . and begin with a letter or digit");
        }

        return value;
    }

    /// <summary>Words of or about a person; null when nothing is said.</summary>
    public PersonalText? Text(string name, string value)
    {
        if (value.Length > TextLengthMax)
        {
            Fault(name, $"must have at most {TextLengthMax} characters", $"{value.Length} characters");
        }

        return value.Length == 0 ? null : new PersonalText(value);
    }

    /// <summary>A choice that must be made: the wire numbers are the domain's.</summary>
    public T Choice<T>(string name, T value)
        where T : struct, Enum
    {
        if (EqualityComparer<T>.Default.Equals(value, default) || !Enum.IsDefined(value))
        {
            Fault(name, "must be one of the values named in the contract, and not the unspecified one", $"{value:D}");
        }

        return value;
    }

    public Guid Uuid(string name, string value)
    {
        if (Guid.TryParseExact(value, "D", out var id) && id != Guid.Empty)
        {
            return id;
        }

        Fault(name, "must be a UUID such as 6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
        return default;
    }

    private string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private Money Positive(string name, Money? read)
    {
        if (read is { IsPositive: false })
        {
            Fault(name, "must be above zero", $"{read}");
        }

        return read ?? default;
    }

    /// <summary>Null when a fault was noted.</summary>
    private Money? Read(string name, Google.Type.Money value)
    {
        if (!string.Equals(value.CurrencyCode, BookCurrency.Code, StringComparison.Ordinal))
        {
            faults.Add(new FieldFault(
                Path(name), $"must be in {BookCurrency.Code}", Reason: FieldFault.CurrencyOther, Expected: BookCurrency.Code));
        }
        else if (IsTooLarge(value))
        {
            Fault(name, $"must be at most {Bounds.AmountMax} {BookCurrency.Code}", $"{value.Units} units, {value.Nanos} nanos");
        }
        else if (value.Nanos is <= -1_000_000_000 or >= 1_000_000_000 || value.Nanos % NanosPerCent != 0)
        {
            Fault(name, "must be whole cents: nanos are a multiple of 10000000", $"{value.Nanos} nanos");
        }
        else if ((value.Units > 0 && value.Nanos < 0) || (value.Units < 0 && value.Nanos > 0))
        {
            Fault(name, "must have units and nanos of one sign", $"{value.Units} units, {value.Nanos} nanos");
        }
        else
        {
            return new Money(value.Units * CentsPerEuro + value.Nanos / NanosPerCent);
        }

        return null;
    }

    /// <summary>Above the most that a rule allows for an amount, to the cent, in either direction.</summary>
    private static bool IsTooLarge(Google.Type.Money value)
    {
        var unitsMax = Bounds.AmountMax.Cents / CentsPerEuro;
        return value.Units < -unitsMax
            || value.Units > unitsMax
            || Math.Abs(value.Units * CentsPerEuro + value.Nanos / NanosPerCent) > Bounds.AmountMax.Cents;
    }

    private LocalDate Read(string name, Google.Type.Date value)
    {
        if (value.Year is >= 1 and <= 9999
            && value.Month is >= 1 and <= 12
            && value.Day >= 1
            && value.Day <= CalendarSystem.Iso.GetDaysInMonth(value.Year, value.Month))
        {
            return new LocalDate(value.Year, value.Month, value.Day);
        }

        Fault(name, "must be a whole date of the calendar: year, month and day", $"{value.Year}-{value.Month}-{value.Day}");
        return default;
    }

    private DateSpan Read(string name, V1.DateSpan value)
    {
        var inside = In(name);
        var start = inside.Date("start_date", value.StartDate);
        var span = new DateSpan(start, inside.OptionalDate("end_date", value.EndDate));
        if (!span.IsValid)
        {
            inside.Fault("end_date", "must be after start_date: it is the first day outside");
        }

        return span;
    }
}
