namespace BudgetCoaching.Storage;

/// <summary>
/// An event not yet stored. The id is unique over the whole log and alone decides whether an append is a repetition.
/// The bytes are copied by the store before the append completes and must not change until then.
/// </summary>
public sealed record ProposedEvent(Guid Id, EventType Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Meta);
