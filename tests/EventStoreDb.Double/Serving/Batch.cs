using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.Storage.EventStoreDb.Protocol;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>One append of a BatchAppend call, while its chunks arrive.</summary>
internal sealed class Batch
{
    private readonly DoubleOptions limits;
    private readonly List<ProposedEvent> proposed = [];
    private int size;

    public Batch(BatchAppendReq.Types.Options options, DoubleUser user, DoubleOptions limits)
    {
        this.limits = limits;
        Stream = Wire.ToName(options.StreamIdentifier);
        Expected = Wire.ToExpected(options);
        Access.Check(user, Stream);
        Timeout = TimeoutOf(options);
        if (Timeout <= TimeSpan.Zero)
        {
            throw Refusals.TimedOut();
        }
    }

    public string Stream { get; }

    public long Expected { get; }

    public IReadOnlyList<ProposedEvent> Proposed => proposed;

    /// <summary>Until the caller's deadline, and at most as long as the server waits by itself.</summary>
    public TimeSpan Timeout { get; }

    public void Add(IEnumerable<ProposedMessage> messages)
    {
        foreach (var message in messages)
        {
            var one = Wire.ToProposed(message);
            size += one.Size;
            one.CheckSize(size, limits);
            proposed.Add(one);
        }
    }

    private TimeSpan TimeoutOf(BatchAppendReq.Types.Options options)
    {
        var asked = options.DeadlineOptionCase switch
        {
            BatchAppendReq.Types.Options.DeadlineOptionOneofCase.Deadline when limits.HasDeadlineDuration => options.Deadline.ToTimeSpan(),
            BatchAppendReq.Types.Options.DeadlineOptionOneofCase.Deadline21100 =>
                options.Deadline21100.ToDateTimeOffset() - limits.Time.GetUtcNow(),
            _ => limits.CommitTimeout,
        };
        return asked < limits.CommitTimeout ? asked : limits.CommitTimeout;
    }
}
