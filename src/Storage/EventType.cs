namespace BudgetCoaching.Storage;

/// <summary>The explicit name of a kind of event (<c>ChargePosted</c>) and the number of the schema its bytes follow.</summary>
public readonly record struct EventType(string Name, int Schema);
