namespace BudgetCoaching.Import.Tests;

public sealed class The_commands_in_the_docs_run(BuiltPrograms programs) : IClassFixture<BuiltPrograms>
{
    private const string Command = "dotnet run --project src/Import -- ";

    [Fact]
    public async Task One_after_the_other_against_the_demo()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(BuiltPrograms.Root, "docs", "import.md"));
        var commands = lines.Where(line => line.StartsWith(Command, StringComparison.Ordinal)).ToList();

        commands.Should().HaveCountGreaterThan(2);
        foreach (var command in commands)
        {
            var (exit, output) = await programs.RunAsync("", command[Command.Length..].Split(' '));

            exit.Should().Be(0, "{0} said {1}", command, output);
        }
    }
}
