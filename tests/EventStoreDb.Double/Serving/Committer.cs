using BudgetCoaching.EventStoreDb.Double.Log;
using Grpc.Core;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>The way of every write: who leads, what the tests have planned for it, the log.</summary>
internal sealed class Committer(DoubleNode node, Access access)
{
    private readonly Faults faults = node.Cluster.Faults;

    /// <summary>
    /// Writes once all gates are open, even if the caller has gone by then: so the outcome that a caller does not know may still be either.
    /// </summary>
    /// <param name="timeout">Longest wait at a gate; it ends as timed out.</param>
    /// <returns>Null when the caller shall never be answered.</returns>
    /// <exception cref="RpcException">It was not written, or its outcome is to stay unknown.</exception>
    public async Task<Verdict?> CommitAsync(ServerCallContext context, TimeSpan timeout, Func<EventLog, Verdict> write)
    {
        access.CheckWritable(context);
        var fault = faults.NextAppend();
        if (fault == AppendFault.Busy)
        {
            throw Refusals.TooBusy();
        }

        if (!await PassAsync(HoldPoint.BeforeCommit, timeout))
        {
            throw Refusals.TimedOut();
        }

        // Somebody else may lead by now.
        access.CheckWritable(context);
        Fail(fault, AppendFault.CutBeforeCommit, AppendFault.TimedOutBeforeCommit);
        var verdict = write(node.Cluster.Log);
        var answers = await PassAsync(HoldPoint.BeforeAnswer, timeout);
        Fail(answers ? fault : AppendFault.TimedOutAfterCommit, AppendFault.CutAfterCommit, AppendFault.TimedOutAfterCommit);
        return fault == AppendFault.SilentAfterCommit ? null : verdict;
    }

    /// <returns>False when the gate did not open in time.</returns>
    private async Task<bool> PassAsync(HoldPoint at, TimeSpan timeout)
    {
        try
        {
            await faults.PassAsync(at).WaitAsync(timeout);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Fail(AppendFault? fault, AppendFault cut, AppendFault timedOut)
    {
        if (fault == cut)
        {
            node.CutConnections();
            throw Refusals.Cut();
        }

        if (fault == timedOut)
        {
            throw Refusals.TimedOut();
        }
    }
}
