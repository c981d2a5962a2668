namespace BudgetCoaching.Storage.Sqlite;

internal sealed partial class LogWriter
{
    /// <summary>Stores events as another log recorded them: all or none.</summary>
    public Task CopyAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            return Task.CompletedTask;
        }

        var bytes = events.Sum(recorded => recorded.Data.Length + recorded.Meta.Length);
        var command = new AppendCommand(events[0].Stream, 0, [], bytes, cancel) { Copied = events };
        return queue.Put(command, cancel);
    }

    private void Copy(AppendCommand command, IReadOnlyList<RecordedEvent> events)
    {
        var (before, times) = (position, clock.Mark());
        tables.OpenSavepoint();
        foreach (var next in events)
        {
            if (TryCopy(next) is { } refusal)
            {
                tables.UndoSavepoint();
                position = before;
                clock.GoBackTo(times);
                // Streams and types first named by this command went with it.
                tails.Clear();
                types.Clear();
                command.Refuse(refusal);
                return;
            }
        }

        tables.KeepSavepoint();
        var last = events[^1];
        command.Decide(new AppendOutcome.Appended(last.Version, Position.At(position), last.Recorded, Already: false));
    }

    private StoreRefusedException? TryCopy(RecordedEvent next)
    {
        var tail = FindTail(next.Stream);
        if (tail is null)
        {
            tail = tables.AddStream(next.Stream);
            tails.Add(next.Stream, tail);
        }

        if (LogVerification.Examine(next, tail.Version, tail.Hash, tail.Recorded) is { } fault)
        {
            return StoreRefusedException.Differs(fault);
        }

        position++;
        var proposed = new ProposedEvent(next.Id, next.Type, next.Data, next.Meta);
        if (!tables.TryAddEvent(
            position, tail.Ordinal, next.Version, FindType(next.Type), next.Recorded, proposed, next.Hash.Span))
        {
            return StoreRefusedException.Differs(new LogFault(
                next.Stream, next.Version, next.Position, "event id", "an id that the log does not hold", next.Id.ToString()));
        }

        tail.Version = next.Version;
        tail.Recorded = next.Recorded;
        next.Hash.Span.CopyTo(tail.Hash);
        clock.NotBefore(next.Recorded);
        return null;
    }
}
