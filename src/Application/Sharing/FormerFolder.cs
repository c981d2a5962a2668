using BudgetCoaching.Application.Access;
using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Events.Nodes;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using Google.Protobuf;
using NodaTime;

namespace BudgetCoaching.Application.Sharing;

/// <summary>How much of a folder is shared now.</summary>
public sealed record TakenOver(int Keys, int ApiKeys, long Disclosures);

/// <summary>
/// What one process kept beside its log, for several nodes to go on with: API keys, callers, the register with its chain, and last the
/// households' keys, without which no node starts. What was interrupted is done again; what is there already stays.
/// </summary>
public static class FormerFolder
{
    /// <summary>Events of one append.</summary>
    private const int EventsMax = 500;

    /// <param name="folder">The data folder of a process that has stopped.</param>
    /// <param name="currency">In which its books were begun.</param>
    /// <param name="records">Of the nodes' own records.</param>
    /// <param name="keys">Where the keys go, in the shared folder.</param>
    /// <param name="master">Wrapped the keys, and goes on to.</param>
    /// <param name="clock">Says when keys are made and destroyed.</param>
    /// <param name="cancel">Ends it, to be done again.</param>
    /// <exception cref="KeysRefusedException">The master key is another one, or the directory holds other keys.</exception>
    /// <exception cref="IOException">A folder or the log is away, or the nodes have another register already.</exception>
    public static async Task<TakenOver> TakeOverAsync(
        string folder, string currency, IEventStore records, string keys, MasterKey master, IClock clock, CancellationToken cancel)
    {
        using var from = SqliteKeyStore.Open(Path.Combine(folder, SqliteKeyStore.FileName), master, clock);
        await BookMark.CurrencyAsync(records, currency, currency, isNew: true, cancel);
        var apiKeys = await AccessAsync(Path.Combine(folder, AccessBook.FileName), records, cancel);
        var disclosures = await DisclosuresAsync(Path.Combine(folder, DisclosureRegister.FileName), records, cancel);
        return new TakenOver(KeyDirectory.TakeOver(keys, from, master, clock), apiKeys, disclosures);
    }

    private static async Task<int> AccessAsync(string path, IEventStore records, CancellationToken cancel)
    {
        using var table = AccessTable.Open(path, isBook: true);
        HashSet<string> known = new(StringComparer.Ordinal);
        var version = 0L;
        await foreach (var stored in records.ReadStreamAsync(NodeStreams.Access, 0, cancel))
        {
            known.Add(Mark(stored));
            version = stored.Version;
        }

        var missing = Records(table).Where(record => !known.Contains(record.Mark)).Select(record => NodeStreams.Propose(record.Message));
        foreach (var part in missing.Chunk(EventsMax))
        {
            version = await AppendAsync(records, NodeStreams.Access, version, part, cancel);
        }

        return table.Keys().Count;
    }

    private static async Task<long> DisclosuresAsync(string path, IEventStore records, CancellationToken cancel)
    {
        using var table = DisclosureTable.Open(path, isRegister: true);
        var last = await StreamTail.FindAsync(records, NodeStreams.FormerDisclosures, known: 0, cancel);
        var tail = last is null ? DisclosureTail.Empty : DisclosureTail.Of(DisclosureRecords.EntriesOf(last)[^1]);
        if (tail.Number > 0
            && (table.From(tail.Number - 1, limit: 1) is not [var same] || !same.Hash.Span.SequenceEqual(tail.Hash.Span)))
        {
            throw OwnRegister();
        }

        if (table.From(tail.Number, limit: 1).Count > 0 && await NodesEnteredAsync(records, cancel))
        {
            throw OwnRegister();
        }

        var version = last?.Version ?? 0;
        // Each turn takes entries over that come after those before.
        while (table.From(tail.Number, DisclosureRecords.EntriesMax) is { Count: > 0 } entries)
        {
            var events = new[] { NodeStreams.Propose(DisclosureRecords.Of(entries)) };
            version = await AppendAsync(records, NodeStreams.FormerDisclosures, version, events, cancel);
            tail = DisclosureTail.Of(entries[^1]);
        }

        return tail.Number;
    }

    /// <summary>What is taken over comes first in the register, or would be numbered after what is later.</summary>
    private static async Task<bool> NodesEnteredAsync(IEventStore records, CancellationToken cancel)
    {
        await foreach (var stored in records.ReadAllAsync(Position.Start, cancel))
        {
            if (NodeStreams.AreDisclosures(stored.Stream) && stored.Stream != NodeStreams.FormerDisclosures)
            {
                return true;
            }
        }

        return false;
    }

    private static StoreFailedException OwnRegister() =>
        new("The nodes have a register of their own already, which does not go on from this one.");

    private static async Task<long> AppendAsync(
        IEventStore records, StreamName stream, long version, IReadOnlyList<ProposedEvent> events, CancellationToken cancel) =>
        await records.AppendAsync(stream, version, events, cancel) is AppendOutcome.Appended appended
            ? appended.Version
            : throw new StoreFailedException($"A node writes to {stream}: stop all nodes first.");

    /// <summary>A caller's first and last time are two events: the same as if it had been seen then.</summary>
    private static IEnumerable<(string Mark, IMessage Message)> Records(AccessTable table)
    {
        foreach (var (hash, key) in table.Keys())
        {
            var made = AccessRecords.Of(key, hash);
            yield return (Mark(made), made);
            if (key.Revoked is { } revoked)
            {
                var ended = new ApiKeyRevoked { Id = key.Id, Revoked = NodeStreams.Micros(revoked) };
                yield return (Mark(ended), ended);
            }
        }

        foreach (var caller in table.AllCallers())
        {
            foreach (var time in new[] { caller.FirstSeen, caller.LastSeen }.Distinct())
            {
                var seen = AccessRecords.Of(caller, time);
                yield return (Mark(seen), seen);
            }
        }
    }

    private static string Mark(RecordedEvent stored) =>
        NodeStreams.Is<ApiKeyMade>(stored) ? Mark(NodeStreams.Read<ApiKeyMade>(stored))
        : NodeStreams.Is<ApiKeyRevoked>(stored) ? Mark(NodeStreams.Read<ApiKeyRevoked>(stored))
        : Mark(NodeStreams.Read<CallerSeen>(stored));

    private static string Mark(IMessage message) => message.Descriptor.Name + Convert.ToHexString(message.ToByteArray());
}
