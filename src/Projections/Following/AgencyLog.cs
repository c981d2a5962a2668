using System.Collections.Concurrent;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Projections.Following;

/// <summary>Agencies' parameter sets as the log holds them; few, so all that were asked for stay in memory. Thread safe.</summary>
internal sealed class AgencyLog(IEventReader log)
{
    private readonly ConcurrentDictionary<AgencyId, AgencyReading> known = [];

    /// <param name="agency">One without a stream has no sets.</param>
    /// <param name="upTo">After a position that holds later events of the agency, <see cref="Forget"/> comes first.</param>
    /// <param name="cancel">Ends reading.</param>
    public async ValueTask<AgencyReading> ReadAsync(AgencyId agency, Position upTo, CancellationToken cancel)
    {
        if (known.TryGetValue(agency, out var reading))
        {
            return reading;
        }

        var sets = new List<ParameterHistory.Published>();
        var version = 0L;
        var last = new RecordTime(long.MinValue);
        await foreach (var recorded in log.ReadStreamAsync(StoredNames.Of(agency), 0, cancel).ConfigureAwait(false))
        {
            if (recorded.Position > upTo)
            {
                break;
            }

            if (SetOf(recorded) is { } set)
            {
                sets.Add(new ParameterHistory.Published(set, StoredNames.InstantOf(recorded.Recorded)));
                version = recorded.Version;
                last = recorded.Recorded;
            }
        }

        return known.GetOrAdd(agency, new AgencyReading(agency, version, last, new ParameterHistory(sets)));
    }

    public void Forget(AgencyId agency) => known.TryRemove(agency, out _);

    public void Clear() => known.Clear();

    /// <summary>The set that an event of an agency published; null for events of another kind.</summary>
    public static ParameterSet? SetOf(RecordedEvent recorded)
    {
        if (!string.Equals(recorded.Type.Name, EventNames.ParameterSetPublished, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return ((AgencyEvent.ParameterSetPublished)AgencyEventCodec.Decode(StoredNames.NameOf(recorded.Type), recorded.Data.Span)).Set;
        }
        catch (Exception cause)
        {
            throw new PoisonException(model: null, PoisonEvent.At(recorded, cause));
        }
    }
}
