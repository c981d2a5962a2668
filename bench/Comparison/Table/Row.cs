namespace BudgetCoaching.Bench.Table;

/// <summary>One target and how it is read from what was measured.</summary>
/// <param name="Id">Of the target.</param>
/// <param name="What">In words: ours, then the reference.</param>
/// <param name="Ours">Name of a figure.</param>
/// <param name="Reference">Name of the figure it is divided by; null where the figure stands alone.</param>
/// <param name="Unit">Of the figures.</param>
/// <param name="IsFloor">More is better.</param>
/// <param name="Must">What is required of the ratio, or of the figure where there is none.</param>
/// <param name="Aim">What would be excellent.</param>
internal sealed record Row(
    string Id, string What, string Ours, string? Reference, string Unit, bool IsFloor, double Must, double Aim)
{
    private const string PerSecond = "/s";

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<Row> All { get; } =
    [
        Ratio("A1", "append, 64 callers / message-db", "append-64.rate", "message-db-64.rate", 25, 45),
        Ratio("A2", "append, 64 callers / plain PostgreSQL table", "append-64.rate", "postgres-64.rate", 6, 9),
        Ratio("A4", "append, 64 callers / raw SQLite, 64 a transaction", "append-64.rate", "raw-64.rate", 0.45, 0.65),
        Ratio("A5", "append, 8 callers / raw SQLite, 8 a transaction", "append-8.rate", "raw-8.rate", 0.45, 0.6),
        Ratio("A6", "append, 1 caller / raw SQLite, 1 a transaction", "append-1.rate", "raw-1.rate", 0.8, 0.9),
        Ratio("A6", "append, 1 caller / message-db", "append-1.rate", "message-db-1.rate", 2, 3),
        new("A7", "p99 of append, 1 caller / of raw SQLite", "append-1.p99", "raw-1.p99", "µs", IsFloor: false, 2, 1.3),
        new("A7", "p99 of append, 64 callers / of message-db", "append-64.p99", "message-db-64.p99", "µs", IsFloor: false, 0.1, 0.05),
        Ratio("A8", "1 ms slower flush: append, 64 / message-db", "append-64-slow.rate", "message-db-64-slow.rate", 30, 55),
        Ratio("A8", "1 ms slower flush: append, 64 / plain PostgreSQL table", "append-64-slow.rate", "postgres-64-slow.rate", 2.5, 4),
        Ratio("A8", "1 ms slower flush: append, 64 / raw SQLite, 64 a transaction", "append-64-slow.rate", "raw-64-slow.rate", 0.5, 0.75),
        Ratio("A9", "gRPC unary append, 64 callers / message-db, no gRPC", "call-64.rate", "message-db-64.rate", 4, 8),
        Ratio("A10", "gRPC unary append, 64 callers / PostgreSQL table, no gRPC", "call-64.rate", "postgres-64.rate", 1, 1.6),
        Ratio("A12", "gRPC unary append, 64 callers / empty call", "call-64.rate", "ask-64.rate", 0.45, 0.65),
        Ratio("A12", "gRPC unary append, 8 callers / empty call", "call-8.rate", "ask-8.rate", 0.6, 0.8),
        Ratio("A13", "gRPC stream of appends, 64 in flight / unary, 64 callers", "stream-64.rate", "call-64.rate", 2, 4),
        new("A14", "CPU of an append, 64 callers", "append-64.cpu", null, "µs", IsFloor: false, 30, 15),
        new("A14", "managed bytes of an append, 64 callers", "append-64.bytes", null, "B", IsFloor: false, 512, 100),
        new("R1", "replay of 1,000 events", "replay-1000.rate", null, PerSecond, IsFloor: true, 700_000, 1_300_000),
        Ratio("R4", "replay of 10,000 events / of 1,000, events a second", "replay-10000.rate", "replay-1000.rate", 1 / 1.3, 1),
        new("P1", "rebuild of all read models, events", "rebuild.rate", null, PerSecond, IsFloor: true, 300_000, 700_000),
        new("P5", "rebuild: peak memory of the process", "rebuild.peak", null, "MB", IsFloor: false, 160, 110),
        new("P5", "rebuild: managed bytes an event", "rebuild.bytes", null, "B", IsFloor: false, 32, 4),
        new("C1", "whole log over gRPC", "catch-up.rate", null, PerSecond, IsFloor: true, 300_000, 600_000),
        new("C2", "followed beside 8 writers: delivered / stored", "follow.delivered", "follow.stored", "events", IsFloor: true, 1, 1),
        new("C2", "the same: distinct / stored", "follow.distinct", "follow.stored", "events", IsFloor: true, 1, 1),
        new("C2", "the same: out of order", "follow.disordered", null, "events", IsFloor: false, 0, 0),
        Ratio("Q1", "GetArrears, 64 callers / empty call", "arrears-64.rate", "empty-64.rate", 0.75, 0.9),
        Ratio("Q1", "GetArrearsTrend of 12 months, 64 callers / empty call", "trend-64.rate", "empty-64.rate", 0.75, 0.9),
        Ratio("Q1", "the same, parsed by the client on the same cores", "parsed-64.rate", "empty-64.rate", 0.75, 0.9),
        new("D1", "file bytes an event / data, meta, hash and id", "size.file", "size.content", "B", IsFloor: false, 1.5, 1.3),
    ];

    /// <summary>Null where it was not measured.</summary>
    public double? Value(Findings findings) => Reference is null ? findings.Median(Ours) : findings.MedianRatio(Ours, Reference);

    public string Verdict(double value) => Holds(value, Aim) ? "aim" : Holds(value, Must) ? "held" : "MISSED";

    private bool Holds(double value, double bound) => IsFloor ? value >= bound : value <= bound;

    private static Row Ratio(string id, string what, string ours, string reference, double must, double aim) =>
        new(id, what, ours, reference, PerSecond, IsFloor: true, must, aim);
}
