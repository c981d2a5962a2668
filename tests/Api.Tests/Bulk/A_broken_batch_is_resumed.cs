using BudgetCoaching.V1;
using Grpc.Core;
using Outcome = BudgetCoaching.V1.ImportFactsResponse.OutcomeOneofCase;

namespace BudgetCoaching.Api.Tests.Bulk;

public sealed class A_broken_batch_is_resumed(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task After_an_abort_the_rows_after_the_last_answer_complete_the_batch()
    {
        var rows = A_batch_is_answered_row_by_row.Rows("resume", 20, 20).ToList();
        var answered = await AbortAfterAsync(rows, answers: 100);

        var rest = await Batch.ImportAsync(service, rows.Where(r => r.Row > answered));

        rest.Select(a => a.Row).Should().Equal(rows.Select(r => r.Row).Where(row => row > answered));
        rest.Should().OnlyContain(a => a.OutcomeCase == Outcome.Accepted || a.OutcomeCase == Outcome.Unchanged);
        for (var h = 0; h < 20; h++)
        {
            (await Batch.EventsAsync(service, Batch.Household("resume", h))).Should().HaveCount(21);
        }
    }

    [Fact]
    public async Task A_row_number_that_does_not_rise_ends_the_call_once_everything_before_is_answered()
    {
        var household = Batch.Id("numbers", 0);
        using var call = Open(RunningService.Headers);
        var answers = new List<ImportFactsResponse>();
        await call.RequestStream.WriteAsync(Batch.Enrolment(5, household));
        await call.RequestStream.WriteAsync(Batch.Charge(5, household, Batch.Id("numbers", 1)));

        var read = async () =>
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                answers.Add(answer);
            }
        };

        (await read.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
        answers.Select(a => (a.Row, a.OutcomeCase)).Should().Equal((5, Outcome.Accepted));
    }

    [Fact]
    public async Task Who_does_not_say_who_is_calling_is_not_heard()
    {
        using var call = Open([]);

        var read = () => Batch.ReadAsync(call.ResponseStream);

        (await read.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unauthenticated);
    }

    /// <returns>The number of the last row answered before the call was cancelled.</returns>
    private async Task<long> AbortAfterAsync(List<ImportFactsRequest> rows, int answers)
    {
        using var stop = new CancellationTokenSource();
        using var call = Open(RunningService.Headers, stop.Token);
        var sending = Task.Run(
            async () =>
            {
                foreach (var row in rows)
                {
                    await call.RequestStream.WriteAsync(row, stop.Token);
                }
            },
            stop.Token);
        var last = 0L;
        for (var i = 0; i < answers; i++)
        {
            (await call.ResponseStream.MoveNext(stop.Token)).Should().BeTrue();
            last = call.ResponseStream.Current.Row;
        }

        await stop.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return last;
    }

    private AsyncDuplexStreamingCall<ImportFactsRequest, ImportFactsResponse> Open(Metadata headers, CancellationToken cancel = default) =>
        new BulkService.BulkServiceClient(service.Channel).ImportFacts(headers, DateTime.UtcNow.AddSeconds(60), cancel);
}
