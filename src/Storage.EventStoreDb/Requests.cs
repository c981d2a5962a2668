using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Options = BudgetCoaching.Storage.EventStoreDb.Protocol.ReadReq.Types.Options;

namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>What is asked of the server when reading.</summary>
internal static class Requests
{
    /// <summary>Events the server considers between two checkpoints of a subscription.</summary>
    private const uint CheckpointEvents = 1_000;

    private static readonly Empty Chosen = new();

    /// <summary>The next events of a stream: the server's revisions count from 0, so the one after version 3 is revision 3.</summary>
    public static ReadReq Stream(string stream, long afterVersion, int count) => Read(new Options
    {
        Stream = new Options.Types.StreamOptions
        {
            StreamIdentifier = StoredForm.Identifier(stream),
            Revision = (ulong)afterVersion,
        },
        Count = (ulong)count,
        NoFilter = Chosen,
    });

    public static ReadReq StreamEnd(string stream) => Read(new Options
    {
        Stream = new Options.Types.StreamOptions { StreamIdentifier = StoredForm.Identifier(stream), End = Chosen },
        ReadDirection = Options.Types.ReadDirection.Backwards,
        Count = 1,
        NoFilter = Chosen,
    });

    /// <summary>The next events of the log, that at the position included.</summary>
    public static ReadReq Log(IEnumerable<string> prefixes, Position from, int count) => Read(new Options
    {
        All = From(from),
        Count = (ulong)count,
        Filter = Only(prefixes),
    });

    public static ReadReq LogEnd(IEnumerable<string> prefixes) => Read(new Options
    {
        All = new Options.Types.AllOptions { End = Chosen },
        ReadDirection = Options.Types.ReadDirection.Backwards,
        Count = 1,
        Filter = Only(prefixes),
    });

    /// <summary>Every event past the position, without end.</summary>
    public static ReadReq Subscription(IEnumerable<string> prefixes, Position after) => Read(new Options
    {
        All = From(after),
        Subscription = new Options.Types.SubscriptionOptions(),
        Filter = Only(prefixes),
    });

    private static ReadReq Read(Options options)
    {
        options.UuidOption = new Options.Types.UUIDOption { Structured = Chosen };
        options.ControlOption = new Options.Types.ControlOption { Compatibility = 1 };
        return new ReadReq { Options = options };
    }

    private static Options.Types.AllOptions From(Position position) => position == Position.Start
        ? new Options.Types.AllOptions { Start = Chosen }
        : new Options.Types.AllOptions
        {
            Position = new AllStreamPosition { CommitPosition = position.Commit, PreparePosition = position.Prepare },
        };

    private static Options.Types.FilterOptions Only(IEnumerable<string> prefixes) => new()
    {
        StreamIdentifier = new Options.Types.FilterOptions.Types.Expression { Prefix = { prefixes } },
        Max = CheckpointEvents,
        CheckpointIntervalMultiplier = 1,
    };
}
