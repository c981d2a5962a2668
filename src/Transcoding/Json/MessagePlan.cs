using System.Collections.Concurrent;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.Json;

/// <summary>
/// How messages of one type are read and written: made once from the descriptor, so that no call looks anything up by name.
/// </summary>
internal sealed class MessagePlan
{
    private static readonly ConcurrentDictionary<MessageDescriptor, MessagePlan> Known = new();

    private readonly Dictionary<string, FieldPlan> byName = new(StringComparer.Ordinal);

    private MessagePlan(MessageDescriptor descriptor)
    {
        Descriptor = descriptor;
        HasOwnForm = WellKnownTypes.HaveOwnForm(descriptor);
        Fields = [.. descriptor.Fields.InFieldNumberOrder().Select((field, index) => new FieldPlan(field, index))];
        foreach (var field in Fields)
        {
            byName[field.JsonName.Value] = field;
        }

        // A name of the contract gives way to a JSON name that is spelt like it.
        foreach (var field in Fields)
        {
            byName.TryAdd(field.Name, field);
        }
    }

    public MessageDescriptor Descriptor { get; }

    /// <summary>Whether its JSON is not an object of its fields, such as a time's.</summary>
    public bool HasOwnForm { get; }

    /// <summary>By number.</summary>
    public IReadOnlyList<FieldPlan> Fields { get; }

    public static MessagePlan Of(MessageDescriptor descriptor) => Known.GetOrAdd(descriptor, static made => new MessagePlan(made));

    public IMessage NewMessage() => Descriptor.Parser.ParseFrom(ReadOnlySpan<byte>.Empty);

    /// <param name="name">In the contract's spelling or in JSON's.</param>
    public FieldPlan? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Of a name that is no field, with the nearest place where one of that name is: here, or in a message inside.</summary>
    public string Unknown(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        var near = Find(last)?.Name;
        for (var i = 0; near is null && i < Fields.Count; i++)
        {
            near = Fields[i].Inside?.Find(last) is { } inner ? $"{Fields[i].Name}.{inner.Name}" : null;
        }

        return near is null ? $"is no field of {Descriptor.FullName}" : $"is no field of {Descriptor.FullName}, but {near} is one";
    }

    /// <summary>The field that the reader stands on the name of.</summary>
    /// <param name="next">Where a name is looked for first: most writers keep the order of the contract.</param>
    public FieldPlan? Find(ref Utf8JsonReader json, ref int next)
    {
        for (var tried = 0; tried < Fields.Count; tried++)
        {
            var field = Fields[next];
            next = next + 1 == Fields.Count ? 0 : next + 1;
            if (json.ValueTextEquals(field.JsonName.EncodedUtf8Bytes))
            {
                return field;
            }
        }

        return Find(json.GetString()!);
    }
}
