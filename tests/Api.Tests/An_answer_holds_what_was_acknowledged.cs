using BudgetCoaching.Api.Demo;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Api.Tests.Hosting;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Tests;

/// <summary>Read models that are at the head of the log, and then stand still while more is recorded.</summary>
public sealed class An_answer_holds_what_was_acknowledged : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly HouseholdId Bassi = new(DemoBooks.IdOf("bassi"));
    private static readonly HouseholdId Donati = new(DemoBooks.IdOf("donati"));

    private readonly string folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
    private readonly SetTime clock = new();
    private readonly InMemoryEventStore log;
    private readonly MemoryKeyStore keys;
    private readonly StreamStates states;
    private readonly CommandRunner commands;
    private readonly ReadModels models;
    private Position modelsAt;

    public An_answer_holds_what_was_acknowledged()
    {
        log = new InMemoryEventStore(clock);
        keys = new MemoryKeyStore(clock);
        states = new StreamStates(log, keys);
        commands = new CommandRunner(log, states, keys, clock);
        models = new ReadModels(folder, ReadModels.All);
    }

    public async Task InitializeAsync()
    {
        await new DemoBooks(commands, states, clock).FillAsync(CancellationToken.None);
        modelsAt = await log.ReadHeadAsync(CancellationToken.None);
        await using var projections = new ProjectionRunner(log, models, clock);
        projections.Start();
        (await projections.WaitForAsync(modelsAt, Bound, CancellationToken.None)).Should().BeTrue();
    }

    public Task DisposeAsync()
    {
        models.Dispose();
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_household_is_answered_with_its_last_write_and_others_from_the_read_model()
    {
        var before = await ReadAsync(Bassi, commands.Acknowledged);
        var paid = await PayAsync(Bassi, Day(clock));

        var after = await ReadAsync(Bassi, commands.Acknowledged);

        (PaidIn(after) - PaidIn(before)).Should().Be(100);
        after.Resolved.Cursor.Should().Be(Cursor.Encode(log.StoreId, paid.Position));
        (await ReadAsync(Donati, commands.Acknowledged)).Resolved.Cursor.Should().Be(Cursor.Encode(log.StoreId, modelsAt));
    }

    [Fact]
    public async Task What_a_process_before_acknowledged_is_in_every_answer_of_the_next()
    {
        var paid = await PayAsync(Bassi, Day(clock));

        var next = new AcknowledgedWrites(await log.ReadHeadAsync(CancellationToken.None));

        (await ReadAsync(Bassi, next)).Resolved.Cursor.Should().Be(Cursor.Encode(log.StoreId, paid.Position));
    }

    [Fact]
    public async Task What_another_node_acknowledged_is_in_the_answer_to_its_cursor()
    {
        var other = new CommandRunner(log, new StreamStates(log, keys), keys, clock);
        var paid = await PayAsync(Bassi, Day(clock), other);
        var cursor = Cursor.Encode(log.StoreId, paid.Position);

        (await ReadAsync(Bassi, commands.Acknowledged)).Resolved.Cursor.Should().Be(Cursor.Encode(log.StoreId, modelsAt));
        (await ReadAsync(Bassi, commands.Acknowledged, cursor)).Resolved.Cursor.Should().Be(cursor);
    }

    private static NodaTime.LocalDate Day(NodaTime.IClock clock) => Today.At(clock.GetCurrentInstant()).Date;

    private static long PaidIn(LedgersRead read) =>
        read.Creditors.Sum(creditor => creditor.Movements.Sum(month => month.Paid.Cents));

    private async Task<CommandOutcome<HouseholdEvent>.Accepted> PayAsync(
        HouseholdId household, NodaTime.LocalDate day, CommandRunner? node = null)
    {
        var payment = new PaymentRecorded(
            new FactId(Guid.NewGuid()), day, new CreditorId("aler"), new Money(100), null, false, null, null);
        var outcome = await (node ?? commands).RunAsync(
            household,
            new CommandRequest(DemoBooks.Agency, "test", "consultant", true, "", $"{payment.Id}", new RequestContent("test", default)),
            (state, agency, today) => RecordFact.Decide(state, new RecordFact(payment), agency, today),
            CancellationToken.None);
        return outcome.Should().BeOfType<CommandOutcome<HouseholdEvent>.Accepted>().Subject;
    }

    private Task<LedgersRead> ReadAsync(HouseholdId household, AcknowledgedWrites acknowledged, string minCursor = "")
    {
        var reads = new HouseholdReads(states, log, clock);
        var projections = new ProjectionRunner(log, models, clock);
        var ledgers = new HouseholdLedgers(new ReadModelQueries(models, projections, log, reads, acknowledged), reads);
        return ledgers.ReadAsync(
            ResourceNames.Of(household), creditor: "", new V1.Viewpoint { MinCursor = minCursor }, CancellationToken.None);
    }
}
