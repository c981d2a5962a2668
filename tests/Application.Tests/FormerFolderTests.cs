using BudgetCoaching.Application.Access;
using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Application.Tests;

/// <summary>Several nodes go on from what one process kept.</summary>
public sealed class FormerFolderTests : IDisposable
{
    private static readonly AgencyId Cremona = new("cremona");
    private static readonly HouseholdId Gone = new(Guid.Parse("a0000000-0000-4000-8000-000000000001"));
    private static readonly HouseholdId Doomed = new(Guid.Parse("b0000000-0000-4000-8000-000000000002"));
    private static readonly MasterKey Master = new([.. Enumerable.Repeat((byte)7, MasterKey.Length)]);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("former");
    private readonly DirectoryInfo shared = Directory.CreateTempSubdirectory("shared");
    private readonly TestClock clock = new();
    private readonly InMemoryEventStore records;

    public FormerFolderTests() => records = new InMemoryEventStore(clock);

    private string KeysFolder => Path.Combine(shared.FullName, KeyDirectory.Name);

    public void Dispose()
    {
        folder.Delete(recursive: true);
        shared.Delete(recursive: true);
    }

    [Fact]
    public async Task Keys_tombstones_API_keys_callers_and_the_register_are_the_same_afterwards_however_often_it_is_done()
    {
        var (before, made, revoked) = await KeptAsync();
        for (var time = 0; time < 2; time++)
        {
            clock.Now += Duration.FromHours(1);
            (await TakeOverAsync()).Should().Be(new TakenOver(Keys: 3, ApiKeys: 2, Disclosures: 3));
        }

        var keys = KeyDirectory.Open(KeysFolder, Master, clock);
        keys.List(null, 10).Should().Equal(before);
        keys.Find(Gone).State.Should().Be(KeyState.Destroyed);
        keys.Condemned().Should().Equal(Doomed);
        await using var access = await SharedAccessBook.OpenAsync(records, Local("a.db"), clock, TimeProvider.System);
        (await access.KeysAsync(Cremona, CancellationToken.None)).Should().BeEquivalentTo([made.Key, revoked]);
        (await access.FindAsync(made.Text, CancellationToken.None)).Should().Be(made.Key);
        (await access.CallersAsync(Cremona, 0, 10, CancellationToken.None)).Select(c => (c.Actor, c.LastSeen - c.FirstSeen))
            .Should().Equal(("anna", Duration.FromHours(2)));
        await using var register = SharedDisclosureRegister.Open(records, Local("d.db"), clock);
        await register.EnterAsync([Shown("dario")], CancellationToken.None);
        (await register.ListAsync(new DisclosureFilter(Cremona, null, null, null, null), 0, 10, CancellationToken.None))
            .Select(entry => (entry.Number, entry.What.Actor)).Should().Equal((1, "anna"), (2, "bruno"), (3, "carla"), (4, "dario"));
        (await register.FirstBrokenAsync(CancellationToken.None)).Should().BeNull("the chain goes on from the folder's");
    }

    [Fact]
    public async Task Another_master_key_takes_nothing_over()
    {
        await KeptAsync();
        var other = new MasterKey(new byte[MasterKey.Length]);

        var take = () => FormerFolder.TakeOverAsync(
            folder.FullName, "EUR", records, KeysFolder, other, clock, CancellationToken.None);

        (await take.Should().ThrowAsync<KeysRefusedException>()).Which.Reason.Should().Be(KeysRefusedException.MasterKeyWrong);
        Directory.Exists(KeysFolder).Should().BeFalse();
        (await records.ReadHeadAsync(CancellationToken.None)).Should().Be(Position.Start);
    }

    [Fact]
    public async Task Nodes_that_have_a_register_of_their_own_keep_it()
    {
        await KeptAsync();
        await using var register = SharedDisclosureRegister.Open(records, Local("d.db"), clock);
        await register.EnterAsync([Shown("somebody else")], CancellationToken.None);

        var take = TakeOverAsync;

        await take.Should().ThrowAsync<StoreFailedException>();
        KeyDirectory.IsThere(KeysFolder).Should().BeFalse();
    }

    private Task<TakenOver> TakeOverAsync() => FormerFolder.TakeOverAsync(
        folder.FullName, "EUR", records, KeysFolder, Master, clock, CancellationToken.None);

    private async Task<(IReadOnlyList<HeldKey> Keys, NewApiKey Made, ApiKey Revoked)> KeptAsync()
    {
        using var keys = SqliteKeyStore.Open(Path.Combine(folder.FullName, SqliteKeyStore.FileName), Master, clock);
        keys.CreateIfAbsent(Desk.Household);
        keys.CreateIfAbsent(Gone);
        keys.CreateIfAbsent(Doomed);
        clock.Now += Duration.FromMinutes(1);
        keys.Destroy(Gone);
        keys.Condemn(Doomed);
        await using var access = AccessBook.Open(Path.Combine(folder.FullName, AccessBook.FileName), clock);
        var made = await access.CreateAsync(Cremona, "import", "integrator", clock.Now + Duration.FromDays(9), CancellationToken.None);
        var other = await access.CreateAsync(Cremona, "old", "integrator", expires: null, CancellationToken.None);
        var revoked = await access.RevokeAsync(Cremona, other!.Key.Id, CancellationToken.None);
        access.Saw(Cremona, "anna", "token", "consultant");
        clock.Now += Duration.FromHours(2);
        access.Saw(Cremona, "anna", "token", "consultant");
        await using var register = DisclosureRegister.Open(Path.Combine(folder.FullName, DisclosureRegister.FileName), clock);
        await register.EnterAsync([Shown("anna"), Shown("bruno"), Shown("carla")], CancellationToken.None);
        return (keys.List(null, 10), made!, revoked!);
    }

    private string Local(string name) => Path.Combine(shared.FullName, name);

    private static Disclosed Shown(string actor) =>
        new(Desk.Household, Cremona, actor, "auditor", true, "ArrearsService/GetArrears", "review", Desk.Fact(1));
}
