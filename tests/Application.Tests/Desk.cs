using System.Text;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events;
using BudgetCoaching.Storage;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Application.Tests;

/// <summary>A program on a log: what a node of the service holds. Several may share a log and keys.</summary>
internal sealed class Desk
{
    public static readonly AgencyId Agency = new("aler-cremona");
    public static readonly HouseholdId Household = new(Guid.Parse("0f8b6f3e-6a1c-4b7e-9d56-2f1f4f0b7a01"));
    public static readonly LocalDate Today = new(2026, 3, 2);

    public Desk(IEventStore store, IKeyStore keys, TestClock clock)
    {
        Clock = clock;
        Store = store;
        Keys = keys;
        States = new StreamStates(store, keys);
        Runner = new CommandRunner(store, States, keys, clock);
        Reader = new HouseholdReader(store, keys);
    }

    public TestClock Clock { get; }

    public IEventStore Store { get; }

    public IKeyStore Keys { get; }

    public StreamStates States { get; }

    public CommandRunner Runner { get; }

    public HouseholdReader Reader { get; }

    public static Desk InMemory()
    {
        var clock = new TestClock();
        return new Desk(new InMemoryEventStore(clock), new MemoryKeyStore(clock), clock);
    }

    /// <summary>Another node on the same log and keys.</summary>
    public Desk Another() => new(Store, Keys, Clock);

    public static CommandRequest Request(string id, string content = "content") =>
        new(Agency, "consultant-7", "consultant", false, "test", id, new RequestContent("test.Request", Encoding.UTF8.GetBytes(content)));

    public static FactId Fact(int number) => new(Guid.Parse($"f0000000-0000-4000-8000-{number:D12}"));

    public static CashCounted Cash(int number) => new(Fact(number), Today, new Money(number));

    public Task<CommandOutcome<AgencyEvent>> CreateAgency(string requestId = "agency") => Runner.RunAsync(
        Agency,
        Request(requestId),
        (state, today) => Domain.Agencies.CreateAgency.Decide(
            state, new CreateAgency(Agency, Today, "ALER Cremona", ParameterContent.Hash(ShippedDefaults.Values)), today),
        CancellationToken.None);

    public Task<CommandOutcome<HouseholdEvent>> Enrol(string requestId = "enrolment", string label = "Famiglia Rossi") => Runner.RunAsync(
        Household,
        Request(requestId, label),
        (state, _, today) => EnrolHousehold.Decide(state, new EnrolHousehold(Household, Agency, Today, new PersonalText(label)), today),
        CancellationToken.None);

    /// <summary>Records a fact unless it is there; nothing else is checked.</summary>
    public Task<CommandOutcome<HouseholdEvent>> Record(Fact fact, CommandRequest request) => Runner.RunAsync(
        Household,
        request,
        (state, _, _) => state.Enrolment is null ? new Refusal(Reasons.HouseholdNotEnrolled, "Not enrolled.")
            : state.Find(fact.Id) is null ? fact
            : Decision<HouseholdEvent>.Nothing,
        CancellationToken.None);

    public async Task<List<RecordedEvent>> Log()
    {
        List<RecordedEvent> events = [];
        await foreach (var stored in Store.ReadAllAsync(Position.Start, CancellationToken.None))
        {
            events.Add(stored);
        }

        return events;
    }
}
