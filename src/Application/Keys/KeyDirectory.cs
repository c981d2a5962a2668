using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Sealing;
using NodaTime;

namespace BudgetCoaching.Application.Keys;

/// <summary>
/// Keys in a folder that several nodes mount: one small file a household, wrapped by the master key, and a tombstone where a key was
/// destroyed. The folders of the files are made with the directory and never later, so that where the mount is gone nothing is taken for
/// absent and nothing is made. Thread safe, and safe between machines.
/// </summary>
public sealed class KeyDirectory : IKeyStore
{
    /// <summary>Name of the directory within the shared folder.</summary>
    public const string Name = "keys";

    /// <summary>Folders over which the files are spread by the first byte of the household's id.</summary>
    private const int Spread = 256;

    private const string KeySuffix = ".key";
    private const string TombstoneSuffix = ".gone";
    private const string CondemnedFolder = "condemned";
    private const string RotationFile = "rotation";
    private const string ErasuresFile = "erasures-seen";

    /// <summary>Stands for the directory itself: its wrapped key only proves that the master key is the right one.</summary>
    private static readonly HouseholdId Proof = new(Guid.Empty);

    private readonly string folder;
    private readonly MasterKey master;
    private readonly IClock clock;

    private KeyDirectory(string folder, MasterKey master, IClock clock)
    {
        this.folder = folder;
        this.master = master;
        this.clock = clock;
    }

    /// <summary>
    /// Households' keys that opening it wrapped anew, as the master key took another's place; where that was interrupted, the rest of them.
    /// </summary>
    public int WrappedAnew { get; private set; }

    /// <summary>Whether keys were ever kept in this folder.</summary>
    public static bool IsThere(string folder) => File.Exists(PathOf(folder, Proof, KeySuffix));

    /// <summary>Opens the directory and makes it if absent. Several nodes may do so at the same time.</summary>
    /// <param name="folder">Of the files.</param>
    /// <param name="master">Wraps the keys from now on.</param>
    /// <param name="clock">Says when keys were made and destroyed.</param>
    /// <param name="previous">Wrapped them until now, where the master key is being replaced: then no other node may run.</param>
    /// <exception cref="KeysRefusedException">
    /// The keys were wrapped by another master key, or its replacement was interrupted and must be finished with both.
    /// </exception>
    /// <exception cref="SharedFolderAwayException">The folder cannot be read or written.</exception>
    public static KeyDirectory Open(string folder, MasterKey master, IClock clock, MasterKey? previous = null)
    {
        var opened = new KeyDirectory(folder, master, clock);
        opened.At(() =>
        {
            opened.Prepare(previous);
            return true;
        });
        return opened;
    }

    /// <summary>
    /// Begins the directory with the keys that one process kept, wrapped as they are. The proof comes last: until then nobody opens it, and
    /// what was interrupted is done again.
    /// </summary>
    /// <returns>Keys and tombstones in the directory now that were in the store.</returns>
    /// <exception cref="KeysRefusedException">The directory holds another key of a household.</exception>
    /// <exception cref="SharedFolderAwayException">The folder cannot be read or written.</exception>
    public static int TakeOver(string folder, SqliteKeyStore from, MasterKey master, IClock clock)
    {
        ArgumentNullException.ThrowIfNull(from);
        var directory = new KeyDirectory(folder, master, clock);
        return directory.At(() =>
        {
            directory.MakeFolders();
            foreach (var household in from.Condemned())
            {
                directory.Condemn(household);
            }

            var files = from.ToFiles();
            foreach (var (household, file) in files.Reverse())
            {
                directory.Put(household, file);
            }

            return files.Count - 1;
        });
    }

    public KeyLookup Find(HouseholdId household) => At(() => Read(household));

    public KeyLookup CreateIfAbsent(HouseholdId household) => At(() =>
    {
        var found = Read(household);
        if (found.State != KeyState.Absent)
        {
            return found;
        }

        Insert(household);
        found = Read(household);
        if (found.State == KeyState.Destroyed)
        {
            WholeFile.Destroy(PathOf(household, KeySuffix));
        }

        return found;
    });

    public bool Destroy(HouseholdId household) => At(() =>
    {
        var key = ReadFile(PathOf(household, KeySuffix));
        var now = clock.GetCurrentInstant();
        var tombstone = new KeyFile(HouseholdKey.FirstNumber, key?.Created ?? now, default, now);
        var isFirst = WholeFile.TryCreate(PathOf(household, TombstoneSuffix), tombstone.ToBytes());
        WholeFile.Destroy(PathOf(household, KeySuffix));
        File.Delete(CondemnedPath(household));
        return isFirst && key is not null;
    });

    public void Condemn(HouseholdId household) => At(() => WholeFile.TryCreate(CondemnedPath(household), []));

    public void Spare(HouseholdId household) => At(() =>
    {
        File.Delete(CondemnedPath(household));
        return true;
    });

    public IReadOnlyList<HouseholdId> Condemned() => At(() => Ids(Path.Combine(folder, CondemnedFolder), suffix: "").ToList());

    /// <summary>A crash in the middle leaves the key under both ids, and the next call finds the work done.</summary>
    public void Rename(HouseholdId from, HouseholdId to) => At(() =>
    {
        if (Read(to).State != KeyState.Absent || IsGone(from) || ReadFile(PathOf(from, KeySuffix)) is not { } key)
        {
            return false;
        }

        var renamed = key with { Wrapped = master.Rewrap(master, from, key.Number, key.Wrapped.Span, to) };
        WholeFile.TryCreate(PathOf(to, KeySuffix), renamed.ToBytes());
        WholeFile.Destroy(PathOf(from, KeySuffix));
        return true;
    });

    public string? ErasuresSeen => At(() =>
    {
        var path = Path.Combine(folder, ErasuresFile);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    });

    public void SeeErasures(string cursor) => At(() =>
    {
        WholeFile.Replace(Path.Combine(folder, ErasuresFile), Encoding.UTF8.GetBytes(cursor));
        return true;
    });

    public IReadOnlyList<HeldKey> List(HouseholdId? after, int limit) => At(() =>
    {
        var last = (after ?? Proof).ToString();
        List<HeldKey> held = [];
        for (var at = int.Parse(last.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture); at < Spread; at++)
        {
            foreach (var household in IdsIn(at).Where(id => string.CompareOrdinal(id.ToString(), last) > 0))
            {
                if (held.Count == limit)
                {
                    return held;
                }

                if (ReadFile(PathOf(household, TombstoneSuffix)) is { } tombstone)
                {
                    held.Add(new HeldKey(household, tombstone.Created, tombstone.Destroyed));
                }
                else if (ReadFile(PathOf(household, KeySuffix)) is { } key)
                {
                    held.Add(new HeldKey(household, key.Created, Destroyed: null));
                }
            }
        }

        return held;
    });

    private void MakeFolders()
    {
        for (var at = 0; at < Spread; at++)
        {
            Directory.CreateDirectory(Path.Combine(folder, Shard(at)));
        }

        Directory.CreateDirectory(Path.Combine(folder, CondemnedFolder));
    }

    private void Put(HouseholdId household, KeyFile file)
    {
        var path = PathOf(household, file.Destroyed is null ? KeySuffix : TombstoneSuffix);
        if (!WholeFile.TryCreate(path, file.ToBytes()) && !File.ReadAllBytes(path).AsSpan().SequenceEqual(file.ToBytes()))
        {
            throw new KeysRefusedException(
                KeysRefusedException.FolderForeign, $"{path} is there and holds something else: take over into an empty folder.");
        }
    }

    private void Prepare(MasterKey? previous)
    {
        MakeFolders();
        if (!File.Exists(PathOf(Proof, KeySuffix)))
        {
            Insert(Proof);
        }

        if (previous is not null)
        {
            Rewrap(previous);
        }
        else if (File.Exists(Path.Combine(folder, RotationFile)))
        {
            throw new KeysRefusedException(
                KeysRefusedException.MasterKeyWrong,
                $"The replacement of the master key of {folder} was interrupted: start one node with both once more.");
        }

        Read(Proof);
    }

    /// <summary>
    /// Wraps every key anew, file by file: the log is not touched. A crash leaves a mark, with which only both master keys together open
    /// the directory, and what was done is found done.
    /// </summary>
    /// <exception cref="KeysRefusedException">Neither master key is the one of these keys.</exception>
    private void Rewrap(MasterKey previous)
    {
        var mark = Path.Combine(folder, RotationFile);
        if (!File.Exists(mark) && (ReadFile(PathOf(Proof, KeySuffix)) is not { } proof || Renewed(previous, Proof, proof) is null))
        {
            return;
        }

        WholeFile.TryCreate(mark, []);
        for (var at = 0; at < Spread; at++)
        {
            foreach (var household in IdsIn(at))
            {
                var path = PathOf(household, KeySuffix);
                if (ReadFile(path) is { } key && Renewed(previous, household, key) is { } renewed)
                {
                    WholeFile.Replace(path, (key with { Wrapped = renewed }).ToBytes());
                    WrappedAnew += household == Proof ? 0 : 1;
                }
            }
        }

        File.Delete(mark);
    }

    /// <summary>Null for a key that the present master key opens already.</summary>
    private byte[]? Renewed(MasterKey previous, HouseholdId household, KeyFile key)
    {
        try
        {
            master.Unwrap(household, key.Number, key.Wrapped.Span);
            return null;
        }
        catch (CryptographicException)
        {
            try
            {
                return previous.Rewrap(master, household, key.Number, key.Wrapped.Span);
            }
            catch (CryptographicException cause)
            {
                throw KeysRefusedException.WrongMaster(cause);
            }
        }
    }

    /// <summary>What is there stays, whoever put it there.</summary>
    private void Insert(HouseholdId household)
    {
        Span<byte> secret = stackalloc byte[HouseholdKey.Length];
        RandomNumberGenerator.Fill(secret);
        var wrapped = master.Wrap(household, HouseholdKey.FirstNumber, secret);
        CryptographicOperations.ZeroMemory(secret);
        var key = new KeyFile(HouseholdKey.FirstNumber, clock.GetCurrentInstant(), wrapped, Destroyed: null);
        WholeFile.TryCreate(PathOf(household, KeySuffix), key.ToBytes());
    }

    /// <summary>
    /// The tombstone is written before the key is destroyed, and looked at again where the key cannot be read. A file that another node
    /// made since is whole, so it is read once more.
    /// </summary>
    private KeyLookup Read(HouseholdId household)
    {
        if (IsGone(household))
        {
            return KeyLookup.Destroyed;
        }

        var path = PathOf(household, KeySuffix);
        if (ReadFile(path) is { } key)
        {
            return Opened(household, key);
        }

        var isThere = File.Exists(path);
        if (isThere && ReadFile(path) is { } made)
        {
            return Opened(household, made);
        }

        return IsGone(household) ? KeyLookup.Destroyed
            : !isThere ? KeyLookup.Absent
            : throw new KeysRefusedException(KeysRefusedException.KeyDamaged, $"{path} holds no key: restore it.");
    }

    private KeyLookup Opened(HouseholdId household, KeyFile key)
    {
        try
        {
            return KeyLookup.Present(master.Unwrap(household, key.Number, key.Wrapped.Span));
        }
        catch (CryptographicException cause)
        {
            throw KeysRefusedException.WrongMaster(cause);
        }
    }

    private bool IsGone(HouseholdId household) => File.Exists(PathOf(household, TombstoneSuffix));

    /// <summary>Null for a file that is not there, or is none of these; where the folder itself is gone, an exception.</summary>
    private static KeyFile? ReadFile(string path)
    {
        try
        {
            return KeyFile.Read(File.ReadAllBytes(path));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>In order, each once; drafts that a crash left behind are passed over.</summary>
    private IEnumerable<HouseholdId> IdsIn(int shard)
    {
        var path = Path.Combine(folder, Shard(shard));
        return Ids(path, KeySuffix).Concat(Ids(path, TombstoneSuffix)).Distinct().OrderBy(id => id.ToString(), StringComparer.Ordinal);
    }

    private static IEnumerable<HouseholdId> Ids(string folder, string suffix)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*" + suffix))
        {
            var name = Path.GetFileName(path.AsSpan());
            if (Guid.TryParseExact(name[..^suffix.Length], "D", out var id))
            {
                yield return new HouseholdId(id);
            }
        }
    }

    private string CondemnedPath(HouseholdId household) => Path.Combine(folder, CondemnedFolder, household.ToString());

    private string PathOf(HouseholdId household, string suffix) => PathOf(folder, household, suffix);

    private static string PathOf(string folder, HouseholdId household, string suffix)
    {
        var name = household.ToString();
        return Path.Combine(folder, name[..2], name + suffix);
    }

    private static string Shard(int at) => at.ToString("x2", CultureInfo.InvariantCulture);

    private T At<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SharedFolderAwayException($"The keys in {folder} cannot be reached: {failure.Message}", failure);
        }
    }
}
