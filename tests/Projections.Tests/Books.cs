using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Contract;
using NodaTime;

namespace BudgetCoaching.Projections.Tests;

/// <summary>A log of households and agencies, written as the service writes it, with the records kept for a replay.</summary>
internal sealed class Books
{
    public static readonly AgencyId Agency = new("cremona");
    public static readonly CreditorId Aler = new("aler");

    private readonly Dictionary<StreamName, List<(Position Position, HouseholdEntry Entry)>> households = [];
    private readonly Dictionary<AgencyId, List<(Position Position, ParameterHistory.Published Set)>> sets = [];
    private readonly HouseholdKey key = new(HouseholdKey.FirstNumber, new byte[HouseholdKey.Length]);
    private int nextEvent;

    public Books(IEventStore? store = null)
    {
        Clock = new SetClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        Store = store ?? new InMemoryEventStore(Clock);
    }

    public SetClock Clock { get; }

    public IEventStore Store { get; }

    public Position Head { get; private set; }

    public IEnumerable<HouseholdId> Households => households.Keys.Select(stream => new HouseholdId(Guid.Parse(stream.Id)));

    public static HouseholdId Household(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static FactId Id(int number) => new(new Guid(0, (short)number, 1, new byte[8]));

    public static StreamName StreamOf(HouseholdId household) => new($"Household-{household}");

    public static ChargePosted Charge(int id, LocalDate due, long cents, CreditorId? creditor = null) => new(
        Id(id), due.PlusDays(-10), creditor ?? Aler, ChargeKind.Rent, null, due,
        new DebtAmount(new Money(cents), default, default), default, null, null);

    public static PaymentRecorded Payment(int id, LocalDate day, long cents) =>
        new(Id(id), day, Aler, new Money(cents), null, false, null, null);

    public static ParameterSet Set(string id, LocalDate validFrom, ParameterValues values) =>
        new(new ParameterSetId(id), validFrom, validFrom, values, ParameterContent.Hash(values));

    public Task EnrolAsync(HouseholdId household, AgencyId? agency = null) =>
        AppendAsync(household, new HouseholdEnrolled(household, agency ?? Agency, new LocalDate(2023, 11, 1), null));

    public async Task AppendAsync(HouseholdId household, params HouseholdEvent[] happened)
    {
        foreach (var one in happened)
        {
            var stream = StreamOf(household);
            if (!households.TryGetValue(stream, out var entries))
            {
                households.Add(stream, entries = []);
            }

            var id = NextId();
            using var seal = key.CreateSeal();
            var encoded = EventCodec.Encode(one, new EventPlace(stream.Value, id), seal);
            var appended = await StoreAsync(stream, entries.Count, id, encoded.Name, encoded.Bytes);
            entries.Add((appended.Position, new HouseholdEntry(
                appended.Version, Instant.FromUnixTimeTicks(appended.Recorded.UnixMicroseconds * 10), one, null)));
        }
    }

    /// <summary>An event that no program can read.</summary>
    public async Task<Position> SpoilAsync(HouseholdId household)
    {
        var stream = StreamOf(household);
        var appended = await StoreAsync(stream, households[stream].Count, NextId(), new EventName("Unheard", 1), [1, 2, 3]);
        return appended.Position;
    }

    public async Task PublishAsync(ParameterSet set, AgencyId? agency = null)
    {
        var name = agency ?? Agency;
        if (!sets.TryGetValue(name, out var published))
        {
            sets.Add(name, published = []);
        }

        var encoded = AgencyEventCodec.Encode(new AgencyEvent.ParameterSetPublished(set));
        var appended = await StoreAsync(new StreamName($"Agency-{name}"), published.Count, NextId(), encoded.Name, encoded.Bytes);
        published.Add((appended.Position, new ParameterHistory.Published(
            set, Instant.FromUnixTimeTicks(appended.Recorded.UnixMicroseconds * 10))));
    }

    /// <summary>What a replay knows of a household up to a position; null when it had no event by then.</summary>
    public HouseholdFacts? Replay(HouseholdId household, Position upTo)
    {
        var known = households[StreamOf(household)].Where(e => e.Position <= upTo).Select(e => e.Entry).ToList();
        return known.Count == 0 ? null : HouseholdFacts.Known(known);
    }

    public ParameterHistory Parameters(Position upTo, AgencyId? agency = null) =>
        new(sets.GetValueOrDefault(agency ?? Agency, []).Where(s => s.Position <= upTo).Select(s => s.Set));

    private Guid NextId() => new(++nextEvent, 7, 7, new byte[8]);

    private async Task<AppendOutcome.Appended> StoreAsync(StreamName stream, long expected, Guid id, EventName name, byte[] bytes)
    {
        var proposed = new ProposedEvent(id, new EventType(name.Name, name.Schema), bytes, Array.Empty<byte>());
        var outcome = await Store.AppendAsync(stream, expected, [proposed], CancellationToken.None);
        var appended = outcome.Should().BeOfType<AppendOutcome.Appended>().Subject;
        Head = appended.Position;
        return appended;
    }
}
