using BudgetCoaching.Storage.EventStoreDb.Protocol;
using AllCase = BudgetCoaching.Storage.EventStoreDb.Protocol.ReadReq.Types.Options.Types.AllOptions.AllOptionOneofCase;
using Options = BudgetCoaching.Storage.EventStoreDb.Protocol.ReadReq.Types.Options;
using RevisionCase = BudgetCoaching.Storage.EventStoreDb.Protocol.ReadReq.Types.Options.Types.StreamOptions.RevisionOptionOneofCase;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>What a read asks for, once it is known to make sense.</summary>
internal sealed record ReadQuery
{
    /// <summary>Null for all streams.</summary>
    public string? Stream { get; private init; }

    public bool IsForwards { get; private init; }

    public bool IsSubscription { get; private init; }

    /// <summary>Events at most; of a subscription 0.</summary>
    public long Count { get; private init; }

    /// <summary>Null for the start.</summary>
    public long? Revision { get; private init; }

    /// <summary>Null for the start.</summary>
    public ulong? Position { get; private init; }

    /// <summary>Begins behind the last event there is.</summary>
    public bool FromEnd { get; private init; }

    /// <summary>Null takes all events.</summary>
    public EventFilter? Filter { get; private init; }

    public bool StructuredIds { get; private init; }

    /// <summary>Whether the caller asks where the stream begins and ends.</summary>
    public bool WantsPositions { get; private init; }

    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT.</exception>
    public static ReadQuery Of(Options? options)
    {
        if (options is null)
        {
            throw Refusals.Invalid("The options are missing.");
        }

        var isAll = options.StreamOptionCase == Options.StreamOptionOneofCase.All;
        var isSubscription = options.CountOptionCase == Options.CountOptionOneofCase.Subscription;
        var isForwards = options.ReadDirection == Options.Types.ReadDirection.Forwards;
        var isFiltered = options.FilterOptionCase == Options.FilterOptionOneofCase.Filter;
        if (options.StreamOptionCase == Options.StreamOptionOneofCase.None
            || options.CountOptionCase == Options.CountOptionOneofCase.None
            || options.FilterOptionCase == Options.FilterOptionOneofCase.None
            || options.UuidOption is null
            || options.UuidOption.ContentCase == Options.Types.UUIDOption.ContentOneofCase.None
            || (isSubscription && !isForwards)
            || (isFiltered && !isAll))
        {
            throw Refusals.Invalid(
                $"The combination ({options.StreamOptionCase}, {options.CountOptionCase}, {options.ReadDirection}, "
                + $"{options.FilterOptionCase}) is invalid.");
        }

        var query = new ReadQuery
        {
            IsForwards = isForwards,
            IsSubscription = isSubscription,
            Count = Wire.ToRevision(options.Count),
            Filter = isFiltered ? new EventFilter(options.Filter) : null,
            StructuredIds = options.UuidOption.ContentCase == Options.Types.UUIDOption.ContentOneofCase.Structured,
            WantsPositions = options.ControlOption is { Compatibility: > 0 },
        };
        return isAll ? query.FromAll(options.All) : query.FromStream(options.Stream);
    }

    private ReadQuery FromAll(Options.Types.AllOptions all) => all.AllOptionCase switch
    {
        AllCase.Start => this,
        AllCase.End => this with { FromEnd = true },
        AllCase.Position when all.Position.CommitPosition == ulong.MaxValue => this with { FromEnd = true },
        AllCase.Position => this with { Position = all.Position.CommitPosition },
        _ => throw Refusals.Invalid("The position is missing."),
    };

    private ReadQuery FromStream(Options.Types.StreamOptions stream)
    {
        var named = this with { Stream = Wire.ToName(stream.StreamIdentifier) };
        return stream.RevisionOptionCase switch
        {
            RevisionCase.Start => named,
            RevisionCase.End => named with { FromEnd = true },
            RevisionCase.Revision when stream.Revision == ulong.MaxValue => named with { FromEnd = true },
            RevisionCase.Revision => named with { Revision = Wire.ToRevision(stream.Revision) },
            _ => throw Refusals.Invalid("The revision is missing."),
        };
    }
}
