using System.Buffers;
using BudgetCoaching.Api.Services;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Api.Tests;

public class Trends_are_encoded_once
{
    [Fact]
    public void An_answer_written_from_kept_bytes_says_the_same_and_stays_as_it_was()
    {
        var trends = new[] { Trend("agencies/cremona/creditors/aler", 12), Trend("agencies/cremona/creditors/condominio", 0) };
        var first = Answer("households/1", "cursor-1", trends);
        var second = Answer("households/1", "cursor-2", trends);

        ArrearsTrend.Parser.ParseFrom(Written(first)).Should().Be(Answer("households/1", "cursor-1", trends));
        ArrearsTrend.Parser.ParseFrom(Written(second)).Should().Be(Answer("households/1", "cursor-2", trends));
        first.Should().Be(Answer("households/1", "cursor-1", trends));
    }

    [Fact]
    public void A_household_without_creditors_is_answered_too()
    {
        var answer = Answer("households/2", "cursor", []);

        ArrearsTrend.Parser.ParseFrom(Written(answer)).Should().Be(answer);
    }

    private static byte[] Written(ArrearsTrend answer)
    {
        var sink = new Sink();
        EncodedTrends.Write(answer, sink);
        sink.IsComplete.Should().BeTrue();
        sink.Stated.Should().Be(sink.Bytes.Length);
        return sink.Bytes;
    }

    private static ArrearsTrend Answer(string household, string cursor, CreditorTrend[] trends) => new()
    {
        Household = household,
        ParameterSet = "agencies/cremona/parameterSets/shipped",
        Resolved = new ResolvedViewpoint { Cursor = cursor },
        Creditors = { trends },
    };

    private static CreditorTrend Trend(string creditor, int months)
    {
        var trend = new CreditorTrend { Current = new CreditorArrears { Creditor = creditor, AgeDays = 40 } };
        for (var month = 1; month <= months; month++)
        {
            trend.Months.Add(new ArrearsMonth { Month = $"2026-{month:00}", TrendClass = TrendClass.Improving });
        }

        return trend;
    }

    private sealed class Sink : SerializationContext
    {
        private readonly ArrayBufferWriter<byte> written = new();

        public byte[] Bytes => written.WrittenSpan.ToArray();

        public int Stated { get; private set; }

        public bool IsComplete { get; private set; }

        public override IBufferWriter<byte> GetBufferWriter() => written;

        public override void SetPayloadLength(int payloadLength) => Stated = payloadLength;

        public override void Complete() => IsComplete = true;
    }
}
