using System.Collections.Frozen;
using BudgetCoaching.Api.Hosting;

namespace BudgetCoaching.Api.Access;

/// <summary>Which consultants stand in for each other. Read once, at the start.</summary>
internal sealed class Teams
{
    private readonly FrozenDictionary<string, int> lineOf;

    private Teams(FrozenDictionary<string, int> lineOf) => this.lineOf = lineOf;

    /// <param name="path">A line a team, its members separated by blanks; empty: there are no teams.</param>
    /// <exception cref="StartRefusedException">The file cannot be read, or names somebody twice.</exception>
    public static Teams Open(string path)
    {
        if (path.Length == 0)
        {
            return new Teams(FrozenDictionary<string, int>.Empty);
        }

        try
        {
            var members = File.ReadAllLines(path).SelectMany((line, number) =>
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => (name, number)));
            return new Teams(members.ToDictionary(m => m.name, m => m.number, StringComparer.Ordinal).ToFrozenDictionary());
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartRefusedException(
                $"{ApiOptions.Section}:Access:TeamsFile {path} cannot be used: {unusable.Message.TrimEnd('.')}.", unusable);
        }
    }

    /// <summary>Everybody in somebody's team, and they themselves.</summary>
    public IReadOnlyList<string> With(string actor) => lineOf.TryGetValue(actor, out var line)
        ? [.. lineOf.Where(member => member.Value == line).Select(member => member.Key).Order(StringComparer.Ordinal)]
        : [actor];

    public bool AreTogether(string one, string other) =>
        lineOf.TryGetValue(one, out var line) && lineOf.TryGetValue(other, out var same) && line == same;
}
