using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// The one that writes the log. Its thread commits everything that waits in one transaction, answers when that is durable, and moves
/// the write-ahead log into the file when there is nothing else to do or much to move. A caller that is alone commits on its own thread;
/// who writes holds <see cref="writing"/>, and so does who takes commands up, which keeps each caller's commands in their order.
/// </summary>
internal sealed partial class LogWriter
{
    private const int PagesBeforeCheckpoint = 4_000;

    private static readonly TimeSpan IdleBeforeCheckpoint = TimeSpan.FromMilliseconds(250);

    private readonly Database database;
    private readonly LogTables tables;
    private readonly RecordClock clock;
    private readonly CommittedHead head;
    private readonly WriteQueue queue = new();
    private readonly BatchCollector collector;
    private readonly LoneCaller lone = new();
    private readonly Lock writing = new();
    private readonly Pulse pulse;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamTails tails = new();
    private readonly Dictionary<EventType, long> types = [];
    private long position;
    private int pages;

    /// <summary>Whether what is kept in memory may differ from the file.</summary>
    private bool stale;

    public LogWriter(Database database, LogTables tables, RecordClock clock, CommittedHead head, Pulse pulse)
    {
        (this.database, this.tables, this.clock, this.head, this.pulse) = (database, tables, clock, head, pulse);
        position = (long)head.Value.Commit;
        collector = new BatchCollector(queue);
    }

    public void Start() => new Thread(Run) { IsBackground = true, Name = "log writer" }.Start();

    public Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel)
    {
        var bytes = AppendRules.Check(stream, expectedVersion, events);
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<AppendOutcome>(cancel);
        }

        var command = new AppendCommand(stream, expectedVersion, events, bytes, cancel);
        return lone.IsBelieved && TryWriteAlone(command) ? command.Task : queue.Put(command, cancel);
    }

    /// <summary>Finishes what is queued, empties the write-ahead log and closes the connection.</summary>
    public Task StopAsync()
    {
        queue.Close();
        return ended.Task;
    }

    private void Run()
    {
        try
        {
            var seen = position;
            // Ends when the store is closed and its queue drained.
            while (true)
            {
                if (queue.WaitForWork(lone.IsBelieved || Volatile.Read(ref pages) > 0 ? IdleBeforeCheckpoint : Timeout.InfiniteTimeSpan))
                {
                    lock (writing)
                    {
                        Write(collector.Collect());
                    }
                }
                else if (queue.IsClosed)
                {
                    break;
                }
                else
                {
                    CheckpointIfIdle(ref seen);
                }
            }

            lock (writing)
            {
                database.CheckpointAndTruncate();
                End(failure: null);
            }
        }
        catch (Exception failure)
        {
            lock (writing)
            {
                End(failure);
            }
        }
    }

    private void End(Exception? failure)
    {
        queue.Close();
        queue.Abandon();
        tables.Dispose();
        database.Dispose();
        if (failure is null)
        {
            ended.SetResult();
        }
        else
        {
            pulse.Beat(); // Never to move again: whoever watches finds it still.
            ended.SetException(failure);
        }
    }

    private void Write(List<AppendCommand> batch)
    {
        var start = Stopwatch.GetTimestamp();
        pulse.Beat();
        var answer = new BatchAnswer([.. batch]);
        if (collector.PatienceForCommit is > 0 and var ticks)
        {
            answer.CallThread(ticks);
        }

        var failure = TryCommit(CollectionsMarshal.AsSpan(batch));
        collector.Committed(Stopwatch.GetTimestamp() - start);
        lone.Committed(batch.Count, queue.Count, collector.CommitsAreQuick);
        answer.Answer(failure);
        CheckpointIfLong();
        pulse.Rest();
    }

    /// <summary>Commits on the thread of the caller, unless another one is about or the store was closed.</summary>
    private bool TryWriteAlone(AppendCommand command)
    {
        if (!writing.TryEnter())
        {
            return false;
        }

        try
        {
            if (queue.IsClosed || queue.Count > 0)
            {
                return false;
            }

            pulse.Beat();
            command.Answer(TryCommit(new ReadOnlySpan<AppendCommand>(in command)));
            lone.CommittedItself();
            CheckpointIfLong();
            pulse.Rest();
            return true;
        }
        finally
        {
            writing.Exit();
        }
    }

    /// <returns>Why nothing was stored; null when all was.</returns>
    private Exception? TryCommit(ReadOnlySpan<AppendCommand> batch)
    {
        try
        {
            Commit(batch);
            return null;
        }
        catch (Exception failure)
        {
            // Whatever it was, callers must not wait for ever and the next batch starts from the file.
            Rollback();
            return failure;
        }
    }

    private void Commit(ReadOnlySpan<AppendCommand> batch)
    {
        if (stale)
        {
            Reload();
        }

        var started = CommitTelemetry.Start();
        var before = position;
        tables.Begin();
        foreach (var command in batch)
        {
            if (command is { Copied: { } copied, IsCancelled: false })
            {
                Copy(command, copied);
            }
            else
            {
                command.Decide(command.IsCancelled ? null : Append(command));
            }
        }

        tables.Commit();
        CommitTelemetry.Stop(started, batch.Length);
        if (position > before)
        {
            pages += database.TakePagesWritten();
            head.MoveTo(Position.At(position));
        }
    }

    /// <summary>Takes up from the file, which may hold a commit that was reported as failed.</summary>
    private void Reload()
    {
        (position, var recorded) = tables.ReadLast();
        clock.GoBackTo(recorded?.UnixMicroseconds ?? long.MinValue);
        head.MoveTo(Position.At(position));
        stale = false;
    }

    private void Rollback()
    {
        tails.Clear();
        types.Clear();
        stale = true;
        try
        {
            database.RollBack();
        }
        catch (StoreFailedException)
        {
            // The failure that led here is the one to tell; the next BEGIN fails in its turn if the connection is lost.
        }
    }

    private void CheckpointIfLong()
    {
        if (pages >= PagesBeforeCheckpoint)
        {
            Checkpoint();
        }
    }

    /// <summary>Only when nothing was written since the last look, and nobody writes now.</summary>
    private void CheckpointIfIdle(ref long seen)
    {
        if (!writing.TryEnter())
        {
            return;
        }

        try
        {
            if (seen == position)
            {
                pulse.Beat();
                Checkpoint();
                pulse.Rest();
                lone.Forget();
            }

            seen = position;
        }
        finally
        {
            writing.Exit();
        }
    }

    private void Checkpoint()
    {
        try
        {
            database.Checkpoint();
        }
        catch (StoreFailedException)
        {
            // Nothing is lost: the events stay in the write-ahead log, and a disk that fails tells the next commit.
        }

        pages = 0;
    }

    private AppendOutcome Append(AppendCommand command)
    {
        var tail = FindTail(command.Stream);
        return command.ExpectedVersion == (tail?.Version ?? 0) ? Store(command, tail) : Explain(command, tail);
    }

    private StreamTail? FindTail(StreamName name)
    {
        var tail = tails.Find(name);
        if (tail is null && tables.ReadTail(name) is { } stored)
        {
            tails.Add(name, stored);
            return stored;
        }

        return tail;
    }

    private AppendOutcome Store(AppendCommand command, StreamTail? known)
    {
        var (before, times) = (position, clock.Mark());
        var undoable = known is null || command.Events.Count > 1;
        if (undoable)
        {
            tables.OpenSavepoint();
        }

        var tail = known ?? tables.AddStream(command.Stream);
        Span<byte> hash = stackalloc byte[HashChain.HashLength];
        tail.Hash.CopyTo(hash);
        clock.NotBefore(tail.Recorded);
        RecordTime recorded = default;
        for (var i = 0; i < command.Events.Count; i++)
        {
            var proposed = command.Events[i];
            recorded = clock.Next();
            position++;
            var version = tail.Version + i + 1;
            HashChain.Compute(hash, command.Stream, version, proposed, recorded, hash);
            if (!tables.TryAddEvent(position, tail.Ordinal, version, FindType(proposed.Type), recorded, proposed, hash))
            {
                position = before;
                clock.GoBackTo(times);
                return Refuse(command, undoable);
            }
        }

        if (undoable)
        {
            tables.KeepSavepoint();
        }

        if (known is null)
        {
            tails.Add(command.Stream, tail);
        }

        tail.Version += command.Events.Count;
        tail.Recorded = recorded;
        hash.CopyTo(tail.Hash);
        return new AppendOutcome.Appended(tail.Version, Position.At(position), recorded, Already: false);
    }

    private long FindType(EventType type)
    {
        if (!types.TryGetValue(type, out var ordinal))
        {
            ordinal = tables.FindOrAddType(type);
            types.Add(type, ordinal);
        }

        return ordinal;
    }
}
