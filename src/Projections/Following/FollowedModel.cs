using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.Following;

/// <summary>How far one read model has come: what its file says, kept at hand.</summary>
internal sealed class FollowedModel(IReadModel model, (Position Position, LocalDate Day) progress)
{
    public IReadModel Model { get; } = model;

    public Position Position { get; private set; } = progress.Position;

    public LocalDate Day { get; private set; } = progress.Day;

    /// <summary>Null while it goes on.</summary>
    public PoisonEvent? Poison { get; set; }

    /// <summary>
    /// Parameters changed and not every household of the agency is computed by them yet: true also when opened, because nobody knows.
    /// </summary>
    public bool RowsAreDue { get; private set; } = true;

    public void Reached(Position position, bool rowsAreDue)
    {
        Position = position;
        RowsAreDue |= rowsAreDue;
    }

    public void Reached(LocalDate day)
    {
        Day = day;
        RowsAreDue = false;
    }
}
