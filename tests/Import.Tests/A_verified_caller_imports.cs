namespace BudgetCoaching.Import.Tests;

public sealed class A_verified_caller_imports(VerifyingPrograms programs) : IClassFixture<VerifyingPrograms>
{
    private const string WrongKey = "bck_wrong_0123456789";
    private const string Rows = "household,enrolment_date\nV-1,2025-01-01\nV-2,2025-01-01\n";

    private static readonly string[] Households = ["-", "--kind", "households", "--agency", "test"];

    [Fact]
    public async Task With_its_key_every_row_stands_in_the_books_after_a_wrong_one_recorded_nothing_and_was_never_shown()
    {
        await File.WriteAllTextAsync(programs.PathOf("wrong.key"), WrongKey);
        string[] trusting = [.. Households, "--ca-file", programs.PathOf("authority.pem")];

        var (exit, output) = await programs.RunAsync(Rows, [.. trusting, "--api-key-file", programs.PathOf("wrong.key")]);
        exit.Should().Be(4);
        output.Should().StartWith("accepted 0, unchanged 0, refused 0;");
        programs.Errors.Should().Be(
            "The service did not accept --api-key-file: The API key is unknown, revoked or expired, or the service accepts none.\n");

        (exit, output) = await programs.RunAsync(Rows, [.. trusting, "--actor", "maria"]);
        exit.Should().Be(4);
        programs.Errors.Should().StartWith("The service verifies its callers, give --token-file, --api-key-file or --cert-file: ");

        var key = await programs.NewKeyAsync();
        (exit, output) = await programs.RunAsync(Rows, [.. trusting, "--api-key-file", key]);
        (exit, output.Split(';')[0]).Should().Be((0, "accepted 2, unchanged 0, refused 0"));

        programs.Environment["BUDGET_COACHING_API_KEY"] = await File.ReadAllTextAsync(key);
        (exit, output) = await programs.RunAsync(Rows, trusting);
        programs.Environment.Clear();
        (exit, output.Split(';')[0]).Should().Be((0, "accepted 0, unchanged 2, refused 0"));

        (exit, output) = await programs.RunAsync(
            Rows, [.. trusting, "--cert-file", programs.PathOf("client.pem"), "--key-file", programs.PathOf("client.key")]);
        (exit, output.Split(';')[0]).Should().Be((0, "accepted 0, unchanged 2, refused 0"));
    }

    [Fact]
    public async Task A_service_whose_certificate_nobody_trusts_is_sent_nothing_and_not_tried_again()
    {
        var (exit, output) = await programs.RunAsync(Rows, [.. Households, "--actor", "maria"]);

        exit.Should().Be(3);
        output.Should().StartWith("accepted 0, unchanged 0, refused 0;");
        programs.Errors.Should().StartWith($"TLS with {programs.Address}/ was not agreed: ").And.Contain("--ca-file");
    }
}
