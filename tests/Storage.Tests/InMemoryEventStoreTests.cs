using BudgetCoaching.Storage.Contract;

namespace BudgetCoaching.Storage.Tests;

public sealed class InMemoryEventStoreTests : EventStoreContract
{
    protected override Task<IEventStore> OpenAsync() =>
        Task.FromResult<IEventStore>(new InMemoryEventStore(new SetClock(DateTimeOffset.UnixEpoch)));

    protected override Task CloseAsync(IEventStore store) => Task.CompletedTask;
}
