using System.Diagnostics;

namespace BudgetCoaching.EventStoreDb.Double.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task The_double_runs_as_a_program_that_obeys()
    {
        using var process = Start("--nodes", "2");
        var address = await LineAsync(process);

        address.Should().MatchRegex(@"^esdb://127\.0\.0\.1:\d+,127\.0\.0\.1:\d+\?tls=false$");
        (await ObeyAsync(process, "elect 1")).Should().Be("ok");
        (await ObeyAsync(process, "lag 0")).Should().Be("ok");
        (await ObeyAsync(process, "lag 1")).Should().Be("A leader does not lag.");
        (await ObeyAsync(process, "catch-up 0")).Should().Be("ok");
        (await ObeyAsync(process, "stop 1")).Should().Be("ok");
        (await ObeyAsync(process, "start 1")).Should().Be("ok");
        (await ObeyAsync(process, "cut 1")).Should().Be("ok");
        (await ObeyAsync(process, "fail silent-after-commit")).Should().Be("ok");
        (await ObeyAsync(process, "depose")).Should().Be("ok");
        (await ObeyAsync(process, "dance")).Should().StartWith("Usage:");
        await process.StandardInput.WriteLineAsync("quit");
        await process.WaitForExitAsync(new CancellationTokenSource(Caller.Bound).Token);
        process.ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("--nodes")]
    [InlineData("--nodes", "0")]
    [InlineData("--node", "3")]
    public async Task Arguments_that_are_wrong_are_answered_with_the_usage(params string[] arguments)
    {
        using var process = Start(arguments);

        (await process.StandardError.ReadToEndAsync()).Should().StartWith("Usage:");
        await process.WaitForExitAsync(new CancellationTokenSource(Caller.Bound).Token);
        process.ExitCode.Should().Be(2);
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(DoubleCluster).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task<string> ObeyAsync(Process process, string command)
    {
        await process.StandardInput.WriteLineAsync(command);
        return await LineAsync(process);
    }

    private static async Task<string> LineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync(new CancellationTokenSource(Caller.Bound).Token) ?? "nothing";
}
