using BudgetCoaching.Application.Keys;
using BudgetCoaching.Events.Sealing;

namespace BudgetCoaching.Application.Tests;

/// <summary>The master key is replaced by wrapping the households' keys anew; the log, sealed with those keys, is not touched.</summary>
public sealed class MasterKeyRotationTests : IDisposable
{
    private static readonly MasterKey First = new([.. Enumerable.Repeat((byte)1, MasterKey.Length)]);
    private static readonly MasterKey Second = new([.. Enumerable.Repeat((byte)2, MasterKey.Length)]);
    private static readonly MasterKey Third = new([.. Enumerable.Repeat((byte)3, MasterKey.Length)]);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budget-coaching-");
    private readonly TestClock clock = new();

    public void Dispose() => folder.Delete(recursive: true);

    private string FilePath => Path.Combine(folder.FullName, SqliteKeyStore.FileName);

    [Fact]
    public void Keys_are_the_same_under_the_next_master_key_and_closed_to_the_one_before()
    {
        var digest = DigestUnder(First, previous: null);

        DigestUnder(Second, previous: First).Should().Equal(digest);
        DigestUnder(Second, previous: First).Should().Equal(digest, "a second start finds the work done");
        DigestUnder(Second, previous: null).Should().Equal(digest);
        var withTheOld = () => DigestUnder(First, previous: null);
        withTheOld.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.MasterKeyWrong);
    }

    [Fact]
    public void A_wrong_previous_key_changes_nothing()
    {
        var digest = DigestUnder(First, previous: null);

        var withAWrongOne = () => DigestUnder(Second, previous: Third);

        withAWrongOne.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.MasterKeyWrong);
        DigestUnder(First, previous: null).Should().Equal(digest);
    }

    [Fact]
    public void A_destroyed_key_stays_destroyed()
    {
        using (var store = SqliteKeyStore.Open(FilePath, First, clock))
        {
            store.CreateIfAbsent(Desk.Household);
            store.Destroy(Desk.Household);
        }

        using var renewed = SqliteKeyStore.Open(FilePath, Second, clock, First);
        renewed.Find(Desk.Household).State.Should().Be(KeyState.Destroyed);
    }

    [Fact]
    public void Households_whose_keys_were_wrapped_anew_are_counted()
    {
        using (var store = SqliteKeyStore.Open(FilePath, First, clock))
        {
            store.CreateIfAbsent(Desk.Household);
            store.WrappedAnew.Should().Be(0);
        }

        using (var renewed = SqliteKeyStore.Open(FilePath, Second, clock, First))
        {
            renewed.WrappedAnew.Should().Be(1);
        }

        using var again = SqliteKeyStore.Open(FilePath, Second, clock, First);
        again.WrappedAnew.Should().Be(0);
    }

    /// <summary>What the household's key makes of one request: the same only for the same key.</summary>
    private byte[] DigestUnder(MasterKey master, MasterKey? previous)
    {
        using var store = SqliteKeyStore.Open(FilePath, master, clock, previous);
        return store.CreateIfAbsent(Desk.Household).Key!.Digest("test", [1, 2, 3]);
    }
}
