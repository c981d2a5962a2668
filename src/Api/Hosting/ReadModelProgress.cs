using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>How far a read model is behind the log.</summary>
/// <param name="Lag">Positions of the log past its own: events, where a position counts events.</param>
/// <param name="Delay">Since the oldest event that is not in it was recorded; zero at the head of the log.</param>
internal sealed record ReadModelLag(string Name, ulong Lag, Duration Delay);

/// <summary>
/// Measures the read models against the log itself, so that a loop that sleeps or builds anew shows too. Thread safe.
/// </summary>
internal sealed class ReadModelProgress(IEventStore log, ProjectionRunner runner, IClock clock)
{
    private volatile IReadOnlyList<ReadModelLag> last = [];

    /// <summary>As last looked at; empty until the first file is complete.</summary>
    public IReadOnlyList<ReadModelLag> Last => last;

    /// <summary>Reads the log: its first event, and the first that each read model does not have.</summary>
    /// <exception cref="StoreFailedException">The log cannot be read.</exception>
    public async Task<IReadOnlyList<ReadModelLag>> LookAsync(CancellationToken cancel)
    {
        await FirstPastAsync(Position.Start, cancel);
        var head = await log.ReadHeadAsync(cancel);
        var lags = new List<ReadModelLag>();
        foreach (var model in runner.Status.Projections)
        {
            lags.Add(model.Position < head
                ? new ReadModelLag(model.Name, head.Commit - model.Position.Commit, await DelayAsync(model.Position, cancel))
                : new ReadModelLag(model.Name, 0, Duration.Zero));
        }

        return last = lags;
    }

    private async Task<Duration> DelayAsync(Position position, CancellationToken cancel) =>
        await FirstPastAsync(position, cancel) is { } waiting
            ? Duration.Max(clock.GetCurrentInstant() - Instant.FromUnixTimeTicks(waiting.Recorded.UnixMicroseconds * 10), Duration.Zero)
            : Duration.Zero;

    private async Task<RecordedEvent?> FirstPastAsync(Position position, CancellationToken cancel)
    {
        await foreach (var recorded in log.ReadAllAsync(position, cancel))
        {
            return recorded;
        }

        return null;
    }
}
