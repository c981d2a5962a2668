using BudgetCoaching.Domain;
using BudgetCoaching.Projections.Following;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections;

/// <summary>
/// Keeps the read models of a folder at the head of the log and at today: one background loop that alone writes them. What fails for
/// reasons outside is tried again with growing pauses; a household that cannot be computed stops its read model and is named in
/// <see cref="Status"/>.
/// </summary>
public sealed class ProjectionRunner : IAsyncDisposable
{
    /// <summary>First and longest pause before following is tried again.</summary>
    public static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    private readonly IEventStore log;
    private readonly ReadModels readModels;
    private readonly TimeProvider clock;
    private readonly Action<RecordedEvent>? saw;
    private readonly CancellationTokenSource stopping = new();
    private readonly StatusBoard board = new();
    private readonly Signal wake = new();
    private Task loop = Task.CompletedTask;
    private TaskCompletionSource? rebuildAsked;

    /// <param name="log">The log to follow.</param>
    /// <param name="readModels">Where the rows go and from where they are read.</param>
    /// <param name="clock">For today in Rome and for pauses.</param>
    /// <param name="saw">
    /// Shown what any node recorded, soon after it was and at least once while this runs; what it throws counts as a failure outside.
    /// </param>
    public ProjectionRunner(IEventStore log, ReadModels readModels, TimeProvider clock, Action<RecordedEvent>? saw = null)
    {
        this.saw = saw;
        this.log = log;
        this.readModels = readModels;
        this.clock = clock;
        Pulse = new Pulse(clock);
        readModels.Moved = Pulse.Beat;
    }

    public ProjectionsStatus Status => board.Current;

    /// <summary>Of the loop: it beats with each transaction and each attempt.</summary>
    public Pulse Pulse { get; }

    public void Start() => loop = Task.Run(() => RunAsync(stopping.Token));

    /// <summary>Waits until every read model shows the log up to a position: how a caller reads what it has just written.</summary>
    /// <returns>False if the time passed first, or a read model has stopped before the position.</returns>
    public Task<bool> WaitForAsync(Position position, TimeSpan timeout, CancellationToken cancel) =>
        board.WaitAsync(
            status => status.Reached(position) ? true : status.StoppedBefore(position) ? false : null, timeout, clock, cancel);

    /// <summary>Waits until columns of today are those of a day or later.</summary>
    /// <returns>False if the time passed first, or a read model has stopped.</returns>
    public Task<bool> WaitForDayAsync(LocalDate day, TimeSpan timeout, CancellationToken cancel) =>
        board.WaitAsync(
            status => status.Projections.Count == 0 ? null
                : status.Projections.Any(p => p.Poison is not null && p.Day < day) ? false
                : status.Projections.All(p => p.Day >= day) ? true : null,
            timeout, clock, cancel);

    /// <summary>Looks at the clock now instead of at the next midnight in Rome: for whoever sets it.</summary>
    public void LookAtClock() => wake.Set();

    /// <summary>Builds all read models anew beside those served, and puts them in their place when they have caught up.</summary>
    public Task RebuildAsync()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var earlier = Interlocked.CompareExchange(ref rebuildAsked, asked, null);
        wake.Set();
        return (earlier ?? asked).Task;
    }

    /// <summary>Finishes the batch in hand and stops; the files stay as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        await stopping.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Read(ref rebuildAsked)?.TrySetCanceled();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        ReadModelFile? file = null;
        var pause = PauseMin;
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                Pulse.Beat();
                try
                {
                    file ??= await readModels.OpenOrBuildAsync(log, Today(), cancel).ConfigureAwait(false);
                    file = await FollowAsync(file, () => pause = PauseMin, cancel).ConfigureAwait(false);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    board.Failed($"{failure.GetType().Name}: {failure.Message}");
                    await Task.Delay(pause, clock, cancel).ConfigureAwait(false);
                    pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
                }
            }
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Follows until a rebuild has put another file in this one's place.</summary>
    private async Task<ReadModelFile> FollowAsync(ReadModelFile file, Action wentWell, CancellationToken cancel)
    {
        var follower = new Follower(log, file, readModels.Models, readModels.BeforeCommit, Pulse.Beat) { Saw = saw };
        while (true)
        {
            if (Volatile.Read(ref rebuildAsked) is { } asked)
            {
                var rebuilt = await readModels.BuildAsync(log, Today(), cancel).ConfigureAwait(false);
                file.Dispose();
                Volatile.Write(ref rebuildAsked, null);
                asked.SetResult();
                return rebuilt;
            }

            // What is waited for is taken before looking: an event appended while we look must end the wait.
            Pulse.Beat();
            var seen = wake.Next;
            var before = await log.ReadHeadAsync(cancel).ConfigureAwait(false);
            var moved = await follower.FollowAsync(Batch.EventsMax, cancel).ConfigureAwait(false);
            await follower.AdvanceToAsync(Today(), cancel).ConfigureAwait(false);
            var head = await log.ReadHeadAsync(cancel).ConfigureAwait(false);
            board.Show(new ProjectionsStatus(head, [.. follower.Models.Select(ProjectionStatus.Of)], Failure: null));
            wentWell();
            if (!moved)
            {
                await WaitForWorkAsync(before, seen, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends with an event past a head that was followed, the next midnight in Rome, or a signal.</summary>
    private async Task WaitForWorkAsync(Position head, Task signal, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var appended = log.WaitPastAsync(head, enough.Token);
        var midnight = Task.Delay(UntilMidnight(), clock, enough.Token);
        Pulse.Rest();
        var first = await Task.WhenAny(appended, midnight, signal).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(appended, midnight).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        await first.ConfigureAwait(false);
    }

    private LocalDate Today() => Domain.Today.At(Now()).Date;

    private TimeSpan UntilMidnight() =>
        (Today().PlusDays(1).AtStartOfDayInZone(Domain.Today.Zone).ToInstant() - Now()).ToTimeSpan();

    private Instant Now() => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
