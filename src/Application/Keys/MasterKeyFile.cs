using System.Security.Cryptography;
using BudgetCoaching.Events.Sealing;

namespace BudgetCoaching.Application.Keys;

/// <summary>The master key in a file: 32 bytes and nothing else, as <c>openssl rand 32</c> writes them.</summary>
public static class MasterKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="KeysRefusedException">It does not hold a master key.</exception>
    public static MasterKey Open(string path)
    {
        var secret = File.ReadAllBytes(path);
        try
        {
            return secret.Length == MasterKey.Length
                ? new MasterKey(secret)
                : throw new KeysRefusedException(
                    KeysRefusedException.MasterKeyMalformed, $"{path} holds {secret.Length} bytes; a master key has {MasterKey.Length}.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Opens the file, or makes one with a random key that only its owner can read. Who comes second opens the first's.</summary>
    /// <exception cref="IOException">The file can be neither read nor made.</exception>
    /// <exception cref="KeysRefusedException">It does not hold a master key.</exception>
    public static MasterKey OpenOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(Path.GetFullPath(path));
        }

        return Open(path);
    }

    /// <summary>Written whole under another name first, so that a crash leaves no half of a key.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(MasterKey.Length));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
