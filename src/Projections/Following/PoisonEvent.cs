using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.Following;

/// <summary>The event at which a read model stopped: what was kept before it goes on being served, and nothing after it is.</summary>
/// <param name="Type">Null where no event but the beginning of a day showed it; the version is then the stream's last.</param>
/// <param name="Why">The failure in words for operators; it holds no personal data, because those are never decoded here.</param>
public sealed record PoisonEvent(Position Position, StreamName Stream, long Version, EventType? Type, string Why)
{
    internal static PoisonEvent At(RecordedEvent recorded, Exception cause) =>
        At(recorded.Stream, LentEvent.Of(recorded), cause);

    internal static PoisonEvent At(StreamName stream, in LentEvent lent, Exception cause) =>
        new(lent.Position, stream, lent.Version, lent.Type, $"{cause.GetType().Name}: {cause.Message}");

    internal static PoisonEvent On(LocalDate day, StreamName stream, long version, Position position, Exception cause) =>
        new(
            position, stream, version, Type: null,
            FormattableString.Invariant($"On {day:uuuu-MM-dd}: {cause.GetType().Name}: {cause.Message}"));
}

/// <summary>A household cannot be computed from its events, now or when tried again.</summary>
/// <param name="model">The read model that failed; null when no read model can be computed.</param>
internal sealed class PoisonException(IReadModel? model, PoisonEvent poison) : Exception(poison.Why)
{
    public IReadModel? Model { get; } = model;

    public PoisonEvent Poison { get; } = poison;
}
