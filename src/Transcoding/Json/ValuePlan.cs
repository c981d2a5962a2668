using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.Json;

/// <summary>One value: of a field, of an element of a list, of a key or value of a map.</summary>
internal sealed class ValuePlan
{
    private readonly MessageDescriptor? message;
    private MessagePlan? plan;

    public ValuePlan(FieldDescriptor field)
    {
        // A wrapper stands in the message as the value that it wraps, or nothing.
        if (field.FieldType == FieldType.Message && WellKnownTypes.IsWrapper(field.MessageType))
        {
            field = field.MessageType.FindFieldByNumber(1);
        }

        Kind = field.FieldType == FieldType.Group ? FieldType.Message : field.FieldType;
        message = Kind == FieldType.Message ? field.MessageType : null;
        Enum = Kind == FieldType.Enum ? EnumPlan.Of(field.EnumType) : null;
    }

    public FieldType Kind { get; }

    /// <summary>Null unless the value is one.</summary>
    public EnumPlan? Enum { get; }

    /// <summary>Only of messages. Made when it is asked for first, as messages may contain themselves.</summary>
    public MessagePlan Message => plan ??= MessagePlan.Of(message!);

    public bool HasTextForm => message is null || WellKnownTypes.HaveTextForm(message);

    /// <summary>JSON's null is a value of this type, and not the absence of one.</summary>
    public bool TakesNull => message is not null && WellKnownTypes.IsAnyJson(message);

    /// <summary>What a value must be, to follow a field's name.</summary>
    public string Wanted => Kind switch
    {
        FieldType.Bool => "must be true or false",
        FieldType.String => "must be a text",
        FieldType.Bytes => "must be a text in base64",
        FieldType.Enum => Enum!.Wanted,
        FieldType.Double or FieldType.Float => "must be a number",
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => "must be a whole number of 32 bits",
        FieldType.UInt32 or FieldType.Fixed32 => "must be a whole number of 32 bits, not negative",
        FieldType.UInt64 or FieldType.Fixed64 => "must be a whole number of 64 bits, not negative",
        FieldType.Message => WellKnownTypes.Wanted(message!),
        _ => "must be a whole number of 64 bits",
    };
}
