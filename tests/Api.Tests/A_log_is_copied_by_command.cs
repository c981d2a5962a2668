using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;

namespace BudgetCoaching.Api.Tests;

public sealed class A_log_is_copied_by_command : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("copy-command-");
    private readonly StringWriter output = new();
    private readonly StringWriter messages = new();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_last_line_says_what_the_target_holds()
    {
        await FillAsync("from", "1");

        (await CopyAsync("--to", Place("to"), "--from", Place("from"))).Should().Be(CopyCommand.Done);

        output.ToString().Trim().Should().Be("The target holds all 1 events of 1 streams, 1 new, and verifies.");
        messages.ToString().Trim().Should().Be("1 of 1 events, 1 of them new");
    }

    [Theory]
    [InlineData("from")]
    [InlineData("from/log.db")]
    public async Task A_log_that_a_service_goes_on_writing_is_to_be_copied_again(string named)
    {
        await FillAsync("from", "1");
        await using var running = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = Place("from") }, TimeProvider.System);

        (await CopyAsync("--from", Place(named), "--to", Place("to"))).Should().Be(CopyCommand.Done);

        output.ToString().Trim().Should().Be("The target holds all 1 events of 1 streams, 1 new, and verifies.");
        messages.ToString().Trim().Split(Environment.NewLine).Should().Equal(
            "1 of 1 events, 1 of them new",
            $"{Place(named)} is in use: copy again after it has stopped, or what it records from now on is not in the copy.");
    }

    [Fact]
    public async Task A_file_may_name_the_log()
    {
        await FillAsync("from", "1");
        await File.WriteAllTextAsync(Place("named"), Place("from") + "\n");

        (await CopyAsync("--from", "@" + Place("named"), "--to", Place("to"))).Should().Be(CopyCommand.Done);
    }

    [Fact]
    public async Task A_target_that_differs_is_refused_by_name()
    {
        await FillAsync("from", "1");
        await FillAsync("to", "2");

        (await CopyAsync("--from", Place("from"), "--to", Place("to"))).Should().Be(CopyCommand.Refused);

        messages.ToString().Trim().Should().Be(
            "LOG_DIFFERS: the target differs: Agency-a, version 1: event ChargePosted 00000000-0000-0000-0000-000000000002, "
            + "expected ChargePosted 00000000-0000-0000-0000-000000000001.");
    }

    [Fact]
    public async Task What_is_not_said_rightly_is_answered_with_the_usage()
    {
        (await CopyAsync("--from", "a")).Should().Be(CopyCommand.WrongUsage);
        (await CopyAsync("--from", "a", "--into", "b")).Should().Be(CopyCommand.WrongUsage);

        messages.ToString().Should().Be(string.Concat(Enumerable.Repeat(CopyCommand.Usage + Environment.NewLine, 2)));
    }

    [Fact]
    public async Task A_connection_string_with_faults_names_them_and_no_password()
    {
        (await CopyAsync("--from", "esdb://user:secret@host:0?tls=maybe", "--to", Place("to"))).Should().Be(CopyCommand.Failed);

        messages.ToString().Trim().Should().Be(
            "STORE_CONNECTION_INVALID: The connection string of the event store makes no sense: "
            + "'0' is no port: 1 to 65535. tls is true or false, not 'maybe'.");
    }

    [Fact]
    public async Task A_log_that_is_not_there_is_said_to_be_missing()
    {
        (await CopyAsync("--from", Place("nowhere"), "--to", Place("to"))).Should().Be(CopyCommand.Failed);

        Directory.Exists(Place("to")).Should().BeFalse();
    }

    private string Place(string name) => Path.Combine(folder.FullName, name);

    private Task<int> CopyAsync(params string[] words) =>
        new CopyCommand(output, messages, TimeProvider.System).RunAsync(words, CancellationToken.None);

    private async Task FillAsync(string name, string id)
    {
        await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = Place(name) }, TimeProvider.System);
        var type = new EventType("ChargePosted", 1);
        var proposed = new ProposedEvent(Guid.Parse(id.PadLeft(32, '0')), type, new byte[] { 1 }, new byte[] { 2 });
        (await store.AppendAsync(new StreamName("Agency-a"), 0, [proposed], CancellationToken.None))
            .Should().BeOfType<AppendOutcome.Appended>();
    }
}
