using BudgetCoaching.Storage;
using Google.Protobuf;
using NodaTime;

namespace BudgetCoaching.Application.Sharing;

/// <summary>Streams in which nodes record for each other, and how they are written (docs/event-format.md).</summary>
public static class NodeStreams
{
    private const int Schema = 1;
    private const string DisclosuresCategory = "Disclosures";

    /// <summary>All of them: no household and no agency is in any.</summary>
    public static IReadOnlyCollection<string> Categories { get; } = ["Access", "Books", DisclosuresCategory, "Lease"];

    internal static StreamName Books { get; } = StreamName.Of("Books", "mark");

    internal static StreamName Access { get; } = StreamName.Of("Access", "book");

    /// <summary>In which the register goes on that one process kept, and that earlier versions kept for all nodes.</summary>
    internal static StreamName FormerDisclosures { get; } = StreamName.Of(DisclosuresCategory, "register");

    /// <summary>Nobody else's.</summary>
    internal static StreamName NewDisclosures() => StreamName.Of(DisclosuresCategory, Guid.NewGuid().ToString("N"));

    internal static bool AreDisclosures(StreamName stream) => stream.Category == DisclosuresCategory;

    internal static StreamName LeaseOf(string work) => StreamName.Of("Lease", work);

    /// <summary>An event of a random id and no meta: what a node records for itself has no other author.</summary>
    internal static ProposedEvent Propose(IMessage message) =>
        new(Guid.NewGuid(), new EventType(message.Descriptor.Name, Schema), message.ToByteArray(), default);

    internal static bool Is<TMessage>(RecordedEvent stored)
        where TMessage : IMessage<TMessage>, new() => stored.Type.Name == Of<TMessage>.Name;

    /// <exception cref="InvalidDataException">The bytes are none of this kind.</exception>
    internal static TMessage Read<TMessage>(RecordedEvent stored)
        where TMessage : IMessage<TMessage>, new()
    {
        try
        {
            return stored.Type.Schema == Schema && Is<TMessage>(stored)
                ? Of<TMessage>.Parser.ParseFrom(stored.Data.Span)
                : throw new InvalidDataException($"{stored.Stream} {stored.Version} is no {Of<TMessage>.Name} of schema {Schema}.");
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw new InvalidDataException($"{stored.Stream} {stored.Version} cannot be read.", malformed);
        }
    }

    internal static long Micros(Instant moment) => moment.ToUnixTimeTicks() / 10;

    internal static Instant Moment(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);

    private static class Of<TMessage>
        where TMessage : IMessage<TMessage>, new()
    {
        public static MessageParser<TMessage> Parser { get; } = new(() => new TMessage());

        public static string Name { get; } = new TMessage().Descriptor.Name;
    }
}
