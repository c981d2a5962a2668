using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using BudgetCoaching.Transcoding.Json;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Shelf.V1;

namespace BudgetCoaching.Transcoding.Tests;

/// <summary>What is written and read, held against the protobuf library's own JSON.</summary>
public class Json_of_messages
{
    private static readonly JsonFormatter Oracle = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    [Fact]
    public void Any_message_is_written_as_the_protobuf_library_writes_it() => Prop.ForAll<int>(seed =>
    {
        var message = new RandomMessages(seed).Next(Everything.Descriptor);

        JsonNode.DeepEquals(JsonNode.Parse(Write(message)), JsonNode.Parse(Oracle.Format(message))).Should().BeTrue(Write(message));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_message_comes_back_from_its_json() => Prop.ForAll<int>(seed =>
    {
        var message = (Everything)new RandomMessages(seed).Next(Everything.Descriptor);

        var (read, faults) = Read(Write(message));

        faults.Should().BeEmpty();
        read.Should().Be(message);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_that_is_cut_into_pieces_reads_the_same() => Prop.ForAll<int, PositiveInt>((seed, size) =>
    {
        var message = (Everything)new RandomMessages(seed).Next(Everything.Descriptor);
        var faults = new JsonFaults();
        var read = new Everything();

        JsonMessageReader.Read(InPieces(Encoding.UTF8.GetBytes(Write(message)), size.Get), read, body: null, faults);

        faults.All.Should().BeEmpty();
        read.Should().Be(message);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_are_read_in_either_spelling_and_null_means_absent()
    {
        var (read, faults) = Read(
            """
            {"an_int32": 1, "anInt64": "2", "aUint32": 3.0, "a_uint64": 2e2, "other_name": null, "renamed": "x", "longs": [1, "2"],
             "byName": {"a": 1}, "aTime": "2025-06-01T12:00:00.5+02:00", "aString": null, "inner": null, "aValue": null, "colour": 1}
            """.Replace("\"other_name\": null, ", "", StringComparison.Ordinal));

        faults.Should().BeEmpty();
        read.Should().Be(new Everything
        {
            AnInt32 = 1,
            AnInt64 = 2,
            AUint32 = 3,
            AUint64 = 200,
            Renamed = "x",
            Longs = { 1, 2 },
            ByName = { ["a"] = 1 },
            ATime = new Timestamp { Seconds = 1748772000, Nanos = 500_000_000 },
            AValue = Value.ForNull(),
            Colour = Colour.Red,
        });
    }

    [Theory]
    [InlineData("""{"anInt32": "x"}""", "an_int32", "must be a whole number of 32 bits")]
    [InlineData("""{"anInt32": 1.5}""", "an_int32", "must be a whole number of 32 bits")]
    [InlineData("""{"anInt32": 2147483648}""", "an_int32", "must be a whole number of 32 bits")]
    [InlineData("""{"anInt32": true}""", "an_int32", "must be a whole number of 32 bits")]
    [InlineData("""{"anInt32": {"a": [1]}}""", "an_int32", "must be a whole number of 32 bits")]
    [InlineData("""{"aUint32": -1}""", "a_uint32", "must be a whole number of 32 bits, not negative")]
    [InlineData("""{"anInt64": "9223372036854775808"}""", "an_int64", "must be a whole number of 64 bits")]
    [InlineData("""{"aUint64": 18446744073709551616}""", "a_uint64", "must be a whole number of 64 bits, not negative")]
    [InlineData("""{"aBool": "true"}""", "a_bool", "must be true or false")]
    [InlineData("""{"aString": 1}""", "a_string", "must be a text")]
    [InlineData("""{"someBytes": "*"}""", "some_bytes", "must be a text in base64")]
    [InlineData("""{"aDouble": "1,5"}""", "a_double", "must be a number")]
    [InlineData("""{"aFloat": 1e300}""", "a_float", "must be a number")]
    [InlineData("""{"colour": "RED"}""", "colour", "must be a value of shelf.v1.Colour, such as COLOUR_NAVY_BLUE")]
    [InlineData("""{"inner": []}""", "inner", "must be an object")]
    [InlineData("""{"inner": {"inner": {"aBool": 1}}}""", "inner.inner.a_bool", "must be true or false")]
    [InlineData("""{"inners": [{}, {"longs": [1, null]}]}""", "inners[1].longs[1]", "must be a whole number of 64 bits")]
    [InlineData("""{"longs": 1}""", "longs", "must be a list")]
    [InlineData("""{"byName": []}""", "by_name", "must be an object")]
    [InlineData("""{"byNumber": {"x": {}}}""", "by_number.x", "as a key must be a whole number of 64 bits")]
    [InlineData("""{"byNumber": {"7": {"aBool": 0}}}""", "by_number.7.a_bool", "must be true or false")]
    [InlineData("""{"byNumber": {"7": {}, "07": {}}}""", "by_number.07", "is given twice")]
    [InlineData("""{"aTime": "yesterday"}""", "a_time", "must be a time such as 2025-06-01T12:00:00Z")]
    [InlineData("""{"aDuration": {"seconds": 1}}""", "a_duration", "must be a duration such as 1.5s")]
    [InlineData("""{"chosenText": "a", "chosenNumber": 1}""", "chosen_number", "cannot be given beside another choice of choice")]
    [InlineData("""{"aBool": true, "a_bool": true}""", "a_bool", "is given twice")]
    [InlineData("""{"nothing": {"a": [1]}}""", "nothing", "is no field of shelf.v1.Everything")]
    [InlineData("""{"inner": {"nothing": 1}}""", "inner.nothing", "is no field of shelf.v1.Everything")]
    [InlineData("""{"pages": 1}""", "pages", "is no field of shelf.v1.Everything, but chosen_book.pages is one")]
    [InlineData("[]", "", "must be an object")]
    [InlineData("""{"aString": "\ud834"}""", "", "holds a text that is not Unicode")]
    [InlineData("{\n\"aBool\": tru}", "", "is no JSON, or deeper than 100: line 2, byte 13")]
    [InlineData("{} {}", "", "is no JSON, or deeper than 100: line 1, byte 4")]
    [InlineData(" ", "", "is no JSON, or deeper than 100: line 1, byte 2")]
    public void What_is_wrong_is_told_with_the_path_of_the_field(string json, string field, string description) =>
        Read(json).Faults.Should().Equal(new JsonFault(field, description));

    [Theory]
    [InlineData("viewpoint.aBool", "is no field of shelf.v1.Everything, but a_bool is one")]
    [InlineData("inner.chosen_book.nothing", "is no field of shelf.v1.Everything")]
    public void A_path_that_leads_nowhere_is_told_where_a_field_of_that_name_is(string path, string description) =>
        MessagePlan.Of(Everything.Descriptor).Unknown(path).Should().Be(description);

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_up_to_a_bound()
    {
        Read("""{"anInt32": "x", "aBool": 1, "inner": {"aString": 2}, "x": 3, "anInt64": 5}""").Faults.Select(fault => fault.Field)
            .Should().Equal("an_int32", "a_bool", "inner.a_string", "x");
        Read($$"""{"longs": [{{string.Join(',', Enumerable.Repeat("true", 1000))}}]}""").Faults.Should().HaveCount(JsonFaults.CountMax);
    }

    [Fact]
    public void What_nests_too_deep_is_refused_and_does_not_break_the_stack() =>
        Read(string.Concat(Enumerable.Repeat("""{"inner":""", 100_000))).Faults.Single().Description
            .Should().StartWith("is no JSON, or deeper than 100");

    [Fact]
    public void Letters_beyond_ASCII_are_written_as_they_are() =>
        Write(new Book { Name = "è \"<€>\"" }).Should().Be("""{"name":"è \"<€>\"","author":"","pages":"0"}""");

    [Fact]
    public void No_text_does_anything_but_be_read_or_refused() => Prop.ForAll(
        Gen.Elements("{", "}", "[", "]", ":", ",", "\"inner\"", "\"longs\"", "1", "null", "\"x", "\"").ListOf().ToArbitrary(),
        pieces => Read(string.Concat(pieces)).Faults.Count <= JsonFaults.CountMax).QuickCheckThrowOnFailure();

    private static string Write(IMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = JsonMessageWriter.NewWriter(output))
        {
            JsonMessageWriter.Write(json, message, MessagePlan.Of(message.Descriptor));
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static (Everything Message, IReadOnlyList<JsonFault> Faults) Read(string json)
    {
        var (message, faults) = (new Everything(), new JsonFaults());
        JsonMessageReader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json)), message, body: null, faults);
        return (message, faults.All);
    }

    private static ReadOnlySequence<byte> InPieces(byte[] bytes, int size)
    {
        Piece? first = null, last = null;
        for (var at = 0; at < bytes.Length; at += size)
        {
            last = new Piece(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), last);
            first ??= last;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
