namespace BudgetCoaching.Storage;

/// <summary>
/// A place in the whole log, ordered by commit, then prepare. Both are equal on SQLite, where positions count 1, 2, 3 without gaps.
/// <see cref="Start"/> lies before every event.
/// </summary>
public readonly record struct Position(ulong Commit, ulong Prepare) : IComparable<Position>
{
    public static Position Start => default;

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;

    public int CompareTo(Position other) =>
        Commit == other.Commit ? Prepare.CompareTo(other.Prepare) : Commit.CompareTo(other.Commit);

    internal static Position At(long ordinal)
    {
        var value = (ulong)ordinal;
        return new Position(value, value);
    }
}
