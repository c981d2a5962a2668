namespace BudgetCoaching.Domain;

/// <summary>
/// What a command led to: events to append (none when everything asked for is already there), or a refusal. Never an exception: that
/// would be a bug or the world failing.
/// </summary>
public abstract record Decision<TEvent>
{
    private Decision()
    {
    }

    public sealed record Accepted(ValueList<TEvent> Events) : Decision<TEvent>;

    public sealed record Refused(Refusal Refusal) : Decision<TEvent>;

    public static Decision<TEvent> Nothing { get; } = new Accepted([]);

    public static implicit operator Decision<TEvent>(Refusal refusal) => new Refused(refusal);

    public static implicit operator Decision<TEvent>(TEvent happened) => new Accepted([happened]);
}

/// <summary>
/// Why a command was refused: a stable UPPER_SNAKE reason (docs/api-errors.md), and the variable parts of the message by name.
/// </summary>
public sealed record Refusal(string Reason, string Message, ValueList<RefusalDetail> Details)
{
    public Refusal(string reason, string message)
        : this(reason, message, [])
    {
    }
}

public sealed record RefusalDetail(string Name, string Value);
