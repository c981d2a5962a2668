using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Storage.Sqlite;
using Accepted = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Households.HouseholdEvent>.Accepted;

namespace BudgetCoaching.Application.Tests;

public sealed class RestartTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("restart");
    private readonly TestClock clock = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task After_a_restart_a_repeat_is_answered_as_before_and_texts_are_read()
    {
        Accepted enrolled, recorded;
        string cursor;
        await using (var store = OpenLog())
        using (var keys = OpenKeys())
        {
            var desk = new Desk(store, new CachedKeys(keys, clock), clock);
            enrolled = (Accepted)await desk.Enrol();
            recorded = (Accepted)await desk.Record(Desk.Cash(1), Desk.Request("r1"));
            cursor = Cursor.Encode(store.StoreId, recorded.Position);
        }

        await using var storeAgain = OpenLog();
        using var keysAgain = OpenKeys();
        var after = new Desk(storeAgain, new CachedKeys(keysAgain, clock), clock);

        (await after.Enrol()).Should().Be(enrolled with { Already = true });
        (await after.Record(Desk.Cash(1), Desk.Request("r1"))).Should().Be(recorded with { Already = true });
        ((Accepted)await after.Record(Desk.Cash(2), Desk.Request("r2"))).Version.Should().Be(3);
        var state = await after.States.LoadAsync(Desk.Household, CancellationToken.None);
        state.Enrolment!.Label!.Text.Should().Be("Famiglia Rossi");
        Cursor.Decode(cursor, storeAgain.StoreId, out var position).Should().BeNull();
        position.Should().Be(recorded.Position);
    }

    [Fact]
    public async Task The_same_request_fifty_times_at_once_is_one_append_in_the_file_too()
    {
        await using var store = OpenLog();
        using var keys = OpenKeys();
        var desk = new Desk(store, new CachedKeys(keys, clock), clock);
        var nodes = new[] { desk, desk.Another() };
        await desk.Enrol();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(i => Task.Run(() => nodes[i % 2].Record(Desk.Cash(1), Desk.Request("r1")))));

        outcomes.Cast<Accepted>().Select(a => a with { Already = true }).Distinct().Should().ContainSingle();
        (await desk.Log()).Should().HaveCount(2);
    }

    private SqliteEventStore OpenLog() => SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = folder.FullName }, clock);

    private SqliteKeyStore OpenKeys() => SqliteKeyStore.Open(
        Path.Combine(folder.FullName, SqliteKeyStore.FileName),
        MasterKeyFile.OpenOrCreate(Path.Combine(folder.FullName, "master.key")),
        clock);
}
