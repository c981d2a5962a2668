using BudgetCoaching.Domain;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application;

/// <summary>
/// How far the log must have been read for an answer about a household to hold every write that this process has acknowledged.
/// Households share marks, so that they take no room: one may have to be read further than its own last write, never less far.
/// Thread safe.
/// </summary>
/// <param name="start">Where the log ended when this process began: acknowledged by the one before it.</param>
public sealed class AcknowledgedWrites(Position start)
{
    /// <summary>A power of two. Of so many households written at once about one in two shares a mark with another.</summary>
    private const int MarksMax = 4096;

    private readonly Mark?[] marks = new Mark?[MarksMax];

    public AcknowledgedWrites()
        : this(Position.Start)
    {
    }

    /// <summary><see cref="Position.Start"/> where nothing was written.</summary>
    public Position Of(HouseholdId household) => Volatile.Read(ref MarkOf(household))?.Position ?? start;

    /// <summary>A write that whoever made it is about to be told of.</summary>
    internal void Note(HouseholdId household, Position position)
    {
        ref var mark = ref MarkOf(household);
        var known = Volatile.Read(ref mark);
        Mark? next = null;

        // Each turn lost is another's write gone further.
        while (position > (known?.Position ?? start))
        {
            var found = Interlocked.CompareExchange(ref mark, next ??= new Mark(position), known);
            if (ReferenceEquals(found, known))
            {
                return;
            }

            known = found;
        }
    }

    private ref Mark? MarkOf(HouseholdId household) => ref marks[household.Value.GetHashCode() & (MarksMax - 1)];

    /// <summary>One reference, so that it is read whole.</summary>
    private sealed record Mark(Position Position);
}
