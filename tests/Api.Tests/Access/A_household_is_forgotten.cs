using System.Text;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests.Access;

/// <summary>Nothing personal can be read again (R10), wherever it was: answers, log, keys, read models, register, backups.</summary>
public sealed class A_household_is_forgotten : IAsyncLifetime
{
    private const string Marker = "Marcatore";

    private readonly RunningService service = new();

    public Task InitializeAsync() => service.InitializeAsync();

    public Task DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Its_key_is_destroyed_and_amounts_dates_and_the_chain_stay()
    {
        var household = await MarkedAsync();
        var owed = (await household.OwesAsync("2025-06-01")).Figures;
        var secret = WrappedKeyOf(household.Name);
        Find(secret).Should().NotBeEmpty("the key's wrapped bytes are what is looked for afterwards");
        Find("Marcatore della famiglia"u8.ToArray()).Should().BeEmpty("texts are sealed from the first event");

        var request = new EraseHouseholdRequest
        {
            Household = household.Name, RequestId = NewId(), Erasure = new Erasure { ReasonCode = "asked-to" },
        };
        var erased = await Guards.EraseHouseholdAsync(request.Clone(), RunningService.Headers);

        erased.Already.Should().BeFalse();
        await Refused(
            Guards.EraseHouseholdAsync(request.Clone(), RunningService.Headers), StatusCode.FailedPrecondition, "HOUSEHOLD_ERASED");
        await Refused(
            new LedgerService.LedgerServiceClient(service.Channel).RecordPaymentAsync(
                new RecordPaymentRequest
                {
                    Household = household.Name,
                    Payment = new Payment { ValueDate = Day("2025-05-01"), Creditor = "aler", Amount = Euro(1) },
                },
                RunningService.Headers),
            StatusCode.FailedPrecondition,
            "HOUSEHOLD_ERASED");

        var shown = await new HouseholdService.HouseholdServiceClient(service.Channel).GetHouseholdAsync(
            new GetHouseholdRequest { Name = household.Name });
        shown.ToString().Should().NotContain(Marker);
        shown.State.Should().Be(Household.Types.State.Erased);
        (await household.OwesAsync("2025-06-01")).Figures.Should().Be(owed);
        var replayed = await ReplayAsync(household.Name);
        replayed.Select(e => e.Event.ToString()).Should().OnlyContain(text => !text.Contains(Marker));
        replayed[^1].EventType.Should().Be("HouseholdErased");
        var toSee = await new WarningService.WarningServiceClient(service.Channel).GetWorkListAsync(
            new GetWorkListRequest { Agency = RunningService.Agency, MinCursor = replayed[^1].Cursor });
        toSee.Entries.Should().NotContain(entry => entry.Household == household.Name);
        (await StoppedAndVerifiedAsync()).Should().BeNull("the chain covers the sealed bytes, which are all there");
        Find(secret).Should().BeEmpty("what is destroyed is overwritten");
        Find(Encoding.UTF8.GetBytes(Marker)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_erasure_that_a_crash_interrupted_is_finished_at_the_next_start()
    {
        var household = await MarkedAsync();
        var wrapped = WrappedKeyOf(household.Name);
        await Guards.EraseHouseholdAsync(
            new EraseHouseholdRequest { Household = household.Name, Erasure = new Erasure { ReasonCode = "asked-to" } },
            RunningService.Headers);
        await service.StopAsync();
        Execute(
            "UPDATE keys SET wrapped = $2, destroyed = NULL WHERE household = $1; INSERT INTO condemned VALUES ($1)",
            IdOf(household.Name),
            wrapped);

        await service.StartAsync();

        Execute("SELECT count(*) FROM keys WHERE household = $1 AND wrapped IS NULL", IdOf(household.Name)).Should().Be(1);
        Execute("SELECT count(*) FROM condemned WHERE household = $1", IdOf(household.Name)).Should().Be(0);
    }

    private ProtectionService.ProtectionServiceClient Guards => new(service.Channel);

    /// <summary>A household with a marker in every kind of text that it can have.</summary>
    private async Task<OpenedHousehold> MarkedAsync()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var households = new HouseholdService.HouseholdServiceClient(service.Channel);
        await households.RecordCompositionAsync(
            new RecordCompositionRequest
            {
                Household = household.Name,
                Composition = new Composition
                {
                    EffectiveDate = Day("2025-01-02"),
                    SensitiveTags = $"{Marker} della famiglia",
                    Members = { new Member { MemberId = NewId(), DisplayName = $"{Marker} Rossi", SensitiveTags = Marker } },
                },
            },
            RunningService.Headers);
        await Guards.RecordAddressAsync(
            new RecordAddressRequest
            {
                Household = household.Name,
                Address = new Address { EffectiveDate = Day("2025-01-02"), Street = $"via {Marker} 1", Place = Marker },
            },
            RunningService.Headers);
        await household.ChargeAsync("2025-02-10", 230.50m);
        await new LedgerService.LedgerServiceClient(service.Channel).RecordPaymentAsync(
            new RecordPaymentRequest
            {
                Household = household.Name,
                Payment = new Payment
                {
                    ValueDate = Day("2025-03-01"), Creditor = "aler", Amount = Euro(100), Payer = Marker, Remittance = Marker,
                },
            },
            RunningService.Headers);
        await ReplayAsync(household.Name);
        return household;
    }

    private async Task<List<ReplayHouseholdResponse>> ReplayAsync(string household)
    {
        using var call = new HouseholdService.HouseholdServiceClient(service.Channel).ReplayHousehold(
            new ReplayHouseholdRequest { Household = household });
        List<ReplayHouseholdResponse> events = [];
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            events.Add(call.ResponseStream.Current);
        }

        return events;
    }

    private static byte[] IdOf(string household) => Guid.Parse(household["households/".Length..]).ToByteArray(bigEndian: true);

    private byte[] WrappedKeyOf(string household) =>
        (byte[])Execute("SELECT wrapped FROM keys WHERE household = $1", IdOf(household))!;

    private object? Execute(string sql, byte[] household, byte[]? wrapped = null)
    {
        using var keys = new SqliteConnection($"Data Source={Path.Combine(service.DataFolder, "keys.db")};Pooling=False");
        keys.Open();
        using var command = keys.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$1", household);
        command.Parameters.AddWithValue("$2", wrapped ?? []);
        return command.ExecuteScalar();
    }

    /// <summary>Every file of the data folder with these bytes; the lock, which cannot be read while it is held, has none.</summary>
    private List<string> Find(byte[] bytes) =>
    [
        .. Directory.EnumerateFiles(service.DataFolder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "lock" && Read(path).AsSpan().IndexOf(bytes) >= 0)
            .Select(path => Path.GetFileName(path)),
    ];

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var held = new MemoryStream();
        file.CopyTo(held);
        return held.ToArray();
    }

    /// <summary>The first fault of the log, and a backup of it in the same folder for the search.</summary>
    private async Task<LogFault?> StoppedAndVerifiedAsync()
    {
        await service.StopAsync();
        await using var log = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = service.DataFolder }, TimeProvider.System);
        await log.BackupToAsync(Path.Combine(service.DataFolder, "later-backup.db"), CancellationToken.None);
        return (await LogVerification.VerifyAsync(log, RecordTimeOrder.AlongLog, CancellationToken.None)).Fault;
    }
}
