using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.Json;

/// <summary>
/// Writes a message as proto3 JSON: camelCase names, enums by name, 64-bit numbers as texts. What has a default is written with it; a
/// message, an optional or a choice that is not set is left out.
/// </summary>
internal static class JsonMessageWriter
{
    private const int LongestNumber = 20;

    private static readonly JsonWriterOptions Options = new()
    {
        // What is sent is no HTML: names stay readable, and shorter.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static Utf8JsonWriter NewWriter(IBufferWriter<byte> output) => new(output, Options);

    public static void Write(Utf8JsonWriter json, IMessage message, MessagePlan plan)
    {
        if (plan.HasOwnForm)
        {
            WellKnownTypes.Write(json, message);
            return;
        }

        json.WriteStartObject();
        WriteFields(json, message, plan);
        json.WriteEndObject();
    }

    /// <summary>The fields without the braces, for what stands beside fields of its own.</summary>
    public static void WriteFields(Utf8JsonWriter json, IMessage message, MessagePlan plan)
    {
        // By index: the list as an interface would hand out an enumerator on the heap for every message.
        for (var i = 0; i < plan.Fields.Count; i++)
        {
            var field = plan.Fields[i];
            if (!field.HasPresence || field.IsSet(message))
            {
                json.WritePropertyName(field.JsonName);
                WriteField(json, field, field.Get(message)!);
            }
        }
    }

    /// <param name="value">Of the field as a whole: a list, a map or one value.</param>
    public static void WriteField(Utf8JsonWriter json, FieldPlan field, object value)
    {
        if (field.Key is { } key)
        {
            json.WriteStartObject();
            foreach (DictionaryEntry entry in (IDictionary)value)
            {
                json.WritePropertyName(KeyText(key, entry.Key));
                WriteValue(json, field.Value, entry.Value!);
            }

            json.WriteEndObject();
        }
        else if (field.IsRepeated)
        {
            var list = (IList)value;
            json.WriteStartArray();
            for (var i = 0; i < list.Count; i++)
            {
                WriteValue(json, field.Value, list[i]!);
            }

            json.WriteEndArray();
        }
        else
        {
            WriteValue(json, field.Value, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, ValuePlan plan, object value)
    {
        switch (plan.Kind)
        {
            case FieldType.Message:
                Write(json, (IMessage)value, plan.Message);
                break;
            case FieldType.String:
                json.WriteStringValue((string)value);
                break;
            case FieldType.Bool:
                json.WriteBooleanValue((bool)value);
                break;
            case FieldType.Enum:
                WriteEnum(json, plan.Enum!, (int)value);
                break;
            case FieldType.Bytes:
                json.WriteBase64StringValue(((ByteString)value).Span);
                break;
            case FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32:
                json.WriteNumberValue((int)value);
                break;
            case FieldType.UInt32 or FieldType.Fixed32:
                json.WriteNumberValue((uint)value);
                break;
            case FieldType.Float:
                WriteReal(json, (float)value);
                break;
            case FieldType.Double:
                WriteReal(json, (double)value);
                break;
            default:
                WriteLong(json, value);
                break;
        }
    }

    private static void WriteEnum(Utf8JsonWriter json, EnumPlan plan, int number)
    {
        if (plan.TryName(number, out var name))
        {
            json.WriteStringValue(name);
        }
        else
        {
            json.WriteNumberValue(number);
        }
    }

    /// <summary>As a text: many readers hold a number in a double, and that has 53 bits.</summary>
    private static void WriteLong(Utf8JsonWriter json, object value)
    {
        Span<byte> digits = stackalloc byte[LongestNumber];
        int written;
        if (value is long number)
        {
            number.TryFormat(digits, out written, provider: CultureInfo.InvariantCulture);
        }
        else
        {
            ((ulong)value).TryFormat(digits, out written, provider: CultureInfo.InvariantCulture);
        }

        json.WriteStringValue(digits[..written]);
    }

    private static void WriteReal(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            WriteReal(json, (double)value);
        }
    }

    private static void WriteReal(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static string KeyText(ValuePlan key, object value) => key.Kind switch
    {
        FieldType.String => (string)value,
        FieldType.Bool => (bool)value ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
