namespace BudgetCoaching.Storage;

/// <summary>A log that takes events over from another as they were recorded there.</summary>
public interface ILogCopyTarget : IEventReader
{
    /// <summary>
    /// Stores events of any streams durably, with the versions, ids, record times and hashes that they have; positions are this log's own.
    /// Each must be the next of its stream here, and its hash must continue the chain. Where one writer writes, all are stored or none, in
    /// their order; else each stream in its own order. Bounds are those of an append (<see cref="AppendRules"/>).
    /// </summary>
    /// <exception cref="StoreRefusedException">
    /// <see cref="StoreRefusedException.LogDiffers"/>: an event is not the next of its stream.
    /// </exception>
    Task CopyAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancel);
}
