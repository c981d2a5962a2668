namespace BudgetCoaching.Domain;

/// <summary>A household; the owner of the stream <c>Household-{id}</c>. Random, so that it says nothing about the family.</summary>
public readonly record struct HouseholdId(Guid Value)
{
    /// <summary>A version that RFC 9562 gives to no UUID: under such ids the key store keeps what belongs to no household.</summary>
    private const int ReservedVersion = 15;

    /// <summary>No household can be enrolled under it.</summary>
    public bool IsReserved => Value.Version == ReservedVersion;

    public override string ToString() => Value.ToString("D");
}

/// <summary>
/// One fact of a household (a charge, a payment, a promise, a check…): chosen by the client or derived from its request, unique in the
/// household over all kinds of fact, and kept by every correction of the fact (R4).
/// </summary>
public readonly record struct FactId(Guid Value) : IComparable<FactId>
{
    /// <summary>Byte order of the written form, so that ties fall alike on every machine (R13, R22).</summary>
    public int CompareTo(FactId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A person of the household. Random: the name is a sealed field elsewhere (R10).</summary>
public readonly record struct MemberId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}

/// <summary>An account in which a household keeps money. Follows from a number that is stored nowhere (R10).</summary>
public readonly record struct AccountId(Guid Value) : IComparable<AccountId>
{
    public int CompareTo(AccountId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A body to which households owe money, as registered by the agency. A slug (see <see cref="Slug"/>).</summary>
public readonly record struct CreditorId(string Value) : IComparable<CreditorId>
{
    public int CompareTo(CreditorId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>A housing agency or cooperative; the owner of the stream <c>Agency-{id}</c>. A slug.</summary>
public readonly record struct AgencyId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A flat in which an agency hosts households for a time. A slug, which says no street.</summary>
public readonly record struct FlatId(string Value) : IComparable<FlatId>
{
    public int CompareTo(FlatId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>A member of staff as an opaque id (R10), such as the subject of a sign-in. A slug.</summary>
public readonly record struct StaffId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One published set of an agency's parameters (R60). A slug.</summary>
public readonly record struct ParameterSetId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The form of ids that people choose: 1 to 64 of <c>a-z 0-9 - _ .</c>, beginning with a letter or digit.</summary>
public static class Slug
{
    public const int LengthMax = 64;

    public static bool IsValid(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LengthMax || text[0] is '-' or '_' or '.')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
