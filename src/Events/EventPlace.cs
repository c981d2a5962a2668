namespace BudgetCoaching.Events;

/// <summary>Where an event stands: sealed texts open only there. The stream's name is ASCII.</summary>
public readonly record struct EventPlace(string Stream, Guid EventId);
