using BudgetCoaching.EventStoreDb.Double.Log;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

/// <summary>The log behind the protocol: whatever is appended in whatever order, it says of itself what is so.</summary>
public sealed class EventLogTests
{
    private const int Streams = 3;
    private const int Ids = 6;

    private static readonly Guid[] KnownIds = [.. Enumerable.Range(1, Ids).Select(n => new Guid(n, 0, 0, new byte[8]))];

    private sealed record Step(int Stream, long Expected, int[] Events);

    [Fact]
    public void A_conflict_names_where_the_stream_stands_and_writes_nothing() => ForEach((log, step) =>
    {
        var (count, last) = (log.Count, LastOf(log, step.Stream));

        if (Append(log, step) is Verdict.Conflict conflict)
        {
            conflict.Current.Should().Be(last);
            log.Count.Should().Be(count);
            step.Expected.Should().NotBe(last);
        }
    });

    [Fact]
    public void The_same_append_again_has_the_same_result_and_writes_nothing() => ForEach((log, step) =>
    {
        if (Append(log, step) is Verdict.Written written)
        {
            var count = log.Count;

            Append(log, step).Should().Be(written);
            log.Count.Should().Be(count);
        }
    });

    [Fact]
    public void What_is_written_is_read_from_its_stream_and_from_the_log_in_the_same_order() => Prop.ForAll(Steps(), steps =>
    {
        var log = new EventLog(TimeProvider.System);
        foreach (var step in steps)
        {
            Append(log, step);
        }

        var all = log.ReadAll(0, int.MaxValue, log.Count);
        all.Select(e => e.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        all.Select(e => log.IndexAt(e.Position)).Should().Equal(Enumerable.Range(0, all.Length).Select(n => (int?)n));
        all.Should().OnlyContain(e => log.IndexAt(e.Position + 1) == null);
        log.ReadAllBack(log.Count, int.MaxValue).Should().Equal(all.Reverse());
        for (var stream = 0; stream < Streams; stream++)
        {
            var own = all.Where(e => e.Stream == NameOf(stream)).ToList();
            own.Select(e => e.Revision).Should().Equal(Enumerable.Range(0, own.Count).Select(n => (long)n));
            log.ReadStream(NameOf(stream), 0, forwards: true, int.MaxValue, log.Count).Events.Should().Equal(own);
            own.Reverse();
            log.ReadStream(NameOf(stream), long.MaxValue, forwards: false, int.MaxValue, log.Count).Events.Should().Equal(own);
        }
    }).QuickCheckThrowOnFailure();

    private static string NameOf(int stream) => "Casa-" + (char)('a' + stream);

    private static long LastOf(EventLog log, int stream) =>
        log.ReadStream(NameOf(stream), 0, forwards: true, 0, log.Count).Last;

    private static Verdict Append(EventLog log, Step step) => log.Append(
        NameOf(step.Stream),
        step.Expected,
        [.. step.Events.Select(e => new ProposedEvent(KnownIds[e], "Counted", IsJson: false, ByteString.Empty, ByteString.Empty))]);

    private static void ForEach(Action<EventLog, Step> check) => Prop.ForAll(Steps(), steps =>
    {
        var log = new EventLog(TimeProvider.System);
        steps.ForEach(step => check(log, step));
    }).QuickCheckThrowOnFailure();

    /// <summary>Few streams and few ids, so that appends meet; within one append each id is another.</summary>
    private static Arbitrary<List<Step>> Steps()
    {
        var step =
            from stream in Gen.Choose(0, Streams - 1)
            from expected in Gen.Elements(Expected.NoStream, Expected.Any, Expected.Exists, 0, 1, 2, 3)
            from first in Gen.Choose(0, Ids - 1)
            from count in Gen.Choose(1, 3)
            select new Step(stream, expected, [.. Enumerable.Range(0, count).Select(n => (first + n) % Ids)]);
        return step.ListOf(20).Select(steps => steps.ToList()).ToArbitrary();
    }
}
