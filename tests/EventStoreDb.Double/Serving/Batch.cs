using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.Storage.EventStoreDb.Protocol;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>One append of a BatchAppend call, while its chunks arrive.</summary>
internal sealed class Batch
{
    private readonly BatchAppendReq.Types.Options options;
    private readonly List<ProposedEvent> proposed = [];
    private int size;

    public Batch(BatchAppendReq.Types.Options options, DoubleUser user)
    {
        this.options = options;
        Stream = Wire.ToName(options.StreamIdentifier);
        Expected = Wire.ToExpected(options);
        Access.Check(user, Stream);
    }

    public string Stream { get; }

    public long Expected { get; }

    public IReadOnlyList<ProposedEvent> Proposed => proposed;

    public void Add(IEnumerable<ProposedMessage> messages, DoubleOptions limits)
    {
        foreach (var message in messages)
        {
            var one = Wire.ToProposed(message);
            size += one.Size;
            one.CheckSize(size, limits);
            proposed.Add(one);
        }
    }

    /// <summary>Until the caller's deadline; without one, as long as the server waits by itself.</summary>
    public TimeSpan Timeout(DoubleOptions server)
    {
        var left = options.DeadlineOptionCase switch
        {
            BatchAppendReq.Types.Options.DeadlineOptionOneofCase.Deadline when server.HasDeadlineDuration => options.Deadline.ToTimeSpan(),
            BatchAppendReq.Types.Options.DeadlineOptionOneofCase.Deadline21100 =>
                options.Deadline21100.ToDateTimeOffset() - server.Time.GetUtcNow(),
            _ => server.CommitTimeout,
        };
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < server.CommitTimeout ? left : server.CommitTimeout;
    }
}
