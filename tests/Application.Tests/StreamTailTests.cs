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
        for (var length = 0; length <= 40; length++)
        {
            for (var known = 0; known <= length; known++)
            {
                var tail = await StreamTail.FindAsync(log, Stream, known, CancellationToken.None);
                tail?.Version.Should().Be(length);
                (tail is null).Should().Be(known == length);
            }

            await log.AppendAsync(
                Stream, length, [new ProposedEvent(Guid.NewGuid(), new EventType("Tested", 1), default, default)], CancellationToken.None);
        }
    }
}
