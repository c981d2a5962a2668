using BudgetCoaching.Application.Keys;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Events.Sealing;

namespace BudgetCoaching.Application.Tests;

/// <summary>Keys in a folder that several nodes mount (R10).</summary>
public sealed class KeyDirectoryTests : KeyStoreContract
{
    private static readonly MasterKey First = Master(1);
    private static readonly MasterKey Second = Master(2);
    private static readonly MasterKey Third = Master(3);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("keys");
    private readonly KeyDirectory keys;

    public KeyDirectoryTests() => keys = Open(First);

    protected override IKeyStore Keys => keys;

    [Fact]
    public void Nodes_that_make_a_key_at_the_same_time_get_the_same_one()
    {
        var marks = Enumerable.Range(0, 40).AsParallel().WithDegreeOfParallelism(4)
            .Select(_ => Convert.ToHexString(Mark(Open(First).CreateIfAbsent(Desk.Household)))).ToList();

        marks.Distinct().Should().ContainSingle();
        Files().Should().HaveCount(2, "nothing is left but the key and the proof");
    }

    [Fact]
    public void A_key_destroyed_on_one_node_is_destroyed_on_every_other()
    {
        var other = Open(First);
        other.CreateIfAbsent(Desk.Household);

        keys.Destroy(Desk.Household).Should().BeTrue();

        other.Find(Desk.Household).Should().Be(KeyLookup.Destroyed);
        other.Destroy(Desk.Household).Should().BeFalse();
    }

    [Fact]
    public void A_key_that_was_made_while_it_was_destroyed_elsewhere_is_never_used()
    {
        keys.CreateIfAbsent(Desk.Household);
        var made = File.ReadAllBytes(PathOfKey());
        keys.Destroy(Desk.Household);
        File.WriteAllBytes(PathOfKey(), made);

        Open(First).Find(Desk.Household).Should().Be(KeyLookup.Destroyed);
    }

    [Fact]
    public void Nothing_of_a_destroyed_key_stays_in_the_folder()
    {
        keys.CreateIfAbsent(Desk.Household);
        var wrapped = Convert.ToHexString(File.ReadAllBytes(PathOfKey())[16..]);

        keys.Destroy(Desk.Household);

        Files().Select(path => Convert.ToHexString(File.ReadAllBytes(path))).Should().OnlyContain(held => !held.Contains(wrapped));
        File.Exists(PathOfKey()).Should().BeFalse();
    }

    [Fact]
    public void Those_about_to_be_forgotten_are_known_to_every_node_until_they_are_spared_or_destroyed()
    {
        keys.Condemn(Desk.Household);
        keys.Condemn(Desk.Household);
        Open(First).Condemned().Should().Equal(Desk.Household);

        Open(First).Spare(Desk.Household);
        keys.Condemned().Should().BeEmpty();

        keys.Condemn(Desk.Household);
        keys.Destroy(Desk.Household);
        keys.Condemned().Should().BeEmpty();
    }

    [Fact]
    public void Another_master_key_is_refused_at_once()
    {
        var open = () => Open(Second);

        open.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.MasterKeyWrong);
    }

    [Fact]
    public void The_master_key_is_replaced_by_wrapping_every_key_anew()
    {
        var before = Mark(keys.CreateIfAbsent(Desk.Household));

        Mark(Open(Second, previous: First).Find(Desk.Household)).Should().Equal(before);
        Mark(Open(Second, previous: First).Find(Desk.Household)).Should().Equal(before, "a second start finds the work done");
        Mark(Open(Second).Find(Desk.Household)).Should().Equal(before);
        var withTheOld = () => Open(First);
        withTheOld.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.MasterKeyWrong);
    }

    [Fact]
    public void A_wrong_previous_master_key_changes_nothing()
    {
        keys.CreateIfAbsent(Desk.Household);
        var withAWrongOne = () => Open(Second, previous: Third);

        withAWrongOne.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.MasterKeyWrong);
        Open(First).Find(Desk.Household).State.Should().Be(KeyState.Present);
    }

    [Fact]
    public void A_replacement_that_was_interrupted_is_finished_with_both_master_keys_and_with_no_other()
    {
        var before = Mark(keys.CreateIfAbsent(Desk.Household));
        var stillOld = File.ReadAllBytes(PathOfKey());
        Open(Second, previous: First);
        File.WriteAllBytes(PathOfKey(), stillOld);
        File.WriteAllBytes(Path.Combine(folder.FullName, "rotation"), []);

        foreach (var alone in new[] { First, Second })
        {
            var open = () => Open(alone);
            open.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.MasterKeyWrong);
        }

        var finished = Open(Second, previous: First);
        finished.WrappedAnew.Should().Be(1);
        Mark(finished.Find(Desk.Household)).Should().Equal(before);
        Mark(Open(Second).Find(Desk.Household)).Should().Equal(before);
    }

    [Fact]
    public void Where_the_mount_is_gone_nothing_is_absent_and_nothing_is_made()
    {
        keys.CreateIfAbsent(Desk.Household);
        var mounted = folder.FullName + "-elsewhere";
        Directory.Move(folder.FullName, mounted);
        Directory.CreateDirectory(folder.FullName);
        Action[] attempts =
        [
            () => keys.Find(Desk.Household), () => keys.CreateIfAbsent(Desk.Household), () => keys.Destroy(Desk.Household),
            () => keys.Condemn(Desk.Household), () => keys.Condemned(), () => keys.List(null, 1),
        ];

        attempts.Should().AllSatisfy(attempt => attempt.Should().Throw<SharedFolderAwayException>());
        Directory.EnumerateFileSystemEntries(folder.FullName).Should().BeEmpty();

        folder.Delete();
        Directory.Move(mounted, folder.FullName);
        keys.Find(Desk.Household).State.Should().Be(KeyState.Present);
    }

    [Fact]
    public void A_file_that_holds_no_key_is_reported_and_never_replaced()
    {
        keys.CreateIfAbsent(Desk.Household);
        File.WriteAllBytes(PathOfKey(), [1, 2, 3]);
        var find = () => keys.CreateIfAbsent(Desk.Household);

        find.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.KeyDamaged);
        File.ReadAllBytes(PathOfKey()).Should().Equal(1, 2, 3);
    }

    protected override void Dispose(bool disposing) => folder.Delete(recursive: true);

    private KeyDirectory Open(MasterKey master, MasterKey? previous = null) =>
        KeyDirectory.Open(folder.FullName, master, Clock, previous);

    private string PathOfKey() => Path.Combine(folder.FullName, Desk.Household.ToString()[..2], $"{Desk.Household}.key");

    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories);

    private static MasterKey Master(byte value) => new([.. Enumerable.Repeat(value, MasterKey.Length)]);
}
