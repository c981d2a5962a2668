using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.Json;

/// <summary>
/// Reads a message from its proto3 JSON: names in either spelling, numbers as numbers or texts, null for what is absent. What is wrong
/// is gathered with its place, and reading goes on after it.
/// </summary>
internal ref struct JsonMessageReader
{
    /// <summary>How deep objects and arrays may lie in each other: as deep as protobuf lets messages.</summary>
    public const int DepthMax = 100;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = DepthMax };

    private readonly ReadOnlySequence<byte> text;
    private readonly JsonFaults faults;
    private Utf8JsonReader json;

    private JsonMessageReader(ReadOnlySequence<byte> text, JsonFaults faults)
    {
        (this.text, this.faults) = (text, faults);
        json = new Utf8JsonReader(text, isFinalBlock: true, new JsonReaderState(Options));
    }

    /// <param name="body">The field that the text fills; null: the whole message.</param>
    public static void Read(ReadOnlySequence<byte> text, IMessage message, FieldPlan? body, JsonFaults faults)
    {
        var reader = new JsonMessageReader(text, faults);
        try
        {
            reader.ReadDocument(message, body);
        }
        catch (JsonException malformed)
        {
            faults.Add("", string.Create(
                CultureInfo.InvariantCulture,
                $"is no JSON, or deeper than {DepthMax}: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}"));
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for a text that is no Unicode.
            faults.Add("", "holds a text that is not Unicode");
        }
    }

    private void ReadDocument(IMessage message, FieldPlan? body)
    {
        json.Read();
        if (body is not null)
        {
            ReadField(message, body);
        }
        else if (json.TokenType == JsonTokenType.StartObject)
        {
            ReadFields(message, MessagePlan.Of(message.Descriptor));
        }
        else
        {
            faults.Add("", "must be an object");
            json.Skip();
        }

        // Fails if anything follows.
        json.Read();
    }

    private void ReadFields(IMessage message, MessagePlan plan)
    {
        var seen = new bool[plan.Fields.Count];
        var next = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = plan.Find(ref json, ref next);
            if (field is null || seen[field.Index])
            {
                faults.Add(
                    field?.Name ?? json.GetString()!,
                    field is null ? plan.Unknown(json.GetString()!) : "is given twice");
                json.Skip();
                continue;
            }

            seen[field.Index] = true;
            json.Read();
            ReadField(message, field);
        }
    }

    /// <summary>The reader stands on the first token of the value.</summary>
    private void ReadField(IMessage message, FieldPlan field)
    {
        if (json.TokenType == JsonTokenType.Null && (field.IsMany || !field.Value.TakesNull))
        {
            return;
        }

        var before = faults.Count;
        if (field.TakenChoice(message) is { } choice)
        {
            faults.Add("", $"cannot be given beside another choice of {choice}");
            json.Skip();
        }
        else if (field.Key is not null)
        {
            ReadMap(field, (IDictionary)field.Get(message)!);
        }
        else if (field.IsRepeated)
        {
            ReadList(field.Value, (IList)field.Get(message)!);
        }
        else if (ReadValue(field.Value) is { } value)
        {
            field.Set(message, value);
        }

        if (faults.Count > before)
        {
            faults.PutUnder(field.Name, before);
        }
    }

    private void ReadList(ValuePlan plan, IList list)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            faults.Add("", "must be a list");
            json.Skip();
            return;
        }

        for (var index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            var before = faults.Count;
            if (ReadValue(plan) is { } value)
            {
                list.Add(value);
            }

            faults.PutUnder(index, before);
        }
    }

    private void ReadMap(FieldPlan field, IDictionary map)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            faults.Add("", "must be an object");
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            var before = faults.Count;
            var key = TextValues.Parse(field.Key!, name);
            json.Read();
            if (key is null || map.Contains(key))
            {
                faults.Add("", key is null ? $"as a key {field.Key!.Wanted}" : "is given twice");
                json.Skip();
            }
            else if (ReadValue(field.Value) is { } value)
            {
                map.Add(key, value);
            }

            if (faults.Count > before)
            {
                faults.PutUnder(name, before);
            }
        }
    }

    /// <returns>Null when there is a fault, which has been said then.</returns>
    private object? ReadValue(ValuePlan plan)
    {
        var value = plan.Kind == FieldType.Message ? ReadMessage(plan.Message) : ReadScalar(plan);
        if (value is null)
        {
            faults.Add("", plan.Wanted);
            json.Skip();
        }

        return value;
    }

    private IMessage? ReadMessage(MessagePlan plan)
    {
        if (plan.HasOwnForm)
        {
            var start = json.TokenStartIndex;
            json.Skip();
            return WellKnownTypes.Parse(Encoding.UTF8.GetString(text.Slice(start, json.BytesConsumed - start)), plan.Descriptor);
        }

        if (json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var message = plan.NewMessage();
        ReadFields(message, plan);
        return message;
    }

    private object? ReadScalar(ValuePlan plan) => json.TokenType switch
    {
        JsonTokenType.String when plan.Kind is not FieldType.Bool => ReadText(plan),
        JsonTokenType.Number => ReadNumber(plan.Kind),
        JsonTokenType.True when plan.Kind == FieldType.Bool => true,
        JsonTokenType.False when plan.Kind == FieldType.Bool => false,
        _ => null,
    };

    /// <summary>The number of an enum's value is no name of it, although a query may give it as one.</summary>
    private object? ReadText(ValuePlan plan)
    {
        var word = json.GetString()!;
        return plan.Kind == FieldType.Enum
            ? plan.Enum!.TryNumber(word, out var number) ? number : null
            : TextValues.Parse(plan, word);
    }

    private object? ReadNumber(FieldType kind) => kind switch
    {
        FieldType.Double => json.TryGetDouble(out var real) && double.IsFinite(real) ? real : null,
        FieldType.Float => json.TryGetDouble(out var real) && double.IsFinite(real) ? TextValues.AsFloat(real) : null,
        FieldType.Enum => json.TryGetInt32(out var number) ? number : null,
        FieldType.Bool or FieldType.String or FieldType.Bytes => null,
        _ when json.TryGetInt64(out var whole) => TextValues.AsWhole(kind, whole),
        _ when json.TryGetDecimal(out var number) => TextValues.AsWhole(kind, number),
        _ => null,
    };
}
