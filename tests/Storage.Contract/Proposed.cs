using System.Security.Cryptography;
using System.Text;

namespace BudgetCoaching.Storage.Contract;

/// <summary>Events with contents that follow from a text, so that a test can say what it expects.</summary>
public static class Proposed
{
    public static readonly EventType ChargePosted = new("ChargePosted", 1);

    public static ProposedEvent Event(string text) =>
        new(Id(text), ChargePosted, Encoding.UTF8.GetBytes("data of " + text), Encoding.UTF8.GetBytes("meta of " + text));

    public static ProposedEvent[] Events(params string[] texts) => Array.ConvertAll(texts, Event);

    /// <summary>The same text has the same id in every run.</summary>
    public static Guid Id(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true);
}
