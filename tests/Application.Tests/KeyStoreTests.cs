using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Sealing;
using NodaTime;

namespace BudgetCoaching.Application.Tests;

/// <summary>What every key store promises (R10).</summary>
public abstract class KeyStoreContract : IDisposable
{
    private static readonly HouseholdId One = new(Guid.Parse("10000000-0000-4000-8000-000000000001"));
    private static readonly HouseholdId Two = new(Guid.Parse("20000000-0000-4000-8000-000000000002"));
    private static readonly HouseholdId Three = new(Guid.Parse("f0000000-0000-4000-8000-000000000003"));

    internal TestClock Clock { get; } = new();

    protected abstract IKeyStore Keys { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_household_has_no_key_until_one_is_made()
    {
        Keys.Find(One).Should().Be(KeyLookup.Absent);
        var made = Keys.CreateIfAbsent(One);
        made.State.Should().Be(KeyState.Present);
        made.Key!.Number.Should().Be(1);
        Mark(Keys.Find(One)).Should().Equal(Mark(made));
        Keys.Find(Two).Should().Be(KeyLookup.Absent);
    }

    [Fact]
    public void A_key_is_made_once()
    {
        var marks = Enumerable.Range(0, 20).AsParallel().WithDegreeOfParallelism(4)
            .Select(_ => Convert.ToHexString(Mark(Keys.CreateIfAbsent(One)))).ToList();
        marks.Distinct().Should().ContainSingle();
        Mark(Keys.CreateIfAbsent(Two)).Should().NotEqual(Mark(Keys.Find(One)));
    }

    [Fact]
    public void A_destroyed_key_stays_destroyed()
    {
        Keys.CreateIfAbsent(One);
        Keys.Destroy(One).Should().BeTrue();
        Keys.Find(One).Should().Be(KeyLookup.Destroyed);
        Keys.CreateIfAbsent(One).Should().Be(KeyLookup.Destroyed);
        Keys.Destroy(One).Should().BeFalse();
    }

    [Fact]
    public void A_key_moves_to_an_id_that_has_none_and_to_no_other()
    {
        var mark = Mark(Keys.CreateIfAbsent(One));

        Keys.Rename(One, Two);

        Keys.Find(One).Should().Be(KeyLookup.Absent);
        Mark(Keys.Find(Two)).Should().Equal(mark);
        Keys.Rename(One, Three);
        Keys.Find(Three).Should().Be(KeyLookup.Absent, "there was nothing to move");
        var other = Mark(Keys.CreateIfAbsent(Three));
        Keys.Rename(Two, Three);
        Mark(Keys.Find(Three)).Should().Equal(other, "what is there is never replaced");
        Mark(Keys.Find(Two)).Should().Equal(mark);
        Keys.Destroy(One);
        Keys.Rename(Two, One);
        Keys.Find(One).Should().Be(KeyLookup.Destroyed);
    }

    [Fact]
    public void What_erasures_were_seen_is_remembered()
    {
        Keys.ErasuresSeen.Should().BeNull();
        Keys.SeeErasures("first");
        Keys.SeeErasures("second");
        Keys.ErasuresSeen.Should().Be("second");
    }

    [Fact]
    public void A_household_can_be_forgotten_before_it_had_a_key()
    {
        Keys.Destroy(One).Should().BeFalse();
        Keys.CreateIfAbsent(One).Should().Be(KeyLookup.Destroyed);
    }

    [Fact]
    public void Keys_are_listed_by_household_in_pages()
    {
        var made = Clock.Now;
        Keys.CreateIfAbsent(Three);
        Keys.CreateIfAbsent(One);
        Clock.Now += Duration.FromHours(1);
        Keys.Destroy(Two);
        Keys.Destroy(One);
        Clock.Now += Duration.FromHours(1);
        Keys.Destroy(One);
        var destroyed = made + Duration.FromHours(1);

        Keys.List(null, 2).Should().Equal(new HeldKey(One, made, destroyed), new HeldKey(Two, destroyed, destroyed));
        Keys.List(Two, 2).Should().Equal(new HeldKey(Three, made, null));
        Keys.List(Three, 2).Should().BeEmpty();
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    protected static byte[] Mark(KeyLookup lookup) => lookup.Key!.Digest("test", [1]);
}

public sealed class MemoryKeyStoreTests : KeyStoreContract
{
    private readonly MemoryKeyStore keys;

    public MemoryKeyStoreTests() => keys = new MemoryKeyStore(Clock);

    protected override IKeyStore Keys => keys;
}

public sealed class CachedKeysTests : KeyStoreContract
{
    private readonly MemoryKeyStore inner;
    private readonly CachedKeys keys;

    public CachedKeysTests()
    {
        inner = new MemoryKeyStore(Clock);
        keys = new CachedKeys(inner, Clock);
    }

    protected override IKeyStore Keys => keys;

    [Fact]
    public void A_key_destroyed_elsewhere_is_found_for_a_minute_at_most()
    {
        keys.CreateIfAbsent(Desk.Household);
        inner.Destroy(Desk.Household);
        Clock.Now += CachedKeys.Lifetime - Duration.FromTicks(1);
        keys.Find(Desk.Household).State.Should().Be(KeyState.Present);
        Clock.Now += Duration.FromTicks(1);
        keys.Find(Desk.Household).State.Should().Be(KeyState.Destroyed);
    }

    [Fact]
    public void A_clock_set_back_keeps_no_key_longer()
    {
        keys.CreateIfAbsent(Desk.Household);
        inner.Destroy(Desk.Household);
        Clock.Now -= Duration.FromHours(1);
        keys.Find(Desk.Household).State.Should().Be(KeyState.Destroyed);
    }

    [Fact]
    public void A_key_made_elsewhere_is_found_at_once()
    {
        keys.Find(Desk.Household).State.Should().Be(KeyState.Absent);
        inner.CreateIfAbsent(Desk.Household);
        keys.Find(Desk.Household).State.Should().Be(KeyState.Present);
    }
}

public sealed class SqliteKeyStoreTests : KeyStoreContract
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("keys");
    private SqliteKeyStore keys;

    public SqliteKeyStoreTests() => keys = Open(9);

    protected override IKeyStore Keys => keys;

    [Fact]
    public void A_key_outlives_a_restart()
    {
        var before = Mark(keys.CreateIfAbsent(Desk.Household));
        keys.Dispose();
        keys = Open(9);
        Mark(keys.Find(Desk.Household)).Should().Equal(before);
    }

    [Fact]
    public void Two_processes_on_one_file_agree()
    {
        using var other = Open(9);
        Mark(other.CreateIfAbsent(Desk.Household)).Should().Equal(Mark(keys.CreateIfAbsent(Desk.Household)));
        other.Destroy(Desk.Household);
        keys.Find(Desk.Household).State.Should().Be(KeyState.Destroyed);
    }

    [Fact]
    public void Another_master_key_is_refused_at_once()
    {
        var open = () => Open(8);
        open.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.MasterKeyWrong);
    }

    [Fact]
    public void Nothing_of_a_destroyed_key_stays_in_the_file()
    {
        keys.CreateIfAbsent(Desk.Household);
        var wrapped = Wrapped();
        Contents().Should().Contain(wrapped);

        keys.Destroy(Desk.Household);

        Contents().Should().NotContain(wrapped).And.NotContain(wrapped[24..56]);
        folder.GetFiles().Select(f => f.Name).Should().Equal(SqliteKeyStore.FileName);
    }

    protected override void Dispose(bool disposing)
    {
        keys.Dispose();
        folder.Delete(recursive: true);
    }

    private SqliteKeyStore Open(byte master) => SqliteKeyStore.Open(
        Path.Combine(folder.FullName, SqliteKeyStore.FileName),
        new MasterKey(Enumerable.Repeat(master, MasterKey.Length).ToArray()),
        Clock);

    private string Contents() => Convert.ToHexString(File.ReadAllBytes(Path.Combine(folder.FullName, SqliteKeyStore.FileName)));

    private string Wrapped()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(folder.FullName, SqliteKeyStore.FileName)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT hex(wrapped) FROM keys WHERE household = $household";
        command.Parameters.AddWithValue("$household", Desk.Household.Value.ToByteArray(bigEndian: true));
        return (string)command.ExecuteScalar()!;
    }
}

public sealed class MasterKeyFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("master");

    private string FilePath => Path.Combine(folder.FullName, "secrets", "master.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_file_is_made_once_for_its_owner_only()
    {
        var made = MasterKeyFile.OpenOrCreate(FilePath);
        var opened = MasterKeyFile.OpenOrCreate(FilePath);

        var wrapped = made.Wrap(Desk.Household, 1, new byte[HouseholdKey.Length]);
        opened.Unwrap(Desk.Household, 1, wrapped).Number.Should().Be(1);
        new FileInfo(FilePath).Length.Should().Be(32);
        folder.GetFiles("*", SearchOption.AllDirectories).Should().ContainSingle();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(FilePath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void A_file_of_another_length_is_no_master_key()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllBytes(FilePath, new byte[31]);
        var open = () => MasterKeyFile.OpenOrCreate(FilePath);
        open.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.MasterKeyMalformed);
    }

    [Fact]
    public void Without_leave_to_make_one_an_absent_file_is_an_error()
    {
        var open = () => MasterKeyFile.Open(Path.Combine(folder.FullName, "absent"));
        open.Should().Throw<FileNotFoundException>();
    }
}
