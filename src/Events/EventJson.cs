using System.Collections;
using System.Collections.Frozen;
using System.Text.Json;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using NodaTime.Text;

namespace BudgetCoaching.Events;

/// <summary>
/// Stored events as JSON for people, made from the published descriptors: days as ISO dates, ids and digests as text, amounts in whole
/// cents, absent fields left out, personal texts as their words when a key is given and as <c>"sealed"</c> otherwise.
/// </summary>
public static class EventJson
{
    public const string SealedMark = "sealed";

    private const int UuidLength = 16;
    private const string DaySuffix = "_day";

    private static readonly FrozenDictionary<string, MessageDescriptor> Kinds =
        new[]
        {
            V1.HouseholdReflection.Descriptor, V1.BudgetReflection.Descriptor, V1.LedgerReflection.Descriptor,
            V1.PlansReflection.Descriptor, V1.ComplianceReflection.Descriptor, V1.NoFaultReflection.Descriptor,
            V1.CoachingReflection.Descriptor, V1.AgencyReflection.Descriptor, V1.ProtectionReflection.Descriptor,
            V1.SuspensionsReflection.Descriptor, V1.HostingReflection.Descriptor,
        }
        .SelectMany(file => file.MessageTypes)
        .Where(message => EventNames.All.Contains(message.Name))
        .ToFrozenDictionary(message => message.Name);

    /// <summary>Writes the event's message as one JSON object.</summary>
    /// <exception cref="UnknownEventException">A kind or schema of a later program.</exception>
    /// <exception cref="MalformedEventException">The bytes do not follow the schema.</exception>
    public static void Write(Utf8JsonWriter json, EventName name, ReadOnlySpan<byte> bytes, EventPlace place, HouseholdSeal? seal)
    {
        if (name.Schema != EventNames.Schema || !Kinds.TryGetValue(name.Name, out var kind))
        {
            throw new UnknownEventException(name);
        }

        var message = Parse(kind, name, bytes);
        try
        {
            Write(json, message, seal is null ? null : new Opening(seal, place), "");
        }
        catch (InvalidDataException malformed)
        {
            throw new MalformedEventException(name, malformed);
        }
    }

    /// <summary>Writes an event's meta as one JSON object.</summary>
    /// <exception cref="MalformedEventException">The bytes are no meta.</exception>
    public static void WriteMeta(Utf8JsonWriter json, ReadOnlySpan<byte> bytes) =>
        Write(json, Parse(V1.Meta.Descriptor, new EventName(V1.Meta.Descriptor.Name, EventNames.Schema), bytes), null, "");

    private static IMessage Parse(MessageDescriptor kind, EventName name, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return kind.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw new MalformedEventException(name, malformed);
        }
    }

    private static void Write(Utf8JsonWriter json, IMessage message, Opening? opening, string prefix)
    {
        json.WriteStartObject();
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (IsAbsent(field, message, value))
            {
                continue;
            }

            json.WritePropertyName(field.JsonName);
            if (!field.IsRepeated)
            {
                WriteValue(json, field, value, opening, SealPath.Of(prefix, field.FieldNumber));
                continue;
            }

            json.WriteStartArray();
            var index = 0;
            foreach (var item in (IList)value)
            {
                WriteValue(json, field, item!, opening, SealPath.Of(prefix, field.FieldNumber, index++));
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Figures and flags are written whatever their value, text and ids when not empty, optional fields when present.</summary>
    private static bool IsAbsent(FieldDescriptor field, IMessage message, object? value) => value switch
    {
        _ when field.IsRepeated => ((IList)value!).Count == 0,
        null => true,
        string { Length: 0 } or ByteString { IsEmpty: true } => true,
        _ => field.HasPresence && !field.Accessor.HasValue(message),
    };

    private static void WriteValue(Utf8JsonWriter json, FieldDescriptor field, object value, Opening? opening, string path)
    {
        switch (value)
        {
            case V1.Sealed text:
                json.WriteStringValue(opening?.Open(text, path) ?? SealedMark);
                break;
            case IMessage message:
                Write(json, message, opening, path + ".");
                break;
            case ByteString bytes:
                json.WriteStringValue(Text(bytes.Span));
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int day when field.Name.EndsWith(DaySuffix, StringComparison.Ordinal):
                json.WriteStringValue(LocalDatePattern.Iso.Format(CivilDay.ToDate(day)));
                break;
            case int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                WriteEnum(json, field, value);
                break;
        }
    }

    /// <summary>A value of a later program is written as its number.</summary>
    private static void WriteEnum(Utf8JsonWriter json, FieldDescriptor field, object value)
    {
        var number = Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture);
        if (field.EnumType.FindValueByNumber(number) is { } known)
        {
            json.WriteStringValue(known.Name);
        }
        else
        {
            json.WriteNumberValue(number);
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes) =>
        bytes.Length == UuidLength ? new Guid(bytes, bigEndian: true).ToString("D") : Convert.ToHexStringLower(bytes);

    private sealed record Opening(HouseholdSeal Seal, EventPlace Place)
    {
        public string? Open(V1.Sealed text, string path) =>
            Seal.Open(unchecked((int)text.KeyId), text.Nonce.Span, text.Ciphertext.Span, Place, path).Text;
    }
}
