using BudgetCoaching.Domain;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application;

/// <summary>
/// What became of a command. An exception instead means a bug or that the world failed: repeat it under the same request id.
/// </summary>
public abstract record CommandOutcome<TEvent>
{
    private CommandOutcome()
    {
    }

    /// <summary>Everything asked for is in the log, durably.</summary>
    /// <param name="Version">Of the stream just after the request; for one that found everything there, the present version.</param>
    /// <param name="Position">Of the event at that version.</param>
    /// <param name="Recorded">Record time of that event.</param>
    /// <param name="Events">What the request appended, now or when it was first made; none when everything was there.</param>
    /// <param name="Already">Nothing was appended now.</param>
    public sealed record Accepted(long Version, Position Position, Instant Recorded, ValueList<TEvent> Events, bool Already)
        : CommandOutcome<TEvent>;

    /// <summary>A rule refused it; nothing was appended.</summary>
    public sealed record Refused(Refusal Refusal) : CommandOutcome<TEvent>;

    /// <summary>The stream is at another version than the caller saw; nothing was appended (R6).</summary>
    public sealed record Conflict(long CurrentVersion) : CommandOutcome<TEvent>;

    /// <summary>Others kept appending to the stream; nothing was appended. The caller may try again.</summary>
    public sealed record Contention(int Attempts) : CommandOutcome<TEvent>;
}

/// <summary>Refusals that no decider gives: they concern the request and not its content.</summary>
public static class RequestReasons
{
    /// <summary>The request id was used for another request; choose a new one (R5).</summary>
    public const string RequestIdReused = "REQUEST_ID_REUSED";

    /// <summary>The household was forgotten: its key is destroyed and nothing more is recorded of it (R5, R10).</summary>
    public const string HouseholdErased = "HOUSEHOLD_ERASED";

    /// <summary>The key of the household, or of the agency's own ids, is not in the key store: it was lost or not restored.</summary>
    public const string KeyMissing = "KEY_MISSING";

    /// <summary>The cursor was given by another log; read anew from this one.</summary>
    public const string CursorForeign = "CURSOR_FOREIGN";

    /// <summary>The text is no cursor of this service.</summary>
    public const string CursorMalformed = "CURSOR_MALFORMED";
}
