namespace BudgetCoaching.Projections.Following;

/// <summary>
/// The statements on the one table that every read model has: a row a household. Written once, so that they are prepared once.
/// </summary>
internal sealed class ReadModelTables(IReadModel model)
{
    private readonly string table = $"{model.Name}_household";

    public string Create =>
        $"""
        CREATE TABLE {table} (
            household BLOB PRIMARY KEY,
            agency TEXT NOT NULL,
            agency_version INTEGER NOT NULL,
            version INTEGER NOT NULL,
            known_at INTEGER NOT NULL,
            next_change_on INTEGER,
            body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX {table}_of_agency ON {table} (agency);
        CREATE INDEX {table}_due ON {table} (next_change_on) WHERE next_change_on IS NOT NULL;
        {model.Schema}
        """;

    public string Put { get; } =
        $"""
        INSERT INTO {model.Name}_household (household, agency, agency_version, version, known_at, next_change_on, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (household) DO UPDATE SET agency = ?2, agency_version = ?3, version = ?4, known_at = ?5, next_change_on = ?6, body = ?7
        """;

    public string MarkAgencyDue { get; } = $"UPDATE {model.Name}_household SET next_change_on = ?2 WHERE agency = ?1";

    public string Due { get; } =
        $"SELECT household FROM {model.Name}_household WHERE next_change_on <= ?1 ORDER BY next_change_on LIMIT ?2";

    public string Move { get; } =
        $"UPDATE projection SET commit_position = ?1, prepare_position = ?2 WHERE name = '{model.Name}'";

    public string ReachDay { get; } = $"UPDATE projection SET day = ?1 WHERE name = '{model.Name}'";

    public string ReadProgress { get; } = $"SELECT commit_position, prepare_position, day FROM projection WHERE name = '{model.Name}'";

    /// <summary>A household's row beside the checkpoint under which it was written, in one statement and so of one moment.</summary>
    public string Get { get; } = Select(model, ", h.body");

    /// <summary>The same without the body, for whoever has it.</summary>
    public string GetSource { get; } = Select(model, "");

    private static string Select(IReadModel model, string more) =>
        $"""
        SELECT h.agency, h.agency_version, h.version, h.known_at, p.commit_position, p.prepare_position{more}
        FROM {model.Name}_household AS h, projection AS p WHERE h.household = ?1 AND p.name = '{model.Name}'
        """;
}
