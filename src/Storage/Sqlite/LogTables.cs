namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// The writer's statements, prepared once. Everything happens in the transaction between <see cref="Begin"/> and <see cref="Commit"/>.
/// </summary>
internal sealed class LogTables : IDisposable
{
    private readonly Database database;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement savepoint;
    private readonly Statement rollbackToSavepoint;
    private readonly Statement releaseSavepoint;
    private readonly Statement insertEvent;
    private readonly Statement insertStream;
    private readonly Statement insertType;
    private readonly Statement findStream;
    private readonly Statement findType;
    private readonly Statement findTail;
    private readonly Statement findId;
    private readonly Statement readIds;

    public LogTables(Database database)
    {
        this.database = database;
        begin = database.Prepare("BEGIN IMMEDIATE;");
        commit = database.Prepare("COMMIT;");
        savepoint = database.Prepare("SAVEPOINT command;");
        rollbackToSavepoint = database.Prepare("ROLLBACK TO command;");
        releaseSavepoint = database.Prepare("RELEASE command;");
        insertEvent = database.Prepare("INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);");
        insertStream = database.Prepare("INSERT INTO streams (name) VALUES (?1) RETURNING stream;");
        insertType = database.Prepare("INSERT INTO types (name, schema) VALUES (?1, ?2) RETURNING type;");
        findStream = database.Prepare("SELECT stream FROM streams WHERE name = ?1;");
        findType = database.Prepare("SELECT type FROM types WHERE name = ?1 AND schema = ?2;");
        findTail = database.Prepare("SELECT version, hash, recorded FROM events WHERE stream = ?1 ORDER BY version DESC LIMIT 1;");
        findId = database.Prepare("SELECT 1 FROM events WHERE id = ?1;");
        readIds = database.Prepare(
            "SELECT id, version, position, recorded FROM events WHERE stream = ?1 AND version > ?2 ORDER BY version LIMIT ?3;");
    }

    public void Begin() => begin.Run();

    public void Commit() => commit.Run();

    public void OpenSavepoint() => savepoint.Run();

    public void KeepSavepoint() => releaseSavepoint.Run();

    public void UndoSavepoint()
    {
        rollbackToSavepoint.Run();
        releaseSavepoint.Run();
    }

    /// <summary>Position and record time of the last event; nulls in an empty log.</summary>
    public (long Position, RecordTime? Recorded) ReadLast()
    {
        using var last = database.Prepare("SELECT position, recorded FROM events ORDER BY position DESC LIMIT 1;");
        return last.Step() ? (last.Integer(0), new RecordTime(last.Integer(1))) : (0, null);
    }

    /// <summary>The tail of a stream, null if nothing was ever appended to it.</summary>
    public StreamTail? ReadTail(StreamName name)
    {
        if (FirstInteger(findStream.Bind(1, name.Value)) is not { } ordinal)
        {
            return null;
        }

        findTail.Bind(1, ordinal);
        try
        {
            return findTail.Step()
                ? new StreamTail(ordinal, findTail.Integer(0), findTail.Blob(1).ToArray(), new RecordTime(findTail.Integer(2)))
                : new StreamTail(ordinal, 0, HashChain.Genesis.ToArray());
        }
        finally
        {
            findTail.Reset();
        }
    }

    public StreamTail AddStream(StreamName name) =>
        new(Inserted(insertStream.Bind(1, name.Value)), 0, HashChain.Genesis.ToArray());

    public long FindOrAddType(EventType type) =>
        FirstInteger(findType.Bind(1, type.Name).Bind(2, type.Schema))
        ?? Inserted(insertType.Bind(1, type.Name).Bind(2, type.Schema));

    /// <returns>False if a constraint of the table refused the row.</returns>
    public bool TryAddEvent(
        long position, long stream, long version, long type, RecordTime recorded, ProposedEvent proposed, ReadOnlySpan<byte> hash)
    {
        insertEvent.Bind(1, position).Bind(2, stream).Bind(3, version).Bind(4, type).Bind(5, recorded.UnixMicroseconds);
        insertEvent.Bind(6, proposed.Id).Bind(7, proposed.Data.Span).Bind(8, proposed.Meta.Span).Bind(9, hash);
        return insertEvent.TryRun();
    }

    public bool HoldsId(Guid eventId) => FirstInteger(findId.Bind(1, eventId)) is not null;

    /// <summary>What was answered when exactly these events were appended right after that version, null if they were not.</summary>
    public AppendOutcome.Appended? FindSameAppend(long stream, long afterVersion, IReadOnlyList<ProposedEvent> events)
    {
        readIds.Bind(1, stream).Bind(2, afterVersion).Bind(3, events.Count);
        try
        {
            for (var i = 0; i < events.Count; i++)
            {
                if (!readIds.Step() || readIds.Id(0) != events[i].Id)
                {
                    return null;
                }
            }

            return new AppendOutcome.Appended(
                readIds.Integer(1), Position.At(readIds.Integer(2)), new RecordTime(readIds.Integer(3)), Already: true);
        }
        finally
        {
            readIds.Reset();
        }
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[
            begin, commit, savepoint, rollbackToSavepoint, releaseSavepoint, insertEvent, insertStream, insertType, findStream,
            findType, findTail, findId, readIds])
        {
            statement.Dispose();
        }
    }

    private static long? FirstInteger(Statement statement)
    {
        try
        {
            return statement.Step() ? statement.Integer(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    private static long Inserted(Statement statement) =>
        FirstInteger(statement) ?? throw new StoreFailedException("SQLite inserted a row and did not return its key.");
}
