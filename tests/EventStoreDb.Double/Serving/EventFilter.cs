using System.Text.RegularExpressions;
using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Options = BudgetCoaching.Storage.EventStoreDb.Protocol.ReadReq.Types.Options.Types.FilterOptions;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>Which events of all streams a caller wants, by the name of the stream or of the type.</summary>
internal sealed class EventFilter
{
    /// <summary>The server's own page.</summary>
    public const int DefaultWindow = 32;

    /// <summary>Longest that one name may occupy an expression.</summary>
    private static readonly TimeSpan MatchBound = TimeSpan.FromSeconds(1);

    private readonly bool byStream;
    private readonly Regex? regex;
    private readonly IReadOnlyList<string> prefixes;

    public EventFilter(Options options)
    {
        var expression = options.FilterCase switch
        {
            Options.FilterOneofCase.StreamIdentifier => options.StreamIdentifier,
            Options.FilterOneofCase.EventType => options.EventType,
            _ => throw Refusals.Invalid("The filter has no expression."),
        };
        long window = options.WindowCase switch
        {
            Options.WindowOneofCase.Max when options.Max > 0 => options.Max,
            Options.WindowOneofCase.Count => DefaultWindow,
            _ => throw Refusals.Invalid("The filter has no window."),
        };
        if (options.CheckpointIntervalMultiplier == 0)
        {
            throw Refusals.Invalid("The checkpoint interval is 0.");
        }

        byStream = options.FilterCase == Options.FilterOneofCase.StreamIdentifier;
        prefixes = [.. expression.Prefix];
        CheckpointInterval = window * options.CheckpointIntervalMultiplier;
        try
        {
            regex = expression.Regex.Length > 0 ? new Regex(expression.Regex, RegexOptions.None, MatchBound) : null;
        }
        catch (ArgumentException e)
        {
            throw Refusals.Invalid(e.Message);
        }
    }

    /// <summary>A checkpoint comes after so many events, wanted or not.</summary>
    public long CheckpointInterval { get; }

    public bool Takes(LoggedEvent candidate)
    {
        var name = byStream ? candidate.Stream : candidate.Event.Type;
        return regex?.IsMatch(name) ?? prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));
    }
}
