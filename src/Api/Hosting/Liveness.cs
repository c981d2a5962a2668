using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Live means that the process answers and that its loops move, or have nothing to do. What fails and is tried again is live: starting
/// anew would not mend it.
/// </summary>
internal sealed class Liveness(WritingPulses writing, ProjectionRunner runner, ReadModelProgress progress)
{
    /// <summary>How long a loop may stand still over work. No step of either takes nearly as long.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(5);

    /// <summary>Null while it is live.</summary>
    public HealthFault? Why()
    {
        if (writing.Moves.Still > StuckAfter)
        {
            return new HealthFault(HealthCodes.LogWriterStuck, "The writer of the log stands still over appends.");
        }

        return runner.Pulse.Still > StuckAfter || SleepsOverEvents()
            ? new HealthFault(HealthCodes.ReadModelsStuck, "The loop of the read models stands still over events.")
            : null;
    }

    /// <summary>It says that there is nothing to do, and there is. One stopped at a household waits for an operator.</summary>
    private bool SleepsOverEvents()
    {
        if (runner.Pulse.Still is not null)
        {
            return false;
        }

        var stopped = runner.Status.Projections.Where(model => model.Poison is not null).Select(model => model.Name).ToHashSet();
        return progress.Last.Any(lag => lag.Delay > Duration.FromTimeSpan(StuckAfter) && !stopped.Contains(lag.Name));
    }
}
