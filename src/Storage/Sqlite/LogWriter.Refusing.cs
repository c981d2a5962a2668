namespace BudgetCoaching.Storage.Sqlite;

internal sealed partial class LogWriter
{
    /// <summary>The answer to an append whose expected version is not the stream's.</summary>
    private AppendOutcome Explain(AppendCommand command, StreamTail? tail)
    {
        if (tail is not null && command.ExpectedVersion <= tail.Version - command.Events.Count
            && tables.FindSameAppend(tail.Ordinal, command.ExpectedVersion, command.Events) is { } same)
        {
            return same;
        }

        return FindReusedId(command.Events) is { } id
            ? new AppendOutcome.EventIdReused(id)
            : new AppendOutcome.Conflict(tail?.Version ?? 0);
    }

    private Guid? FindReusedId(IReadOnlyList<ProposedEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (tables.HoldsId(events[i].Id))
            {
                return events[i].Id;
            }
        }

        return null;
    }

    private AppendOutcome.EventIdReused Refuse(AppendCommand command, bool undoable)
    {
        if (undoable)
        {
            tables.UndoSavepoint();
            // A type first named by this command went with it.
            types.Clear();
        }

        return FindReusedId(command.Events) is { } id
            ? new AppendOutcome.EventIdReused(id)
            : throw new StoreFailedException($"The log changed behind its writer: {command.Stream} was not at {command.ExpectedVersion}.");
    }
}
