using System.Collections.Concurrent;
using BudgetCoaching.Application.Access;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Nodes;
using BudgetCoaching.Storage;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace BudgetCoaching.Application.Sharing;

/// <summary>
/// One access book for all nodes, in a stream of its own. What a node has read of it lies in a local file and in memory; without the file
/// it is read again. A key revoked on any node is refused on every other within <see cref="ReadEvery"/>, or, where the log is away, no
/// key is accepted after <see cref="StaleMax"/>. Thread safe.
/// </summary>
public sealed class SharedAccessBook : IAccessBook
{
    /// <summary>Name of the local file within a data folder.</summary>
    public const string FileName = "access-read.db";

    /// <summary>Pause between two looks at what other nodes recorded.</summary>
    public static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);

    /// <summary>Longest time for which keys are accepted without knowing what was revoked elsewhere.</summary>
    public static readonly TimeSpan StaleMax = TimeSpan.FromSeconds(60);

    /// <summary>A key that is not known may have been made on another node since: it is looked for there no oftener than this.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a change is decided anew because another node was quicker.</summary>
    public const int AttemptsMax = 20;

    /// <summary>Callers that wait to be written; more are noted when they call again.</summary>
    private const int SeenWaitingMax = 1_000;

    /// <summary>Events read from the stream into the local file with one transaction.</summary>
    private const int ReadMax = 1_000;

    private readonly IEventStore log;
    private readonly AccessTable table;
    private readonly IClock clock;
    private readonly TimeProvider timer;
    private readonly ApiKeyring ring = new();
    private readonly LatelySeen seen = new();
    private readonly ConcurrentQueue<SeenCaller> seenWaiting = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private long readAt;
    private Task following = Task.CompletedTask;

    private SharedAccessBook(IEventStore log, AccessTable table, IClock clock, TimeProvider timer)
    {
        this.log = log;
        this.table = table;
        this.clock = clock;
        this.timer = timer;
        table.ReadKeys(ring);
    }

    /// <summary>Opens the book and reads what all nodes recorded so far.</summary>
    /// <param name="log">Of all nodes.</param>
    /// <param name="path">Of the local file; created if absent.</param>
    /// <param name="clock">Says when keys are made, revoked and expire.</param>
    /// <param name="timer">Measures pauses.</param>
    /// <exception cref="SqliteException">The local file cannot be read or written.</exception>
    /// <exception cref="IOException">The log is away.</exception>
    public static async Task<SharedAccessBook> OpenAsync(IEventStore log, string path, IClock clock, TimeProvider timer)
    {
        var book = new SharedAccessBook(log, AccessTable.Open(path, isBook: false), clock, timer);
        try
        {
            await book.ReadOnAsync(CancellationToken.None);
        }
        catch
        {
            await book.DisposeAsync();
            throw;
        }

        book.following = Task.Run(book.FollowAsync);
        return book;
    }

    public Task<NewApiKey?> CreateAsync(AgencyId agency, string actor, string role, Instant? expires, CancellationToken cancel) =>
        CreateAsync(agency, actor, role, expires, () => ring.HasRoom(agency), cancel);

    public Task<NewApiKey?> CreateFirstAsync(AgencyId agency, string actor, string role, CancellationToken cancel) =>
        CreateAsync(agency, actor, role, expires: null, () => ring.IsEmpty, cancel);

    public ValueTask<ApiKey?> FindAsync(string text, CancellationToken cancel)
    {
        if (SinceRead >= StaleMax)
        {
            throw new StoreFailedException($"What other nodes revoked has not been known for {StaleMax.TotalSeconds:0} seconds.");
        }

        return ring.Find(text, clock.GetCurrentInstant()) is { } key ? ValueTask.FromResult<ApiKey?>(key)
            : SinceRead >= LookAgainAfter ? LookAgainAsync(text, cancel)
            : ValueTask.FromResult<ApiKey?>(null);
    }

    public Task<ApiKey?> RevokeAsync(AgencyId agency, string id, CancellationToken cancel) => ChangeAsync<ApiKey>(
        () =>
        {
            var key = ring.FindById(agency, id);
            if (key is null || key.Revoked is not null)
            {
                return (null, key);
            }

            var now = clock.GetCurrentInstant();
            return (new ApiKeyRevoked { Id = id, Revoked = NodeStreams.Micros(now) }, key with { Revoked = now });
        },
        cancel);

    public async ValueTask<IReadOnlyList<ApiKey>> KeysAsync(AgencyId agency, CancellationToken cancel)
    {
        await ReadOnInTurnAsync(cancel);
        return ring.Of(agency);
    }

    public void Saw(AgencyId agency, string actor, string means, string role)
    {
        var now = clock.GetCurrentInstant();
        if (seenWaiting.Count < SeenWaitingMax && seen.IsDue(agency, actor, means, role, now))
        {
            seen.Written(agency, actor, means, role, now);
            seenWaiting.Enqueue(new SeenCaller(agency, actor, means, role, now, now));
        }
    }

    public async ValueTask<IReadOnlyList<SeenCaller>> CallersAsync(AgencyId agency, int skip, int limit, CancellationToken cancel)
    {
        await WriteSeenAsync(cancel);
        await ReadOnInTurnAsync(cancel);
        return table.Callers(agency, skip, limit);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await following;
        table.Dispose();
        stopping.Dispose();
    }

    private TimeSpan SinceRead => timer.GetElapsedTime(Volatile.Read(ref readAt));

    private async ValueTask<ApiKey?> LookAgainAsync(string text, CancellationToken cancel)
    {
        await ReadOnInTurnAsync(cancel);
        return ring.Find(text, clock.GetCurrentInstant());
    }

    private Task<NewApiKey?> CreateAsync(
        AgencyId agency, string actor, string role, Instant? expires, Func<bool> mayBeMade, CancellationToken cancel) =>
        ChangeAsync(
            () =>
            {
                if (!mayBeMade())
                {
                    return (null, null);
                }

                var (made, hash) = ApiKeyring.Make(agency, actor, role, clock.GetCurrentInstant(), expires);
                return (AccessRecords.Of(made.Key, hash), (NewApiKey?)made);
            },
            cancel);

    /// <summary>Decides on all that is recorded, and again where another node was quicker. No change is appended for null.</summary>
    private async Task<TResult?> ChangeAsync<TResult>(Func<(IMessage? Change, TResult? Result)> decide, CancellationToken cancel)
        where TResult : class
    {
        await turn.WaitAsync(cancel);
        try
        {
            for (var attempt = 0; attempt < AttemptsMax; attempt++)
            {
                await ReadOnAsync(cancel);
                var (change, result) = decide();
                if (change is null)
                {
                    return result;
                }

                if (await AppendAsync([NodeStreams.Propose(change)]))
                {
                    return result;
                }
            }

            throw new StoreFailedException($"Other nodes changed the access book first {AttemptsMax} times.");
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task FollowAsync()
    {
        using var timing = new PeriodicTimer(ReadEvery, timer);
        try
        {
            while (await timing.WaitForNextTickAsync(stopping.Token))
            {
                try
                {
                    await WriteSeenAsync(stopping.Token);
                    await ReadOnInTurnAsync(stopping.Token);
                }
                catch (IOException)
                {
                    // The log is away: the next look may find it, and past the bound no key is accepted.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>Once; what another node was quicker than, or the log did not take, waits for the next time.</summary>
    private async Task WriteSeenAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (seenWaiting.IsEmpty)
            {
                return;
            }

            await ReadOnAsync(cancel);
            List<SeenCaller> callers = [.. seenWaiting];
            var isWritten = await AppendAsync(
                [.. callers.Select(caller => NodeStreams.Propose(AccessRecords.Of(caller, caller.LastSeen)))]);
            for (var i = 0; isWritten && i < callers.Count; i++)
            {
                seenWaiting.TryDequeue(out _);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool> AppendAsync(IReadOnlyList<ProposedEvent> events)
    {
        if (await log.AppendAsync(NodeStreams.Access, table.Version, events, CancellationToken.None) is not AppendOutcome.Appended)
        {
            return false;
        }

        await ReadOnAsync(CancellationToken.None);
        return true;
    }

    private async Task ReadOnInTurnAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            await ReadOnAsync(cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task ReadOnAsync(CancellationToken cancel)
    {
        var began = timer.GetTimestamp();
        List<RecordedEvent> added = [];
        await foreach (var stored in log.ReadStreamAsync(NodeStreams.Access, table.Version, cancel))
        {
            added.Add(stored);
            if (added.Count == ReadMax)
            {
                Apply(added);
                added.Clear();
            }
        }

        if (added.Count > 0)
        {
            Apply(added);
        }

        Volatile.Write(ref readAt, began);
    }

    private void Apply(List<RecordedEvent> added)
    {
        try
        {
            table.Change(() => added.ForEach(Apply), added[^1].Version);
        }
        catch (SqliteException failure)
        {
            throw new IOException("The local file of the access book cannot be written.", failure);
        }
    }

    private void Apply(RecordedEvent stored)
    {
        if (NodeStreams.Is<ApiKeyMade>(stored))
        {
            var made = NodeStreams.Read<ApiKeyMade>(stored);
            var key = AccessRecords.KeyOf(made);
            table.Put(made.Hash, key);
            ring.Put(made.Hash, key);
        }
        else if (NodeStreams.Is<ApiKeyRevoked>(stored))
        {
            var revoked = NodeStreams.Read<ApiKeyRevoked>(stored);
            table.Revoke(revoked.Id, NodeStreams.Moment(revoked.Revoked));
            ring.Revoke(revoked.Id, NodeStreams.Moment(revoked.Revoked));
        }
        else
        {
            var caller = NodeStreams.Read<CallerSeen>(stored);
            var (agency, time) = (new AgencyId(caller.Agency), NodeStreams.Moment(caller.Time));
            table.Saw(new SeenCaller(agency, caller.Actor, caller.Means, caller.Role, time, time));
            seen.Written(agency, caller.Actor, caller.Means, caller.Role, time);
        }
    }
}
