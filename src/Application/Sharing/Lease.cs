using BudgetCoaching.Events.Nodes;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Sharing;

/// <summary>
/// Has work done by one node at a time. Whoever appends the next event to the work's own stream owns it; the expected version lets one
/// win and fences an owner that was taken over. Terms are measured by each node's own running clock, never by comparing two.
/// </summary>
public sealed class Lease(IEventStore log, string work, TimeProvider clock)
{
    /// <summary>How long an owner may work since it last appended; it appends again long before.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromSeconds(20);

    /// <summary>How long others must have seen the same event before they take over: an owner that is slow has stopped by then.</summary>
    public static readonly TimeSpan Patience = 2 * Term;

    /// <summary>Pause between two looks at a lease that another holds.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private const int RenewalsATerm = 4;

    private readonly StreamName stream = NodeStreams.LeaseOf(work);
    private readonly string owner = Guid.NewGuid().ToString("N");
    private long version;
    private LeaseHeld? last;
    private long lastSeen;
    private long ownedFrom;

    /// <summary>
    /// Does the work as soon as nobody else does; one call at a time. The token that the work is given ends it when the lease is lost: it
    /// may have been taken over then, so each step must be one that can be repeated.
    /// </summary>
    /// <param name="step">The work.</param>
    /// <param name="wait">Longest wait for another owner; one past <see cref="Patience"/> ends with an owner that died.</param>
    /// <param name="cancel">Ends waiting and work.</param>
    /// <returns>False where another still owned it after the wait: the work is in good hands.</returns>
    /// <exception cref="OperationCanceledException">The lease was lost in the middle of the work, or <paramref name="cancel"/>.</exception>
    public async Task<bool> RunAsync(Func<CancellationToken, Task> step, TimeSpan wait, CancellationToken cancel)
    {
        if (!await TakeWithinAsync(wait, cancel))
        {
            return false;
        }

        using var owned = new CancellationTokenSource(Term, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(owned.Token, cancel);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
        var renewing = RenewAsync(owned, done.Token);
        try
        {
            await step(either.Token);
            return true;
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
            await ReleaseAsync(owned);
        }
    }

    private async Task<bool> TakeWithinAsync(TimeSpan wait, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        // Each turn is a look; the wait bounds them.
        while (!await TryTakeAsync(cancel))
        {
            if (clock.GetElapsedTime(began) >= wait)
            {
                return false;
            }

            await Task.Delay(LookEvery, clock, cancel);
        }

        return true;
    }

    private async Task<bool> TryTakeAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        var isFree = last is null || last.Released || clock.GetElapsedTime(lastSeen) >= Patience;
        return isFree && await AppendAsync(released: false, cancel);
    }

    /// <summary>Until the work is done or the lease is lost; while the log is away the term runs on.</summary>
    private async Task RenewAsync(CancellationTokenSource owned, CancellationToken done)
    {
        try
        {
            do
            {
                owned.CancelAfter(Left());
                await Task.Delay(Term / RenewalsATerm, clock, done);
            }
            while (await StillOwnsAsync());
            await owned.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Done.
        }
    }

    /// <summary>Not to be cancelled: whether an append took effect must be known.</summary>
    private async Task<bool> StillOwnsAsync()
    {
        try
        {
            return await AppendAsync(released: false, CancellationToken.None);
        }
        catch (IOException)
        {
            return await SeesItselfAsync();
        }
    }

    private async Task<bool> SeesItselfAsync()
    {
        try
        {
            await ReadAsync(CancellationToken.None);
            return last?.Owner == owner;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task ReleaseAsync(CancellationTokenSource owned)
    {
        try
        {
            if (!owned.IsCancellationRequested)
            {
                await AppendAsync(released: true, CancellationToken.None);
            }
        }
        catch (IOException)
        {
            // Others take it over when their patience ends.
        }
    }

    /// <summary>The term counts from before the append: whoever sees the event sees it later.</summary>
    private async Task<bool> AppendAsync(bool released, CancellationToken cancel)
    {
        var held = new LeaseHeld { Owner = owner, Released = released };
        var before = clock.GetTimestamp();
        if (await log.AppendAsync(stream, version, [NodeStreams.Propose(held)], cancel) is not AppendOutcome.Appended appended)
        {
            return false;
        }

        (version, last, lastSeen, ownedFrom) = (appended.Version, held, clock.GetTimestamp(), before);
        return true;
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        if (await StreamTail.FindAsync(log, stream, version, cancel) is { } tail)
        {
            (version, last, lastSeen) = (tail.Version, NodeStreams.Read<LeaseHeld>(tail), clock.GetTimestamp());
        }
    }

    private TimeSpan Left() => Term - clock.GetElapsedTime(ownedFrom) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
