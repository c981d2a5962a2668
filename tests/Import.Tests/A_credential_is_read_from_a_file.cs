using Grpc.Core;

namespace BudgetCoaching.Import.Tests;

public class A_credential_is_read_from_a_file
{
    private const string Key = "bck_0123456789";

    [Fact]
    public void An_api_key_goes_into_every_call_and_into_no_text()
    {
        using var file = new SecretFile(Key);

        var service = Read("--agency", "aler", "--api-key-file", file.Path, "--role", "integrator").Service!;

        service.Headers.Select(entry => (entry.Key, entry.Value)).Should().BeEquivalentTo(
            [("x-agency", "aler"), ("x-source", "import"), ("x-role", "integrator"), ("x-api-key", Key)]);
        service.ToString().Should().Contain("--api-key-file").And.NotContain(Key);
    }

    [Fact]
    public void The_environment_has_one_where_no_file_is_named()
    {
        using var file = new SecretFile("from-a-file");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["BUDGET_COACHING_TOKEN"] = "from-the-environment" };

        HeaderOf(Secret.Read(Options(), variables.GetValueOrDefault)).Should().Be("Bearer from-the-environment");
        HeaderOf(Secret.Read(Options("--token-file", file.Path), variables.GetValueOrDefault)).Should().Be("Bearer from-a-file");

        variables["BUDGET_COACHING_API_KEY"] = Key;
        var both = Options();
        Secret.Read(both, variables.GetValueOrDefault).Should().BeNull();
        both.Wrong.Should().Be("either BUDGET_COACHING_TOKEN or BUDGET_COACHING_API_KEY, not both");
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        using var file = new SecretFile("two\nlines");

        Read("--agency", "aler", "--actor", "maria", "--token-file", file.Path, "--cert-file", "one.pem").Wrong.Should().Be(
            "--token-file must hold one line of visible ASCII characters; --cert-file: only with a --server of https; "
            + "--cert-file and --key-file go together; --actor goes without --token-file, which says who acts");
        Read("--agency", "aler", "--token-file", file.Path, "--api-key-file", file.Path).Wrong.Should().Be(
            "either --token-file or --api-key-file, not both");
        Read("--agency", "aler", "--actor", "maria", "--role", "consultant").Wrong.Should().Be(
            "--role goes with a credential and names one of its roles");
        file.Write("");
        Read("--agency", "aler", "--token-file", file.Path).Wrong.Should().Be("--token-file is empty");
        file.Write("no certificate");
        Read("--agency", "aler", "--actor", "maria", "--server", "https://books.example", "--ca-file", file.Path).Wrong.Should().Be(
            "--ca-file holds no certificate in PEM");
    }

    [Fact]
    public void It_leaves_the_machine_over_TLS_alone()
    {
        using var file = new SecretFile(Key);

        Read("--agency", "aler", "--api-key-file", file.Path, "--server", "http://books.example:5081").Wrong.Should().Be(
            "--api-key-file: sent to another machine only over https");
        Read("--agency", "aler", "--api-key-file", file.Path, "--server", "https://books.example:5081").Wrong.Should().BeNull();
    }

    [Fact]
    public async Task A_call_is_made_once_more_where_the_file_holds_another_by_now()
    {
        using var file = new SecretFile("one");
        var service = Read("--agency", "aler", "--token-file", file.Path).Service!;
        var sent = new List<string?>();

        (await service.CallAsync(AnswerAsync)).Should().Be("done");
        sent.Should().Equal("Bearer one", "Bearer two");

        var again = () => service.CallAsync<string>(_ => throw new RpcException(new Status(StatusCode.Unauthenticated, "no")));
        await again.Should().ThrowAsync<RpcException>();

        Task<string> AnswerAsync(Metadata headers)
        {
            sent.Add(headers.GetValue("authorization"));
            file.Write("two");
            return sent.Count == 1
                ? throw new RpcException(new Status(StatusCode.Unauthenticated, "out of its time"))
                : Task.FromResult("done");
        }
    }

    private static (Service? Service, string? Wrong) Read(params string[] line)
    {
        var arguments = Options(line);
        return (Service.Read(arguments), arguments.Wrong);
    }

    private static Arguments Options(params string[] line) => Arguments.Read(line, Service.Options, [], takesFile: false);

    private static string? HeaderOf(Secret? secret)
    {
        var headers = new Metadata();
        secret!.AddTo(headers);
        return headers.GetValue("authorization");
    }
}
