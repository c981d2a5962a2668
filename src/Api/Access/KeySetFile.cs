using BudgetCoaching.Api.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace BudgetCoaching.Api.Access;

/// <summary>An issuer's public keys in a file, read again when it was changed: keys are replaced without a restart. Thread safe.</summary>
internal sealed class KeySetFile
{
    private readonly string path;
    private volatile Held held;

    private KeySetFile(string path, Held held)
    {
        this.path = path;
        this.held = held;
    }

    /// <exception cref="StartRefusedException">The file cannot be read or holds no key.</exception>
    public static KeySetFile Open(string path)
    {
        try
        {
            return new KeySetFile(path, Read(path));
        }
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            throw new StartRefusedException(
                $"{ApiOptions.Section}:Access:KeysFile {path} is no JSON Web Key Set with a key: {unusable.Message}", unusable);
        }
    }

    /// <summary>What the file holds; what it held before, while somebody is half-way through writing it.</summary>
    public IEnumerable<SecurityKey> Current()
    {
        if (File.GetLastWriteTimeUtc(path) != held.Written)
        {
            try
            {
                held = Read(path);
            }
            catch (Exception unusable) when (IsUnusable(unusable))
            {
                return held.Keys;
            }
        }

        return held.Keys;
    }

    private static Held Read(string path)
    {
        var written = File.GetLastWriteTimeUtc(path);
        var keys = new JsonWebKeySet(File.ReadAllText(path)).GetSigningKeys();
        return keys.Count > 0 ? new Held(written, keys) : throw new InvalidDataException("there is none in it.");
    }

    private static bool IsUnusable(Exception failure) => 
        failure is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException;

    private sealed record Held(DateTime Written, IList<SecurityKey> Keys);
}
