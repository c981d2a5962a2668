using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Grpc.Core;

namespace BudgetCoaching.Storage.EventStoreDb.Reading;

/// <summary>Some events in order. Not <paramref name="IsLast"/>, more may follow.</summary>
internal readonly record struct Page(List<RecordedEvent> Events, bool IsLast);

/// <summary>Reads in pages of bounded size, each tried again as a whole when the node is lost.</summary>
/// <param name="streams">Makes the calls that read a stream.</param>
/// <param name="log">Makes those that read the log, within <see cref="LogDeadline"/>.</param>
/// <param name="prefixes">What the names of our streams begin with.</param>
internal sealed class LogPages(Calls streams, Calls log, IReadOnlyList<string> prefixes)
{
    /// <summary>
    /// The server may go through many events of others before it finds one of ours, and says nothing until then. That a connection is lost
    /// is told by its pings, and not by this.
    /// </summary>
    public static readonly TimeSpan LogDeadline = TimeSpan.FromMinutes(5);

    public const int EventsMax = 1_000;

    /// <summary>Of data and metadata; the event that passes it is the last of its page.</summary>
    private const int BytesMax = 8 * 1024 * 1024;

    public Task<Page> StreamAsync(StreamName stream, long afterVersion, long upToVersion, CancellationToken cancel)
    {
        var count = (int)Math.Min(EventsMax, upToVersion - afterVersion);
        return ReadAsync(
            streams, "reading a stream", () => Requests.Stream(stream.Value, afterVersion, count), count, cancel);
    }

    public Task<Page> LogAsync(Position after, CancellationToken cancel) => ReadAsync(
        log, "reading the log", () => Requests.Log(prefixes, after, EventsMax), EventsMax, cancel, after, looksOn: true);

    /// <summary>The last event of a stream, null if it has none.</summary>
    public Task<RecordedEvent?> StreamEndAsync(StreamName stream, CancellationToken cancel) =>
        EndAsync(ReadAsync(streams, "reading the end of a stream", () => Requests.StreamEnd(stream.Value), count: 1, cancel));

    /// <summary>The last event of the log, null if it has none.</summary>
    public Task<RecordedEvent?> LogEndAsync(CancellationToken cancel) =>
        EndAsync(ReadAsync(log, "reading the end of the log", () => Requests.LogEnd(prefixes), count: 1, cancel, looksOn: true));

    private static async Task<RecordedEvent?> EndAsync(Task<Page> read) => (await read.ConfigureAwait(false)).Events.FirstOrDefault();

    /// <param name="calls">Makes the call.</param>
    /// <param name="what">For the message of a failure.</param>
    /// <param name="request">Made anew for each try.</param>
    /// <param name="count">Events asked for.</param>
    /// <param name="cancel">Given up by the caller.</param>
    /// <param name="after">Events up to here are left out: a read includes its start.</param>
    /// <param name="looksOn">
    /// Whether the server, once it has sent the last of a page, goes on through the log for one more event of ours before it ends the
    /// answer, as it does with a filter; then the answer is not waited for.
    /// </param>
    private static Task<Page> ReadAsync(
        Calls calls, string what, Func<ReadReq> request, int count, CancellationToken cancel, Position? after = null, bool looksOn = false) =>
        calls.MakeAsync(
            what,
            async (node, limit) =>
            {
                using var call = node.Streams.Read(request(), node.Options(limit));
                var events = new List<RecordedEvent>();
                var (read, bytes) = (0, 0);
                while (await call.ResponseStream.MoveNext(limit).ConfigureAwait(false))
                {
                    if (call.ResponseStream.Current.Event is not { Event: not null } message)
                    {
                        continue;
                    }

                    read++;
                    var recorded = StoredForm.Read(message);
                    if (!(recorded.Position <= after))
                    {
                        events.Add(recorded);
                        bytes += recorded.Data.Length + recorded.Meta.Length;
                    }

                    if (bytes > BytesMax || (looksOn && read == count))
                    {
                        return new Page(events, IsLast: false);
                    }
                }

                return new Page(events, IsLast: read < count);
            },
            cancel);
}
