using System.Text;

namespace BudgetCoaching.Events.Wire;

/// <summary>
/// Strings of the slugs and codes that recur in every stream, so that a replay does not allocate them anew. One slot a hash: a newcomer
/// replaces what was there. Thread safe, because a slot is one reference to an immutable string.
/// </summary>
internal static class WordCache
{
    private const int Slots = 1024;
    private const int LongestWord = 64;

    private static readonly string?[] Words = new string?[Slots];

    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > LongestWord)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var slot = ref Words[Hash(utf8) % Slots];
        if (slot is { } known && Ascii.Equals(utf8, known))
        {
            return known;
        }

        var word = Encoding.UTF8.GetString(utf8);
        slot = word;
        return word;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var b in bytes)
        {
            hash = unchecked((hash ^ b) * 16777619u);
        }

        return hash;
    }
}
