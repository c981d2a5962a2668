using BudgetCoaching.Storage.Contract;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Storage.Tests.Sqlite;

public sealed class SqliteEventStoreContractTests : DurableEventStoreContract, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override Task<IEventStore> OpenAsync() =>
        Task.FromResult<IEventStore>(SqliteEventStore.Open(
            new SqliteStoreOptions { DataFolder = folder.Path }, new SetClock(DateTimeOffset.UnixEpoch)));

    protected override async Task CloseAsync(IEventStore store) => await ((SqliteEventStore)store).DisposeAsync();
}
