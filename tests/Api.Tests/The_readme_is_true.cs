using System.Diagnostics;
using System.Text.RegularExpressions;
using BudgetCoaching.V1;

namespace BudgetCoaching.Api.Tests;

public sealed partial class The_readme_is_true
{
    /// <summary>A sample in C# is built before it runs.</summary>
    private static readonly TimeSpan PageMax = TimeSpan.FromMinutes(3);

    /// <summary>Printed between the answers of a page's commands; no answer holds it.</summary>
    private const char AnswerEnd = '\u001e';

    /// <summary>In order, as a reader would type them in one terminal: what stands under a command is what it answers.</summary>
    [Theory]
    [InlineData("README.md", 8)]
    [InlineData("docs/samples.md", 8)]
    public async Task The_commands_of_a_page_answer_what_it_shows_against_a_new_demo(string page, int answered)
    {
        var service = new RunningService();
        await service.InitializeAsync();
        try
        {
            await AnswersAsShownAsync(page, answered, service);
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_first_administrator_begins_an_agency_as_the_page_of_access_shows()
    {
        var service = new RunningService
        {
            IsDemo = false,
            Settings = ["--BudgetCoaching:Access:ApiKeys", "true", "--BudgetCoaching:Access:FirstAgency", "cremona"],
        };
        await service.StartAsync();
        try
        {
            await AnswersAsShownAsync("docs/access.md", answered: 4, service);
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

    private static async Task AnswersAsShownAsync(string page, int answered, RunningService service)
    {
        var shown = Answered(await File.ReadAllTextAsync(Path.Combine(RunningService.Root, page)));
        var commands = string.Concat(shown.Select(pair => $"{pair.Commands}printf '{AnswerEnd}'\n"));

        var (exit, output, errors) = await RunAsync(commands, service);

        errors.Should().BeEmpty();
        output.Split(AnswerEnd)[..^1].Should().Equal(shown.Select(pair => pair.Answer));
        exit.Should().Be(0);
        shown.Should().HaveCount(answered);
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(string commands, RunningService service)
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
        start.Environment["BUDGET_COACHING_DATA"] = service.DataFolder;
        foreach (var (role, token) in service.Tokens)
        {
            start.Environment[role.ToUpperInvariant()] = token;
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(PageMax);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output, await errors);
    }

    /// <summary>Every fenced block of shell commands that the next fenced block answers.</summary>
    private static List<(string Commands, string Answer)> Answered(string page)
    {
        var fences = Fence().Matches(page);
        return [.. fences.Zip(fences.Skip(1))
            .Where(pair => Language(pair.First) == "sh" && Language(pair.Second) == "text")
            .Select(pair => (Lines(pair.First), Lines(pair.Second)))];
    }

    private static string Language(Match fence) => fence.Groups["language"].Value;

    private static string Lines(Match fence) => fence.Groups["lines"].Value;

    [GeneratedRegex(
        "^```(?<language>\\w+)\n(?<lines>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
