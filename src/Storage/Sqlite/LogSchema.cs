using System.Globalization;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>The tables of the log, described for auditors in <c>docs/audit-format.md</c>.</summary>
internal static class LogSchema
{
    public const string FileName = "log.db";

    /// <summary><c>bc01</c> in ASCII.</summary>
    private const int ApplicationId = 0x62633031;

    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE identity (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            store_id TEXT NOT NULL
        ) STRICT;
        CREATE TABLE streams (
            stream INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE types (
            type INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            schema INTEGER NOT NULL,
            UNIQUE (name, schema)
        ) STRICT;
        CREATE TABLE events (
            position INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL,
            version INTEGER NOT NULL,
            type INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            id BLOB NOT NULL CHECK (length(id) = 16),
            data BLOB NOT NULL,
            meta BLOB NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            UNIQUE (stream, version),
            UNIQUE (id)
        ) STRICT;
        """;

    /// <summary>Creates the tables in an empty file and leaves a log as it is.</summary>
    /// <exception cref="StoreRefusedException">The file holds something else, and is left alone.</exception>
    public static void Ensure(Database database)
    {
        var isNew = database.QueryInteger("SELECT count(*) FROM sqlite_schema;") == 0;
        if (!isNew)
        {
            RefuseOther(database);
        }

        database.Execute("PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        if (isNew)
        {
            Create(database);
        }
    }

    /// <exception cref="StoreRefusedException">The file is not a log of this version.</exception>
    public static void RefuseOther(Database database)
    {
        var application = database.QueryInteger("PRAGMA application_id;");
        var version = database.QueryInteger("PRAGMA user_version;");
        if (application != ApplicationId || version != Version)
        {
            throw new StoreRefusedException(StoreRefusedException.LogFormatUnknown, string.Create(CultureInfo.InvariantCulture,
                $"The file is not a log of version {Version}: application id {application:x8}, version {version}."));
        }
    }

    public static string ReadStoreId(Database database)
    {
        using var statement = database.Prepare("SELECT store_id FROM identity;");
        return statement.Step()
            ? statement.Text(0)
            : throw new StoreRefusedException(StoreRefusedException.LogFormatUnknown, "The log has no identity.");
    }

    private static void Create(Database database)
    {
        // If this is cut short, SQLite rolls it back, and the file is as empty as before.
        database.Execute("BEGIN IMMEDIATE;");
        database.Execute(Tables);
        Guard(database, "identity", "one = new.one");
        Guard(database, "streams", "stream = new.stream OR name = new.name");
        Guard(database, "types", "type = new.type OR (name = new.name AND schema = new.schema)");
        Guard(database, "events", "position = new.position OR (stream = new.stream AND version = new.version) OR id = new.id");

        database.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO identity (one, store_id) VALUES (1, '{Guid.NewGuid():N}');
            PRAGMA application_id = {ApplicationId};
            PRAGMA user_version = {Version};
            COMMIT;
            """));
    }

    /// <summary>Lets rows only be added. Replacing needs a guard of its own: it deletes without asking the triggers for deletion.</summary>
    private static void Guard(Database database, string table, string same)
    {
        const string Refuse = "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;";
        database.Execute($"""
            CREATE TRIGGER {table}_never_change BEFORE UPDATE ON {table} {Refuse}
            CREATE TRIGGER {table}_never_leave BEFORE DELETE ON {table} {Refuse}
            CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {Refuse}
            """);
    }
}
