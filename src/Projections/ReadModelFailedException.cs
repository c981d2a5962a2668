namespace BudgetCoaching.Projections;

/// <summary>No file of read models is complete yet: the same may be asked again.</summary>
public sealed class ReadModelFailedException(string message) : Exception(message);
