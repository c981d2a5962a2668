using BudgetCoaching.Api.Hosting;
using Microsoft.Extensions.Configuration;

namespace BudgetCoaching.Api.Tests;

public class The_host_starts_only_when_it_may
{
    [Fact]
    public void The_defaults_have_no_fault_and_stay_on_this_machine()
    {
        var options = Options();

        options.Faults().Should().BeEmpty();
        (options.Grpc.Address, options.Grpc.Port).Should().Be(("127.0.0.1", 5081));
        (options.Web.Address, options.Web.Port).Should().Be(("127.0.0.1", 5080));
        options.DataFolder.Should().Be(Path.GetFullPath("data"));
        options.MasterKeyFile.Should().Be(Path.Combine(options.DataFolder, "master.key"));
    }

    [Fact]
    public void A_demo_has_a_folder_of_its_own() => Options(("Demo", "true")).DataFolder.Should().Be(Path.GetFullPath("data/demo"));

    [Fact]
    public void Every_fault_is_named_at_once() =>
        Options(("Grpc:Address", "0.0.0.0"), ("Web:Port", "70000"), ("Grpc:Port", "70000"), ("StopSeconds", "0")).Faults().Should().Equal(
            "BudgetCoaching:Grpc:Address must be a loopback address such as 127.0.0.1: callers are not verified.",
            "BudgetCoaching:Grpc:Port must be 0 (any free one) to 65535.",
            "BudgetCoaching:Web:Port must be 0 (any free one) to 65535.",
            "BudgetCoaching:Grpc:Port and BudgetCoaching:Web:Port must differ: HTTP/2 without TLS and HTTP/1.1 share no port.",
            "BudgetCoaching:StopSeconds must be 1 to 300.");

    [Fact]
    public async Task An_address_that_others_can_reach_ends_the_program_with_a_sentence()
    {
        using var process = RunningService.Start("--BudgetCoaching:Web:Address", "192.0.2.1");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        var said = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);

        process.ExitCode.Should().Be(2);
        said.Trim().Should().Be("BudgetCoaching:Web:Address must be a loopback address such as 127.0.0.1: callers are not verified.");
    }

    [Fact]
    public async Task A_master_key_that_is_none_ends_the_program_with_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "master.key"), "short");
        using var process = RunningService.Start("--data", folder);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        var said = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);

        process.ExitCode.Should().Be(3);
        said.Trim().Should().Be($"{Path.Combine(folder, "master.key")} holds 5 bytes; a master key has 32.");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Words_that_make_no_sense_are_refused() => CommandLine.ToSettings(["--demo", "--port", "1"]).Should().BeNull();

    [Fact]
    public void The_short_words_stand_for_settings() =>
        CommandLine.ToSettings(["--demo", "--data", "/tmp/x", "--BudgetCoaching:Grpc:Port", "0"]).Should().Equal(
            "--BudgetCoaching:Demo=true", "--BudgetCoaching:DataFolder=/tmp/x", "--BudgetCoaching:Grpc:Port=0");

    private static ApiOptions Options(params (string Name, string Value)[] values) => ApiOptions.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(v => "BudgetCoaching:" + v.Name, v => (string?)v.Value))
            .Build());
}
