using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace BudgetCoaching.Transcoding.Json;

/// <summary>The types whose JSON is not an object of their fields. They are left to the protobuf library.</summary>
internal static class WellKnownTypes
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    private static readonly HashSet<string> Wrappers = new(
    [
        BoolValue.Descriptor.FullName, Int32Value.Descriptor.FullName, Int64Value.Descriptor.FullName, UInt32Value.Descriptor.FullName,
        UInt64Value.Descriptor.FullName, FloatValue.Descriptor.FullName, DoubleValue.Descriptor.FullName, StringValue.Descriptor.FullName,
        BytesValue.Descriptor.FullName,
    ], StringComparer.Ordinal);

    /// <summary>Written as one text.</summary>
    private static readonly HashSet<string> Texts = new(
        [Timestamp.Descriptor.FullName, Duration.Descriptor.FullName, FieldMask.Descriptor.FullName], StringComparer.Ordinal);

    private static readonly HashSet<string> Others = new(
        [Struct.Descriptor.FullName, Value.Descriptor.FullName, ListValue.Descriptor.FullName, Any.Descriptor.FullName],
        StringComparer.Ordinal);

    public static bool IsWrapper(MessageDescriptor type) => Wrappers.Contains(type.FullName);

    public static bool HaveOwnForm(MessageDescriptor type) => HaveTextForm(type) || Others.Contains(type.FullName);

    public static bool HaveTextForm(MessageDescriptor type) => Texts.Contains(type.FullName) || IsWrapper(type);

    public static bool IsAnyJson(MessageDescriptor type) => type.FullName == Value.Descriptor.FullName;

    public static string Wanted(MessageDescriptor type) =>
        type.FullName == Timestamp.Descriptor.FullName ? "must be a time such as 2025-06-01T12:00:00Z"
        : type.FullName == Duration.Descriptor.FullName ? "must be a duration such as 1.5s"
        : HaveOwnForm(type) ? $"must be the JSON of a {type.FullName}"
        : "must be an object";

    public static void Write(Utf8JsonWriter json, IMessage message) =>
        json.WriteRawValue(Formatter.Format(message), skipInputValidation: true);

    /// <returns>Null when the text is no JSON of the type.</returns>
    public static IMessage? Parse(string json, MessageDescriptor type)
    {
        try
        {
            return JsonParser.Default.Parse(json, type);
        }
        catch (Exception malformed) when (malformed is IOException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
