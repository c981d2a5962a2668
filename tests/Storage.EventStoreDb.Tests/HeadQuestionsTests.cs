using System.Threading.Channels;
using BudgetCoaching.EventStoreDb.Double;
using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.EventStoreDb.Reading;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

/// <summary>Readers share a question for the head, and none an older one than itself.</summary>
public sealed class HeadQuestionsTests
{
    private readonly Channel<TaskCompletionSource<Position>> asked = Channel.CreateUnbounded<TaskCompletionSource<Position>>();
    private readonly HeadQuestions questions;

    public HeadQuestionsTests() => questions = new HeadQuestions(() =>
    {
        var answer = new TaskCompletionSource<Position>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked.Writer.TryWrite(answer);
        return answer.Task;
    });

    [Fact]
    public async Task All_who_come_while_one_is_under_way_share_the_next()
    {
        var first = questions.AskAsync(default);
        var later = Enumerable.Range(0, 5).Select(_ => questions.AskAsync(default)).ToArray();
        var underWay = await asked.Reader.ReadAsync();
        asked.Reader.Count.Should().Be(0);

        underWay.SetResult(At(1));

        (await first).Should().Be(At(1));
        var next = await asked.Reader.ReadAsync();
        later.Should().OnlyContain(answer => !answer.IsCompleted, "the first question was put before they asked");
        next.SetResult(At(2));
        (await Task.WhenAll(later)).Should().AllBeEquivalentTo(At(2));
        asked.Reader.Count.Should().Be(0);
    }

    [Fact]
    public async Task A_question_that_fails_is_told_to_those_who_asked_it_and_to_nobody_else()
    {
        var first = questions.AskAsync(default);
        var second = questions.AskAsync(default);

        (await asked.Reader.ReadAsync()).SetException(new StoreFailedException("away"));

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<StoreFailedException>();
        (await asked.Reader.ReadAsync()).SetResult(At(2));
        (await second).Should().Be(At(2));
        var third = questions.AskAsync(default);
        (await asked.Reader.ReadAsync()).SetResult(At(3));
        (await third).Should().Be(At(3));
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_others_their_answer()
    {
        using var patience = new CancellationTokenSource();
        var impatient = questions.AskAsync(patience.Token);
        var other = questions.AskAsync(default);
        await patience.CancelAsync();

        await FluentActions.Awaiting(() => impatient).Should().ThrowAsync<OperationCanceledException>();
        (await asked.Reader.ReadAsync()).SetResult(At(1));
        (await asked.Reader.ReadAsync()).SetResult(At(2));
        (await other).Should().Be(At(2));
    }

    [Fact]
    public async Task Whoever_asks_after_an_append_sees_it_however_many_ask()
    {
        const int Callers = 16;
        const int Appends = 20;
        await using var cluster = await Adapter.StartAsync();
        await using var store = await cluster.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var own = StreamName.Of("Household", $"{caller}");
            for (var i = 0; i < Appends; i++)
            {
                var outcome = await store.AppendAsync(own, i, Proposed.Events($"{caller} {i}"), default);
                var head = await store.ReadHeadAsync(default);
                (head >= ((AppendOutcome.Appended)outcome).Position).Should().BeTrue();
            }
        })));
    }

    private static Position At(ulong place) => new(place, place);
}
