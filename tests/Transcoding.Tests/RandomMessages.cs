using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Duration = Google.Protobuf.WellKnownTypes.Duration;
using Value = Google.Protobuf.WellKnownTypes.Value;

namespace BudgetCoaching.Transcoding.Tests;

/// <summary>Messages with every kind of value in every kind of field, the same for the same seed.</summary>
internal sealed class RandomMessages(int seed)
{
    private const int DepthMax = 3;
    private const int ItemsMax = 3;

    private static readonly string[] Texts = ["", "a", "è €", "\"quoted\" \\ / <b>&'", "\n\t\0", "𝄞", "123", "true"];
    private static readonly long[] Longs = [0, 1, -1, 42, long.MinValue, long.MaxValue, 1L << 53];
    private static readonly double[] Reals = [0, -0.5, 1e20, 1.5e-7, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 3];

    private readonly Random random = new(seed);

    public IMessage Next(MessageDescriptor type) => Message(type, depth: 0);

    private IMessage Message(MessageDescriptor type, int depth)
    {
        switch (type.FullName)
        {
            case "google.protobuf.Timestamp":
                return new Timestamp { Seconds = random.NextInt64(-62135596800, 253402300799), Nanos = Nanos() };
            case "google.protobuf.Duration":
                return new Duration { Seconds = random.Next(0, 1000), Nanos = Nanos() };
            case "google.protobuf.FieldMask":
                return new FieldMask { Paths = { "a_b", "c.d_e" } };
            case "google.protobuf.Struct":
                return new Struct { Fields = { ["k"] = Value.ForNumber(1.5), ["n"] = Value.ForNull() } };
            case "google.protobuf.Value":
                return random.Next(2) == 0 ? Value.ForNull() : Value.ForList(Value.ForString("x"), Value.ForBool(true));
        }

        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder().Where(_ => random.Next(3) > 0))
        {
            Fill(message, field, depth);
        }

        return message;
    }

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.FieldType == FieldType.Message && !field.IsMap && depth >= DepthMax)
        {
            return;
        }

        if (field.IsMap)
        {
            var map = (IDictionary)field.Accessor.GetValue(message);
            var (key, value) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
            for (var i = random.Next(ItemsMax); i > 0 && depth < DepthMax; i--)
            {
                map[One(key, depth)] = One(value, depth);
            }
        }
        else if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            for (var i = random.Next(ItemsMax); i > 0; i--)
            {
                list.Add(One(field, depth));
            }
        }
        else
        {
            field.Accessor.SetValue(message, One(field, depth));
        }
    }

    private object One(FieldDescriptor field, int depth)
    {
        var number = Longs[random.Next(Longs.Length)];
        return field.FieldType switch
        {
            FieldType.Bool => random.Next(2) == 0,
            FieldType.String => Texts[random.Next(Texts.Length)],
            FieldType.Bytes => ByteString.CopyFrom(BitConverter.GetBytes(number)[..random.Next(8)]),
            FieldType.Enum => random.Next(4) == 0 ? 99 : field.EnumType.Values[random.Next(field.EnumType.Values.Count)].Number,
            FieldType.Double => Reals[random.Next(Reals.Length)],
            FieldType.Float => (float)Reals[random.Next(Reals.Length)],
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => unchecked((int)number),
            FieldType.UInt32 or FieldType.Fixed32 => unchecked((uint)number),
            FieldType.UInt64 or FieldType.Fixed64 => unchecked((ulong)number),
            FieldType.Message when field.MessageType.File.Name == "google/protobuf/wrappers.proto" =>
                One(field.MessageType.FindFieldByNumber(1), depth),
            FieldType.Message => Message(field.MessageType, depth + 1),
            _ => number,
        };
    }

    /// <summary>None, or some of every length that is written.</summary>
    private int Nanos() => random.Next(4) switch { 0 => 0, 1 => 5_000_000, 2 => 5_000, _ => 5 };
}
