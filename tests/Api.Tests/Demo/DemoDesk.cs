using BudgetCoaching.Api.Demo;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Domain.Warnings;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Api.Tests.Demo;

/// <summary>The demo's books on a log in memory, opened on a given day.</summary>
internal sealed class DemoDesk
{
    private readonly StandingClock clock;
    private readonly InMemoryEventStore log;
    private readonly StreamStates states;
    private readonly DemoBooks books;

    private DemoDesk(LocalDate day)
    {
        clock = new StandingClock(day.At(new LocalTime(9, 0)).InZoneStrictly(Domain.Today.Zone).ToInstant());
        log = new InMemoryEventStore(clock);
        var keys = new MemoryKeyStore(clock);
        states = new StreamStates(log, keys);
        books = new DemoBooks(new CommandRunner(log, states, keys, clock), states, clock);
    }

    public LocalDate Day => Domain.Today.At(clock.GetCurrentInstant()).Date;

    public static async Task<DemoDesk> OpenAsync(LocalDate day)
    {
        var desk = new DemoDesk(day);
        await desk.FillAsync();
        return desk;
    }

    public Task FillAsync() => books.FillAsync(CancellationToken.None);

    /// <summary>As if the demo had been stopped and started so many days later.</summary>
    public Task FillLaterAsync(int days)
    {
        clock.Now += Duration.FromDays(days);
        return FillAsync();
    }

    public async Task<int> CountEventsAsync()
    {
        var count = 0;
        await foreach (var _ in log.ReadAllAsync(Position.Start, CancellationToken.None))
        {
            count++;
        }

        return count;
    }

    public async Task<DemoFamily> FamilyAsync(string name)
    {
        var agency = await states.LoadAsync(DemoBooks.Agency, CancellationToken.None);
        var state = await states.LoadAsync(new HouseholdId(DemoBooks.IdOf(name)), CancellationToken.None);
        return new DemoFamily(name, Day, state.Facts(), agency.Parameters);
    }

    private sealed class StandingClock(Instant now) : TimeProvider, IClock
    {
        public Instant Now { get; set; } = now;

        public Instant GetCurrentInstant() => Now;

        public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
    }
}

/// <summary>One family of the demo and what the calculators say of it on the day on which the demo was opened.</summary>
internal sealed record DemoFamily(string Name, LocalDate Day, HouseholdFacts Facts, ParameterHistory Parameters)
{
    public ParameterSet Set => Parameters.InForce(Day)!;

    public IReadOnlyList<CreditorTimeline> Timelines =>
        [.. ArrearsCalculator.Creditors(Facts).Select(creditor => ArrearsCalculator.Timeline(Facts, creditor, Parameters))];

    public HouseholdSituation Situation => HouseholdSituation.Of(Facts, Timelines, Day, Parameters)!;

    public IReadOnlyList<JudgedPromise> Judged => JudgedPromise.All(Facts, Day);

    /// <summary>The id of a fact by its name within the family.</summary>
    public FactId IdOf(string fact) => new(DemoBooks.IdOf($"{Name}/{fact}"));

    public LedgerStatement Statement(CreditorId creditor) => LedgerStatement.Build(Facts, creditor, Day, Set);

    public TrendAssessment Trend(CreditorId creditor) => ArrearsCalculator.Trend(
        ArrearsCalculator.Timeline(Facts, creditor, Parameters),
        Day,
        ArrearsCalculator.CurrentMonthlyCharge(Facts, creditor, Day),
        Set.Values);

    /// <summary>From the budget that the facts tell.</summary>
    public CashFlow CashFlow(int days) => Domain.Planning.CashFlow.Of(
        HouseholdBudget.Of(Facts, Day, Set)!,
        days,
        new IncomeWeights(Set.Values.Planning.LikelyIncomePpm, Set.Values.Planning.UncertainIncomePpm));
}
