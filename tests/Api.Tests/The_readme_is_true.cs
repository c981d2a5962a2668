using System.Diagnostics;
using System.Text.RegularExpressions;
using BudgetCoaching.V1;

namespace BudgetCoaching.Api.Tests;

public sealed partial class The_readme_is_true
{
    private static readonly TimeSpan StoryMax = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Its_stories_run_as_written_against_the_demo()
    {
        var service = new RunningService();
        await service.InitializeAsync();
        try
        {
            var readme = await File.ReadAllTextAsync(Path.Combine(RunningService.Root, "README.md"));
            var (exit, output) = await RunAsync(Block(readme, "## A story", "sh"), service);

            output.Trim().Should().Be(Block(readme, "## A story", "text").Trim());
            exit.Should().Be(0);

            (exit, output) = await RunAsync(Block(readme, "## The same with curl", "bash"), service);

            output.Trim().Should().Be(Block(readme, "## The same with curl", "text").Trim());
            exit.Should().Be(0);
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_sample_of_a_bulk_import_runs_as_documented()
    {
        var service = new RunningService();
        await service.InitializeAsync();
        try
        {
            var (exit, output) = await RunAsync("node samples/bulk.mjs", service);

            output.Trim().Split('\n').Should().Equal(
                "first time: 14 accepted, 0 unchanged, 1 refused",
                "row 15: FIELD_INVALID charge.due_date 2025-4-31",
                "the same rows again: 0 accepted, 14 unchanged, 1 refused");
            exit.Should().Be(0);
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_was_recorded_is_there_after_a_stop_and_a_new_start()
    {
        var service = new RunningService();
        await service.InitializeAsync();
        try
        {
            var households = new HouseholdService.HouseholdServiceClient(service.Channel);
            var enrolled = await households.EnrolHouseholdAsync(
                new EnrolHouseholdRequest { Agency = RunningService.Agency, DisplayName = "Famiglia Esempio" }, RunningService.Headers);

            (await service.StopAsync()).Should().Be(0);
            await service.StartAsync();

            var found = await new HouseholdService.HouseholdServiceClient(service.Channel)
                .GetHouseholdAsync(new GetHouseholdRequest { Name = enrolled.Household.Name });
            found.DisplayName.Should().Be("Famiglia Esempio");
            found.Resolved.KnownAt.Should().Be(enrolled.Household.Resolved.KnownAt);
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string commands, RunningService service)
    {
        var start = new ProcessStartInfo("bash", ["-euc", commands])
        {
            WorkingDirectory = RunningService.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BUDGET_COACHING"] = service.Grpc["http://".Length..];
        start.Environment["BUDGET_COACHING_WEB"] = service.Web;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(StoryMax);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output + await errors);
    }

    /// <summary>The first fenced block of a language after a heading.</summary>
    private static string Block(string readme, string heading, string language)
    {
        var story = readme[readme.IndexOf(heading, StringComparison.Ordinal)..];
        return Fence().Matches(story).First(m => m.Groups["language"].Value == language).Groups["lines"].Value;
    }

    [GeneratedRegex(
        "^```(?<language>\\w+)\n(?<lines>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
