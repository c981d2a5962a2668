using BudgetCoaching.Projections.Following;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections;

/// <summary>How far one read model has come: what health reports.</summary>
/// <param name="Position">Of the last event in its rows.</param>
/// <param name="Day">The day in Rome up to which its columns of today are computed (R61).</param>
/// <param name="IsCurrent">Its rows stand by the parameters in force at <paramref name="Position"/>, every household of them.</param>
/// <param name="Poison">Why it stopped; null while it goes on.</param>
public sealed record ProjectionStatus(
    string Name, int Number, Position Position, LocalDate Day, bool IsCurrent, PoisonEvent? Poison)
{
    internal static ProjectionStatus Of(FollowedModel model) =>
        new(model.Model.Name, model.Model.Number, model.Position, model.Day, !model.RowsAreDue, model.Poison);
}

/// <summary>All read models together.</summary>
/// <param name="Head">Of the log when it was last looked at; with positions that count events the lag is the difference.</param>
/// <param name="Projections">Empty until the first file is open.</param>
/// <param name="Failure">Why following failed when last tried, in words for operators; null while it goes well. It is tried again.</param>
public sealed record ProjectionsStatus(Position Head, IReadOnlyList<ProjectionStatus> Projections, string? Failure)
{
    /// <summary>Every read model has rows up to a position, by the parameters then in force.</summary>
    public bool Reached(Position position) =>
        Projections.Count > 0 && Projections.All(projection => projection.Position >= position && projection.IsCurrent);

    /// <summary>A read model stopped before a position and will not come there by itself.</summary>
    public bool StoppedBefore(Position position) =>
        Projections.Any(projection => projection.Poison is not null && projection.Position < position);
}
