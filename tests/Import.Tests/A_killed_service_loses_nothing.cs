using System.Text;
using BudgetCoaching.V1;

namespace BudgetCoaching.Import.Tests;

public sealed class A_killed_service_loses_nothing(BuiltPrograms programs) : IClassFixture<BuiltPrograms>
{
    private const int Households = 3;
    private const int Rows = 900;
    private const int RowsBeforeTheKill = 300;

    [Fact]
    public async Task An_import_in_whose_midst_it_is_killed_goes_on_when_it_is_back()
    {
        var killed = Task.CompletedTask;
        (await ImportAsync(FileKind.Households, EnrolmentRows(), _ => { })).Should().Be((Households, 0, 0));

        var (accepted, unchanged, refused) = await ImportAsync(FileKind.Payments, PaymentRows(), settled =>
        {
            if (settled == RowsBeforeTheKill)
            {
                killed = programs.KillAsync();
            }
        });

        // What was recorded and not answered when it was killed is unchanged when it is sent again.
        refused.Should().Be(0);
        (accepted + unchanged).Should().Be(Rows);
        killed.IsCompletedSuccessfully.Should().BeTrue();
        (await ImportAsync(FileKind.Payments, PaymentRows(), _ => { })).Should().Be((0, Rows, 0));

        async Task<(long Accepted, long Unchanged, long Refused)> ImportAsync(FileKind kind, string text, Action<long> progress)
        {
            using var rows = FileRows.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), FileFormat.Of(kind));
            var options = new ImportOptions("", kind, new Service("test", "test", new Uri(programs.Address), "EUR"));
            var run = new ImportRun(rows, options, _ => { }, progress, ComeBackAsync);
            await run.SendAsync(new BulkService.BulkServiceClient(programs.Channel), CancellationToken.None);
            return (run.Tally.Accepted, run.Tally.Unchanged, run.Tally.Refused);
        }

        async Task ComeBackAsync(TimeSpan pause, CancellationToken cancel)
        {
            await killed;
            await programs.StartAsync();
        }
    }

    private static string EnrolmentRows() => string.Concat(
        Enumerable.Range(1, Households).Select(n => $"K-{n},2025-01-01\n").Prepend("household,enrolment_date\n"));

    private static string PaymentRows() => string.Concat(
        Enumerable.Range(1, Rows).Select(n => $"K-{n % Households + 1},P-{n},aler,2025-02-20,1.00\n").Prepend(Files.Payments));
}
