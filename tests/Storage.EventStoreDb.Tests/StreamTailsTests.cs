using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.EventStoreDb.Appending;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class StreamTailsTests
{
    [Fact]
    public void A_tail_takes_only_the_next_event()
    {
        var tail = new StreamTail();

        tail.Take(2, Proposed.Id("2"), new RecordTime(2), new byte[32]).Should().BeFalse();
        tail.Take(1, Proposed.Id("1"), new RecordTime(1), new byte[32]).Should().BeTrue();
        tail.Take(1, Proposed.Id("1"), new RecordTime(1), new byte[32]).Should().BeFalse();

        tail.Version.Should().Be(1);
    }

    [Fact]
    public void A_chain_goes_on_only_from_where_it_is_known()
    {
        var tail = new StreamTail();
        var hash = Enumerable.Repeat((byte)7, 32).ToArray();
        tail.Take(1, Proposed.Id("1"), new RecordTime(5), hash);
        var previous = new byte[32];

        tail.TryContinue(0, previous, out _).Should().BeFalse();
        tail.TryContinue(2, previous, out _).Should().BeFalse();
        tail.TryContinue(1, previous, out var last).Should().BeTrue();

        previous.Should().Equal(hash);
        last.Should().Be(new RecordTime(5));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void The_first_known_id_is_found_however_many_are_asked_for(int count)
    {
        var tail = new StreamTail();
        tail.Take(1, Proposed.Id("1"), new RecordTime(1), new byte[32]);
        tail.Take(2, Proposed.Id("2"), new RecordTime(2), new byte[32]);
        var asked = Enumerable.Range(0, count - 2).Select(i => Proposed.Event($"new {i}")).ToList();

        tail.FirstKnown(asked).Should().BeNull();
        tail.FirstKnown([.. asked, Proposed.Event("2"), Proposed.Event("1")]).Should().Be(Proposed.Id("2"));
    }

    [Fact]
    public void What_is_not_used_for_a_generation_is_forgotten_and_what_is_used_stays()
    {
        var tails = new StreamTails(perGeneration: 100);
        var used = tails.FindOrAdd(new StreamName("Household-used"));
        tails.FindOrAdd(new StreamName("Household-unused"));

        for (var i = 0; i < 1_000; i++)
        {
            tails.FindOrAdd(new StreamName($"Household-{i}"));
            tails.Find(new StreamName("Household-used")).Should().BeSameAs(used);
        }

        tails.Find(new StreamName("Household-unused")).Should().BeNull();
        tails.Find(new StreamName("Household-0")).Should().BeNull();
    }
}
