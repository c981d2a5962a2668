using BudgetCoaching.EventStoreDb.Double.Log;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

internal static class Sizes
{
    /// <summary>Checked as events arrive, so that an append that is too big is refused before all of it is here.</summary>
    public static void CheckSize(this ProposedEvent one, int total, DoubleOptions limits)
    {
        if (limits.MaxAppendEventSize is { } limit && one.Size > limit)
        {
            throw Refusals.EventTooBig(one.Id, one.Size, limit);
        }

        if (total > limits.MaxAppendSize)
        {
            throw Refusals.AppendTooBig(limits.MaxAppendSize);
        }
    }
}
