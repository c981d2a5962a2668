using System.Threading.Channels;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Import.Tests;

public class A_broken_stream_is_resumed
{
    private const int Rows = 1000;

    private static readonly Service Caller = new("aler", "maria", new Uri("http://127.0.0.1:5081"), "EUR");

    [Fact]
    public async Task Every_row_is_answered_once_in_its_order_and_only_unanswered_ones_are_sent_again()
    {
        var service = new BreakingService(StatusCode.Unavailable, answersACall: 300);

        var (answered, pauses, failure) = await SendAsync(service);

        failure.Should().BeNull();
        answered.Should().Equal(Enumerable.Range(1, Rows).Select(n => (long)n));
        service.FirstRows.Should().Equal(1, 301, 601, 901);
        pauses.Should().HaveCount(3).And.OnlyContain(p => p >= TimeSpan.FromMilliseconds(200) && p <= TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public async Task A_service_that_stays_away_is_given_up_after_bounded_attempts_with_growing_pauses()
    {
        var service = new BreakingService(StatusCode.Unavailable, answersACall: 0);

        var (answered, pauses, failure) = await SendAsync(service);

        failure!.StatusCode.Should().Be(StatusCode.Unavailable);
        answered.Should().BeEmpty();
        pauses.Should().HaveCount(FactStream.AttemptsMax - 1).And.BeInAscendingOrder();
    }

    [Fact]
    public async Task Any_other_status_ends_the_import_at_once()
    {
        var service = new BreakingService(StatusCode.Unauthenticated, answersACall: 0);

        var (_, pauses, failure) = await SendAsync(service);

        failure!.StatusCode.Should().Be(StatusCode.Unauthenticated);
        pauses.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_that_has_run_out_is_read_again_from_its_file_and_refused_for_good_when_it_is_still_the_same()
    {
        using var file = new SecretFile("one");
        var caller = Service.Read(Arguments.Read(["--agency", "aler", "--token-file", file.Path], Service.Options, [], takesFile: false));
        var service = new BreakingService(StatusCode.Unauthenticated, answersACall: 300);

        var (answered, _, failure) = await SendAsync(service, caller: caller, progress: row =>
        {
            if (row == 300)
            {
                file.Write("two");
            }
        });

        failure!.StatusCode.Should().Be(StatusCode.Unauthenticated);
        answered.Should().Equal(Enumerable.Range(1, 600).Select(n => (long)n));
        service.Authorizations.Should().Equal("Bearer one", "Bearer two");
    }

    [Fact]
    public async Task Rows_that_are_not_sent_are_told_in_their_places()
    {
        var service = new BreakingService(StatusCode.Unavailable, answersACall: 300);

        var (answered, _, failure) = await SendAsync(service, n => n % 3 != 0);

        failure.Should().BeNull();
        answered.Should().Equal(Enumerable.Range(1, Rows).Select(n => (long)n));
        service.FirstRows.Should().Equal(1, 301, 601);
    }

    [Fact]
    public async Task Rows_of_which_none_is_sent_wait_for_no_answer()
    {
        var service = new BreakingService(StatusCode.Unavailable, answersACall: 1);

        var (answered, pauses, failure) = await SendAsync(service, _ => false);

        failure.Should().BeNull();
        answered.Should().Equal(Enumerable.Range(1, Rows).Select(n => (long)n));
        pauses.Should().BeEmpty();
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_on_end_the_import_after_the_answers_to_those_before()
    {
        var answered = new List<long>();
        var stream = new FactStream(
            new BreakingService(StatusCode.Unavailable, answersACall: Rows),
            Caller,
            (row, _) => answered.Add(row.Line),
            (_, _) => Task.CompletedTask);
        using var rows = Enumerable.Range(1, Rows)
            .Select(n => n < 500
                ? new OutgoingRow(new FileRow(n, [], []), new ImportFactsRequest(), [])
                : throw new InvalidDataException("unreadable"))
            .GetEnumerator();

        var send = () => stream.SendAsync(rows, CancellationToken.None);

        await send.Should().ThrowAsync<InvalidDataException>().WithMessage("unreadable");
        answered.Should().Equal(Enumerable.Range(1, 499).Select(n => (long)n));
    }

    private static async Task<(List<long> Answered, List<TimeSpan> Pauses, RpcException? Failure)> SendAsync(
        BreakingService service, Func<int, bool>? isSent = null, Service? caller = null, Action<long>? progress = null)
    {
        var (answered, pauses) = (new List<long>(), new List<TimeSpan>());
        var stream = new FactStream(service, caller ?? Caller, Settle, (pause, _) =>
        {
            pauses.Add(pause);
            return Task.CompletedTask;
        });
        using var rows = Enumerable.Range(1, Rows)
            .Select(n => new OutgoingRow(new FileRow(n, [], []), isSent?.Invoke(n) == false ? null : new ImportFactsRequest(), []))
            .GetEnumerator();
        try
        {
            await stream.SendAsync(rows, CancellationToken.None);
            return (answered, pauses, null);
        }
        catch (RpcException failure)
        {
            return (answered, pauses, failure);
        }

        void Settle(OutgoingRow row, ImportFactsResponse? answer)
        {
            answered.Add(row.Line);
            progress?.Invoke(row.Line);
        }
    }

    /// <summary>Answers a number of rows in every call, then ends it with a status; a call whose rows end before that ends well.</summary>
    private sealed class BreakingService(StatusCode end, int answersACall) : BulkService.BulkServiceClient
    {
        /// <summary>Of each call that got a row: its number.</summary>
        public List<long> FirstRows { get; } = [];

        /// <summary>What each call carried as such; of calls with none: nothing.</summary>
        public List<string> Authorizations { get; } = [];

        public override AsyncDuplexStreamingCall<ImportFactsRequest, ImportFactsResponse> ImportFacts(
            Metadata headers = null!, DateTime? deadline = null, CancellationToken cancellationToken = default)
        {
            if (headers.GetValue("authorization") is { } authorization)
            {
                Authorizations.Add(authorization);
            }

            var call = new Call(this, end, answersACall);
            return new AsyncDuplexStreamingCall<ImportFactsRequest, ImportFactsResponse>(
                call, call, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
        }

        private sealed class Call(BreakingService service, StatusCode end, int answers)
            : IClientStreamWriter<ImportFactsRequest>, IAsyncStreamReader<ImportFactsResponse>
        {
            private readonly Channel<long> rows = Channel.CreateUnbounded<long>();
            private int answered;

            public WriteOptions? WriteOptions { get; set; }

            public ImportFactsResponse Current { get; private set; } = new();

            public Task WriteAsync(ImportFactsRequest message)
            {
                rows.Writer.TryWrite(message.Row);
                return Task.CompletedTask;
            }

            public Task CompleteAsync()
            {
                rows.Writer.TryComplete();
                return Task.CompletedTask;
            }

            public async Task<bool> MoveNext(CancellationToken cancellationToken)
            {
                if (answered == answers)
                {
                    throw new RpcException(new Status(end, "broken"));
                }

                if (!await rows.Reader.WaitToReadAsync(cancellationToken) || !rows.Reader.TryRead(out var row))
                {
                    return false;
                }

                if (answered++ == 0)
                {
                    service.FirstRows.Add(row);
                }

                Current = new ImportFactsResponse { Row = row, Accepted = new RecordedRow() };
                return true;
            }
        }
    }
}
