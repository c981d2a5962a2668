namespace BudgetCoaching.Import.Tests;

public sealed class A_demo_token_imports(BuiltPrograms programs) : IClassFixture<BuiltPrograms>
{
    private const string Rows = "household,enrolment_date\nD-1,2025-01-01\n";

    [Fact]
    public async Task Into_its_own_agency_and_into_no_other()
    {
        using var file = new SecretFile(programs.Token);
        string[] arguments = ["-", "--kind", "households", "--token-file", file.Path];

        var (exit, output) = await programs.RunAsync(Rows, [.. arguments, "--agency", "demo"]);
        (exit, output.Split(';')[0]).Should().Be((0, "accepted 1, unchanged 0, refused 0"));

        (exit, output) = await programs.RunAsync(Rows, [.. arguments, "--agency", "test"]);
        (exit, output.Split(';')[0]).Should().Be((4, "accepted 0, unchanged 0, refused 0"));
        programs.Errors.Should().Be(
            "The service does not let this caller do it: The credential is of another agency than x-agency names.\n");
    }
}
