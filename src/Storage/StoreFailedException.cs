namespace BudgetCoaching.Storage;

/// <summary>The world failed under the store: the disk, a lock, a damaged file. Whether an append took effect is unknown.</summary>
public sealed class StoreFailedException(string message) : IOException(message);
