namespace BudgetCoaching.Application.Disclosure;

/// <summary>
/// Who was shown what (R11), outside the ledger: appended to and nothing else, each entry chained to the one before. Thread safe.
/// </summary>
public interface IDisclosureRegister : IAsyncDisposable
{
    /// <summary>Enters what is about to be shown. When it returns, it is stored durably, all of it.</summary>
    /// <exception cref="IOException">It could not be written: nothing may be shown.</exception>
    Task EnterAsync(IReadOnlyList<Disclosed> shown, CancellationToken cancel);

    /// <summary>Entries in the order of their numbers, at most <paramref name="limit"/> after <paramref name="after"/>.</summary>
    /// <exception cref="IOException">It could not be read.</exception>
    ValueTask<IReadOnlyList<RegisteredDisclosure>> ListAsync(
        DisclosureFilter filter, long after, int limit, CancellationToken cancel);

    /// <summary>The number of the first entry that is not as it was entered; null for a register that is whole. Reads all of it.</summary>
    /// <exception cref="IOException">It could not be read.</exception>
    ValueTask<long?> FirstBrokenAsync(CancellationToken cancel);
}
