using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Bench.ReadModels;

/// <summary>
/// A log as months of coaching would leave it: households that take turns, so that a stream's events lie scattered, and each with
/// charges and payments of two creditors, promises with their judgements, income, expenses and cash counts.
/// </summary>
/// <param name="keys">Of the households, where a service is to read their texts; null: one key for all.</param>
/// <param name="origin">Who recorded it all; null: the shortest that there is.</param>
internal sealed class GeneratedBooks(
    int households, int eventsEach, LocalDate first, int months, IKeyStore? keys = null, EntryOrigin? origin = null)
{
    private const int Passes = 20;

    public static readonly AgencyId Agency = new("cremona");
    private static readonly HouseholdKey OneForAll = new(HouseholdKey.FirstNumber, new byte[HouseholdKey.Length]);
    private static readonly CreditorId[] Creditors = [new("aler"), new("condominio")];
    private static readonly EntryOrigin Origin = new(
        Guid.Empty, "giulia", "consultant", false, "bench", Agency, "request-0000", new byte[16], "", "", "");

    public static HouseholdId Household(int number) => new(new Guid(number + 1, 0, 0, new byte[8]));

    /// <returns>Events appended.</returns>
    public async Task<int> WriteAsync(IEventStore store)
    {
        var set = new ParameterSet(
            ShippedDefaults.Id, ShippedDefaults.ValidFrom, ShippedDefaults.PublishedOn, ShippedDefaults.Values,
            ParameterContent.Hash(ShippedDefaults.Values));
        var published = AgencyEventCodec.Encode(new AgencyEvent.ParameterSetPublished(set));
        await AppendAsync(store, new StreamName($"Agency-{Agency}"), 0, [Proposed(published, Guid.CreateVersion7())]);
        var written = 1;
        var each = eventsEach / Passes;
        for (var pass = 0; pass < Passes; pass++)
        {
            var appends = new List<Task>();
            for (var household = 0; household < households; household++)
            {
                var events = Encoded(household, pass * each, each);
                appends.Add(AppendAsync(store, new StreamName($"Household-{Household(household)}"), pass * each, events));
                written += each;
                if (appends.Count == 64)
                {
                    await Task.WhenAll(appends);
                    appends.Clear();
                }
            }

            await Task.WhenAll(appends);
        }

        return written;
    }

    private List<ProposedEvent> Encoded(int household, int from, int count)
    {
        using var seal = (keys?.CreateIfAbsent(Household(household)).Key ?? OneForAll).CreateSeal();
        var events = new List<ProposedEvent>(count);
        for (var k = from; k < from + count; k++)
        {
            var id = new Guid(household, 1, 1, BitConverter.GetBytes((long)k));
            events.Add(Proposed(EventCodec.Encode(Event(household, k), new EventPlace($"Household-{Household(household)}", id), seal), id));
        }

        return events;
    }

    /// <summary>Of twenty events three are charges, three payments, two a promise and its judgement, and the rest the budget's.</summary>
    private HouseholdEvent Event(int household, int k)
    {
        if (k == 0)
        {
            return new HouseholdEnrolled(Household(household), Agency, first, null);
        }

        var x = Workload.Mix((uint)((household * 1_000_003) + k));
        var day = first.PlusMonths(k * months / eventsEach).PlusDays((int)(x >> 3) % 28);
        var creditor = Creditors[k / 4 % 2];
        var cents = new Money(100 + ((x >> 5) % 20_000));
        return (k % 20) switch
        {
            1 when k == 1 => new ContractRecorded(
                Id(household, k), first, creditor, ChargeKind.Rent, new Money(250_00), 1, new DateSpan(first, null)),
            0 or 4 or 8 => new ChargePosted(
                Id(household, k), day, creditor, ChargeKind.Rent, null, day.PlusDays(20),
                new DebtAmount(cents, default, default), default, null, null),
            1 or 5 or 9 => new PaymentRecorded(Id(household, k), day, creditor, cents, null, false, null, new PersonalText("Bonifico")),
            2 => new CommitmentAgreed(
                Id(household, k), day, CommitmentKind.Payment, null, day.PlusDays(10), creditor, cents, null, null),
            3 => new ComplianceAssessed(
                Id(household, k), day.PlusDays(16), Id(household, k - 1), null, (ComplianceOutcome)(1 + (x % 4)), cents, cents,
                null, null, null, null, new JudgementBasis(ShippedDefaults.Id, "", 1), null),
            6 => new IncomeReceived(Id(household, k), day, cents, IncomeSource.Wages, null, null, null),
            7 => new CashCounted(Id(household, k), day, cents),
            _ => new ExpenseIncurred(Id(household, k), day, "food", NeedClass.Primary, cents, null, new PersonalText("Spesa al mercato")),
        };
    }

    private static FactId Id(int household, int k) => new(new Guid(household, 2, 2, BitConverter.GetBytes((long)k)));

    private ProposedEvent Proposed(EncodedEvent encoded, Guid id)
    {
        var meta = MetaCodec.Encode((origin ?? Origin) with { EventId = id });
        return new(id, new EventType(encoded.Name.Name, encoded.Name.Schema), encoded.Bytes, meta);
    }

    private static async Task AppendAsync(IEventStore store, StreamName stream, long expected, IReadOnlyList<ProposedEvent> events)
    {
        if (await store.AppendAsync(stream, expected, events, CancellationToken.None) is not AppendOutcome.Appended)
        {
            throw new InvalidOperationException($"{stream} could not be written.");
        }
    }
}
