namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// The log in one SQLite file: one connection writes, committing together what arrives together; readers have connections of their own.
/// Every answer means that the events have reached the disk. Thread safe.
/// </summary>
public sealed class SqliteEventStore : IEventStore, ILogCopyTarget, IAsyncDisposable
{
    /// <summary>Name of the file within a data folder.</summary>
    public const string FileName = LogSchema.FileName;

    /// <summary>Of the log's file: any other is refused.</summary>
    public const int Format = LogSchema.Version;

    private readonly DataFolderLock folder;
    private readonly SqliteEventReader reader;
    private readonly CommittedHead head;
    private readonly LogWriter writer;
    private int disposed;

    private SqliteEventStore(DataFolderLock folder, Database database, string path, SqliteStoreOptions options, TimeProvider clock)
    {
        this.folder = folder;
        WriterPulse = new Pulse(clock);
        LogSchema.Ensure(database);
        database.Execute($"PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -{options.CacheKibibytes};");
        var tables = new LogTables(database);
        var (position, recorded) = tables.ReadLast();
        var recordClock = new RecordClock(clock, recorded);
        head = new CommittedHead(Position.At(position));
        reader = new SqliteEventReader(path, LogSchema.ReadStoreId(database), head);
        writer = new LogWriter(database, tables, recordClock, head, WriterPulse);
        writer.Start();
    }

    public string StoreId => reader.StoreId;

    /// <summary>Of the thread that commits.</summary>
    public Pulse WriterPulse { get; }

    /// <summary>Opens the log in a data folder and creates either if absent.</summary>
    /// <exception cref="StoreRefusedException">The folder is in use, the file is no log, or the clock is behind it.</exception>
    /// <exception cref="StoreFailedException">The file cannot be read or written.</exception>
    public static SqliteEventStore Open(SqliteStoreOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        Directory.CreateDirectory(options.DataFolder);
        var path = Path.Combine(options.DataFolder, LogSchema.FileName);
        var folderLock = DataFolderLock.Take(options.DataFolder);
        Database? database = null;
        try
        {
            database = Database.OpenForWriting(path, options.BusyTimeout);
            return new SqliteEventStore(folderLock, database, path, options, clock);
        }
        catch
        {
            database?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamName stream, long afterVersion, CancellationToken cancel) =>
        reader.ReadStreamAsync(stream, afterVersion, cancel);

    public ValueTask VisitStreamAsync(StreamName stream, long afterVersion, EventVisit visit, CancellationToken cancel) =>
        reader.VisitStreamAsync(stream, afterVersion, visit, cancel);

    public IAsyncEnumerable<StreamName> ListStreamsAsync(CancellationToken cancel) => reader.ListStreamsAsync(cancel);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, CancellationToken cancel) => reader.ReadAllAsync(after, cancel);

    public ValueTask<Position> ReadHeadAsync(CancellationToken cancel) => reader.ReadHeadAsync(cancel);

    public Task<AppendOutcome> AppendAsync(
        StreamName stream, long expectedVersion, IReadOnlyList<ProposedEvent> events, CancellationToken cancel) =>
        writer.AppendAsync(stream, expectedVersion, events, cancel);

    public Task CopyAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel) => writer.CopyAsync(events, cancel);

    public Task WaitPastAsync(Position position, CancellationToken cancel) => head.WaitPastAsync(position, cancel);

    /// <summary>
    /// Copies the log as it is now to a new file, while appends go on. The file appears under its name only when it is whole and on the
    /// disk. To restore, put it as <c>log.db</c> into an empty data folder.
    /// </summary>
    /// <exception cref="IOException">The file exists already, or the disk failed.</exception>
    public Task BackupToAsync(string path, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Task.Run(() => BackupAsync(path, cancel), cancel);
    }

    /// <summary>Refuses new appends, finishes those queued, moves the write-ahead log into the file and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        // Readers first: SQLite removes the write-ahead log only if the writer is the last to close.
        reader.Dispose();
        try
        {
            await writer.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            head.Close();
            folder.Dispose();
        }
    }

    private async Task BackupAsync(string path, CancellationToken cancel)
    {
        var partial = path + ".partial";
        File.Delete(partial);
        await reader.CopyIntoAsync(partial, cancel).ConfigureAwait(false);
        using (var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: false);
    }
}
