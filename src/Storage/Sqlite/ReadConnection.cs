namespace BudgetCoaching.Storage.Sqlite;

/// <summary>A read-only connection with its statements. Used by one caller at a time; no transaction outlives a call.</summary>
internal sealed class ReadConnection : IDisposable
{
    private const string Columns = "position, version, type, recorded, id, data, meta, hash, stream";

    private readonly Database database;
    private readonly LogNames names;
    private readonly Statement readStream;
    private readonly Statement visitStream;
    private readonly Statement readAll;
    private readonly Statement listStreams;
    private readonly Statement findStream;
    private readonly Statement readHead;
    private readonly Statement streamName;
    private readonly Statement typeName;

    public ReadConnection(Database database, LogNames names)
    {
        this.database = database;
        this.names = names;
        database.Execute("PRAGMA cache_size = -8192;");
        readStream = database.Prepare(
            $"SELECT {Columns} FROM events WHERE stream = ?1 AND version > ?2 AND position <= ?3 ORDER BY version LIMIT ?4;");
        visitStream = database.Prepare(
            "SELECT version, position, type, recorded, data FROM events "
            + "WHERE stream = ?1 AND version > ?2 AND position <= ?3 ORDER BY version;");
        listStreams = database.Prepare("SELECT stream, name FROM streams WHERE stream > ?1 ORDER BY stream LIMIT ?2;");
        readAll = database.Prepare(
            $"SELECT {Columns} FROM events WHERE position > ?1 AND position <= ?2 ORDER BY position LIMIT ?3;");
        findStream = database.Prepare("SELECT stream FROM streams WHERE name = ?1;");
        readHead = database.Prepare("SELECT max(position) FROM events;");
        streamName = database.Prepare("SELECT name FROM streams WHERE stream = ?1;");
        typeName = database.Prepare("SELECT name, schema FROM types WHERE type = ?1;");
    }

    /// <summary>The position of the last event in the file, 0 without one.</summary>
    public long ReadHead()
    {
        try
        {
            return readHead.Step() ? readHead.Integer(0) : 0;
        }
        finally
        {
            readHead.Reset();
        }
    }

    /// <summary>The ordinal of a stream, null if nothing was ever appended to it.</summary>
    public long? FindStream(StreamName name)
    {
        findStream.Bind(1, name.Value);
        try
        {
            return findStream.Step() ? findStream.Integer(0) : null;
        }
        finally
        {
            findStream.Reset();
        }
    }

    /// <summary>Fills the page from one stream. It is not full afterwards if the stream ended.</summary>
    public void ReadStream(StreamName name, long ordinal, long afterVersion, long upToPosition, LogPage page)
    {
        readStream.Bind(1, ordinal).Bind(2, afterVersion).Bind(3, upToPosition).Bind(4, LogPage.MaxEvents);
        try
        {
            while (!page.IsFull && readStream.Step())
            {
                page.Add(Read(readStream, name));
            }
        }
        finally
        {
            readStream.Reset();
        }
    }

    /// <summary>Lends the events of one stream to a visit, straight from the pages of the database.</summary>
    public void VisitStream(long ordinal, long afterVersion, long upToPosition, EventVisit visit, CancellationToken cancel)
    {
        visitStream.Bind(1, ordinal).Bind(2, afterVersion).Bind(3, upToPosition);
        try
        {
            while (visitStream.Step())
            {
                cancel.ThrowIfCancellationRequested();
                var lent = new LentEvent(
                    visitStream.Integer(0), Position.At(visitStream.Integer(1)), TypeOf(visitStream.Integer(2)),
                    new RecordTime(visitStream.Integer(3)), visitStream.Blob(4));
                if (!visit(lent))
                {
                    return;
                }
            }
        }
        finally
        {
            visitStream.Reset();
        }
    }

    /// <summary>Streams after an ordinal, ascending by it, as many as were asked for or all that follow.</summary>
    /// <returns>The ordinal of the last.</returns>
    public long ListStreams(long afterOrdinal, int limit, List<StreamName> streams)
    {
        listStreams.Bind(1, afterOrdinal).Bind(2, limit);
        try
        {
            while (listStreams.Step())
            {
                afterOrdinal = listStreams.Integer(0);
                streams.Add(new StreamName(listStreams.Text(1)));
            }

            return afterOrdinal;
        }
        finally
        {
            listStreams.Reset();
        }
    }

    /// <summary>Fills the page from the whole log. It is not full afterwards if the log ended.</summary>
    public void ReadAll(long after, long upToPosition, LogPage page)
    {
        readAll.Bind(1, after).Bind(2, upToPosition).Bind(3, LogPage.MaxEvents);
        try
        {
            while (!page.IsFull && readAll.Step())
            {
                page.Add(Read(readAll, NameOf(readAll.Integer(8))));
            }
        }
        finally
        {
            readAll.Reset();
        }
    }

    /// <summary>Writes a consistent copy of the log into a file that does not exist yet, while appends go on.</summary>
    public void CopyInto(string path)
    {
        using var copy = database.Prepare("VACUUM INTO ?1;");
        copy.Bind(1, path);
        copy.Run();
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[readStream, visitStream, readAll, listStreams, findStream, readHead, streamName, typeName])
        {
            statement.Dispose();
        }

        database.Dispose();
    }

    private RecordedEvent Read(Statement row, StreamName stream)
    {
        var data = row.Blob(5);
        var meta = row.Blob(6);
        var hash = row.Blob(7);
        var bytes = GC.AllocateUninitializedArray<byte>(data.Length + meta.Length + hash.Length);
        data.CopyTo(bytes);
        meta.CopyTo(bytes.AsSpan(data.Length));
        hash.CopyTo(bytes.AsSpan(data.Length + meta.Length));
        return new RecordedEvent
        {
            Stream = stream,
            Version = row.Integer(1),
            Position = Position.At(row.Integer(0)),
            Id = row.Id(4),
            Type = TypeOf(row.Integer(2)),
            Recorded = new RecordTime(row.Integer(3)),
            Data = bytes.AsMemory(0, data.Length),
            Meta = bytes.AsMemory(data.Length, meta.Length),
            Hash = bytes.AsMemory(data.Length + meta.Length),
        };
    }

    private StreamName NameOf(long ordinal)
    {
        if (!names.TryFindStream(ordinal, out var name))
        {
            name = new StreamName(Find(streamName, ordinal, static row => row.Text(0)));
            names.AddStream(ordinal, name);
        }

        return name;
    }

    private EventType TypeOf(long ordinal)
    {
        if (!names.TryFindType(ordinal, out var type))
        {
            type = Find(typeName, ordinal, static row => new EventType(row.Text(0), (int)row.Integer(1)));
            names.AddType(ordinal, type);
        }

        return type;
    }

    private static T Find<T>(Statement statement, long ordinal, Func<Statement, T> read)
    {
        statement.Bind(1, ordinal);
        try
        {
            return statement.Step()
                ? read(statement)
                : throw new StoreFailedException($"An event refers to name {ordinal}, which is missing.");
        }
        finally
        {
            statement.Reset();
        }
    }
}
