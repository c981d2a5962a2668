using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.EventStoreDb.Appending;
using Google.Protobuf;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class StoredFormTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    /// <summary>The event of the worked vector in docs/audit-format.md.</summary>
    private static readonly ProposedEvent Vector = new(
        Id, Proposed.ChargePosted, Convert.FromHexString("0a0a323032362d30332d303210d0e902"), Convert.FromHexString("0a03616461"));

    [Fact]
    public void The_custom_metadata_of_the_worked_vector_is_the_documented_one()
    {
        var prepared = PreparedAppend.Chain(
            new StreamName("Household-0001"), 0, [Vector], HashChain.Genesis.Span, new RecordTime(long.MinValue), new RecordTime(1772442000000000));

        var message = prepared.Messages.Should().ContainSingle().Subject;
        Convert.ToHexStringLower(message.CustomMetadata.Span).Should().Be(
            "62636531" + "00000001" + "00064c06cfcb8400" + "00112233445566778899aabbccddeeff"
            + "1833809456582bc5e273a5250fc411c404c93711426fc690233450aac775efbe" + "0a03616461");
        Convert.ToHexStringLower(message.Data.Span).Should().Be("0a0a323032362d30332d303210d0e902");
        message.Metadata.Should().Equal(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["type"] = "ChargePosted",
            ["content-type"] = "application/octet-stream",
        });
        message.Id.Structured.MostSignificantBits.ToString("x16").Should().Be("1833809456588bc5");
        message.Id.Structured.LeastSignificantBits.ToString("x16").Should().Be("a273a5250fc411c4");
    }

    [Theory]
    [InlineData("")]
    [InlineData("62636531")]
    [InlineData("""7b7d""")]
    public void Other_custom_metadata_is_none_of_ours(string hex)
    {
        Envelope.TryOpen(ByteString.CopyFrom(Convert.FromHexString(hex)), out _).Should().BeFalse();
    }

    [Fact]
    public void Another_tag_is_none_of_ours()
    {
        var bytes = Envelope.Write(1, new RecordTime(1), Id, new byte[32], []).ToByteArray();
        Envelope.TryOpen(ByteString.CopyFrom(bytes), out _).Should().BeTrue();

        bytes[3]++;

        Envelope.TryOpen(ByteString.CopyFrom(bytes), out _).Should().BeFalse();
    }

    [Fact]
    public void Times_go_on_from_the_last_of_the_stream_however_the_clock_stands()
    {
        var events = Proposed.Events("1", "2");
        var stream = new StreamName("Household-0001");

        var ahead = PreparedAppend.Chain(stream, 3, events, HashChain.Genesis.Span, new RecordTime(500), new RecordTime(900));
        var behind = PreparedAppend.Chain(stream, 3, events, HashChain.Genesis.Span, new RecordTime(500), new RecordTime(100));

        ahead.LastRecorded.Should().Be(new RecordTime(901));
        behind.LastRecorded.Should().Be(new RecordTime(502));
    }
}
