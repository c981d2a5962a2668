using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using BudgetCoaching.Domain;
using NodaTime;

namespace BudgetCoaching.Application.Access;

/// <summary>API keys in memory, by the hash of their text: finding one costs a hash. Thread safe.</summary>
internal sealed class ApiKeyring
{
    private const int SecretLength = 32;
    private const int IdLength = 9;

    private readonly ConcurrentDictionary<string, ApiKey> byHash = new(StringComparer.Ordinal);

    public bool IsEmpty => byHash.IsEmpty;

    /// <summary>A key of a random text; it is in no ring yet.</summary>
    public static (NewApiKey Made, string Hash) Make(AgencyId agency, string actor, string role, Instant created, Instant? expires)
    {
        var text = AccessBook.KeyPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength));
        return (new NewApiKey(new ApiKey(id, actor, role, agency, created, expires, Revoked: null), text), HashOf(text));
    }

    public ApiKey? Find(string text, Instant now) => byHash.TryGetValue(HashOf(text), out var key) && key.IsGood(now) ? key : null;

    /// <summary>The agency's key of this id, whatever became of it.</summary>
    public ApiKey? FindById(AgencyId agency, string id) => byHash.Values.FirstOrDefault(key => key.Id == id && key.Agency == agency);

    public bool HasRoom(AgencyId agency) => byHash.Values.Count(k => k.Agency == agency && k.Revoked is null) < AccessBook.KeysMax;

    public IReadOnlyList<ApiKey> Of(AgencyId agency) =>
        [.. byHash.Values.Where(k => k.Agency == agency).OrderBy(k => k.Created).ThenBy(k => k.Id, StringComparer.Ordinal)];

    public void Put(string hash, ApiKey key) => byHash[hash] = key;

    /// <returns>Null where no key has this id.</returns>
    public ApiKey? Revoke(string id, Instant revoked)
    {
        var (hash, key) = byHash.FirstOrDefault(held => held.Value.Id == id);
        return key is null ? null : byHash[hash] = key with { Revoked = revoked };
    }

    /// <summary>32 random bytes need no slow hash: nobody tries them all.</summary>
    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
