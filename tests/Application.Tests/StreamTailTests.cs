using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Tests;

public sealed class StreamTailTests
{
    private static readonly StreamName Stream = StreamName.Of("Test", "tail");

    [Fact]
    public async Task The_last_event_is_found_in_a_stream_of_any_length_from_any_place()
    {
        var log = new InMemoryEventStore(new TestClock());
        foreach (var length in new[] { 0, 1, 2, 499, 500, 501, 502, 503, 999, 1000, 1001, 1700, 4000 })
        {
            await GrowToAsync(log, length);
            foreach (var known in new[] { 0, 1, 250, length - 1, length }.Where(known => known >= 0 && known <= length))
            {
                var tail = await StreamTail.FindAsync(log, Stream, known, CancellationToken.None);
                tail?.Version.Should().Be(length);
                (tail is null).Should().Be(known == length);
            }
        }
    }

    private static async Task GrowToAsync(InMemoryEventStore log, int length)
    {
        var before = (int)(await log.ReadHeadAsync(CancellationToken.None)).Commit;
        var events = Enumerable.Range(0, length - before)
            .Select(_ => new ProposedEvent(Guid.NewGuid(), new EventType("Tested", 1), default, default)).ToList();
        if (events.Count > 0)
        {
            await log.AppendAsync(Stream, before, events, CancellationToken.None);
        }
    }
}
