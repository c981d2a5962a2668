using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.Json;

/// <summary>One field of a message: its names, its place and its values.</summary>
internal sealed class FieldPlan
{
    private readonly FieldDescriptor field;

    public FieldPlan(FieldDescriptor field, int index)
    {
        this.field = field;
        Index = index;
        Name = field.Name;
        JsonName = JsonEncodedText.Encode(field.JsonName, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        Key = field.IsMap ? new ValuePlan(field.MessageType.FindFieldByNumber(1)) : null;
        Value = new ValuePlan(field.IsMap ? field.MessageType.FindFieldByNumber(2) : field);
        IsRepeated = field.IsRepeated && !field.IsMap;
        HasPresence = !field.IsRepeated && field.HasPresence;
    }

    /// <summary>Within the message's plan.</summary>
    public int Index { get; }

    /// <summary>As the contract spells it.</summary>
    public string Name { get; }

    public JsonEncodedText JsonName { get; }

    /// <summary>Of a map's keys; null when the field is none.</summary>
    public ValuePlan? Key { get; }

    /// <summary>Of the field's value, or of each element's.</summary>
    public ValuePlan Value { get; }

    public bool IsRepeated { get; }

    public bool IsMany => IsRepeated || Key is not null;

    /// <summary>Whether an unset field differs from one with its default.</summary>
    public bool HasPresence { get; }

    /// <summary>Of a single message whose JSON is an object of its fields; null otherwise.</summary>
    public MessagePlan? Inside => !IsMany && Value.Kind == FieldType.Message && !Value.Message.HasOwnForm ? Value.Message : null;

    /// <summary>Whether a value can be written as one word of a path or query.</summary>
    public bool HasTextForm => Key is null && Value.HasTextForm;

    /// <summary>The name of the choice that the field belongs to, when another field of it is set already; else null.</summary>
    public string? TakenChoice(IMessage message) =>
        field.RealContainingOneof is { } choice
        && choice.Accessor.GetCaseFieldDescriptor(message) is { } taken
        && taken.FieldNumber != field.FieldNumber ? choice.Name : null;

    public bool IsSet(IMessage message) => field.Accessor.HasValue(message);

    public object? Get(IMessage message) => field.Accessor.GetValue(message);

    public void Set(IMessage message, object value) => field.Accessor.SetValue(message, value);
}
