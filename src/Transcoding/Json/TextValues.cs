using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.Json;

/// <summary>Values out of text: words of a path or query, JSON strings where a number is meant, and keys of maps.</summary>
internal static class TextValues
{
    private const NumberStyles Real = NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite);
    private const int Base64Quantum = 4;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <returns>Null when the text is no such value.</returns>
    public static object? Parse(ValuePlan plan, string text) => plan.Kind switch
    {
        FieldType.String => text,
        FieldType.Bool => text switch { "true" => true, "false" => false, _ => null },
        FieldType.Bytes => ParseBytes(text),
        FieldType.Enum => ParseEnum(plan.Enum!, text),
        FieldType.Double => ParseDouble(text),
        FieldType.Float => ParseDouble(text) is { } real ? AsFloat(real) : null,
        FieldType.Message => WellKnownTypes.Parse(JsonSerializer.Serialize(text), plan.Message.Descriptor),
        FieldType.UInt64 or FieldType.Fixed64 when ulong.TryParse(text, NumberStyles.None, Invariant, out var large) => large,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out var whole) => AsWhole(plan.Kind, whole),
        _ when decimal.TryParse(text, Real, Invariant, out var number) => AsWhole(plan.Kind, number),
        _ => null,
    };

    /// <returns>Null when the number does not fit, or the kind is not a whole number.</returns>
    public static object? AsWhole(FieldType kind, long number) => kind switch
    {
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => number is >= int.MinValue and <= int.MaxValue ? (int)number : null,
        FieldType.UInt32 or FieldType.Fixed32 => number is >= 0 and <= uint.MaxValue ? (uint)number : null,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => number,
        FieldType.UInt64 or FieldType.Fixed64 => number >= 0 ? (ulong)number : null,
        _ => null,
    };

    /// <summary>A number with a point or exponent whose value is whole all the same, such as 1.0 or 2e3.</summary>
    public static object? AsWhole(FieldType kind, decimal number)
    {
        if (number != decimal.Truncate(number))
        {
            return null;
        }

        if (number is >= long.MinValue and <= long.MaxValue)
        {
            return AsWhole(kind, (long)number);
        }

        return kind is FieldType.UInt64 or FieldType.Fixed64 && number is > 0 and <= ulong.MaxValue ? (ulong)number : null;
    }

    /// <returns>Null when the number is finite and too large for a float.</returns>
    public static object? AsFloat(double number) =>
        double.IsFinite(number) && float.IsInfinity((float)number) ? null : (float)number;

    public static ByteString? ParseBytes(string text)
    {
        var digits = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var padded = digits.PadRight((digits.Length + Base64Quantum - 1) / Base64Quantum * Base64Quantum, '=');
        var bytes = new byte[padded.Length / Base64Quantum * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? ByteString.CopyFrom(bytes.AsSpan(0, length)) : null;
    }

    private static object? ParseEnum(EnumPlan plan, string text) =>
        plan.TryNumber(text, out var named) ? named
        : int.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out var number) ? number
        : null;

    private static double? ParseDouble(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, Real, Invariant, out var number) && double.IsFinite(number) ? number : null,
    };
}
