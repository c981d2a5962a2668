using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BudgetCoaching.Api.Hosting;
using Microsoft.Extensions.Configuration;

namespace BudgetCoaching.Api.Tests.Hosting;

public sealed class Health_is_asked_by_the_program_itself
{
    [Theory]
    [InlineData("127.0.0.1", "", "http://127.0.0.1:5080/health/live")]
    [InlineData("0.0.0.0", "c.pem", "https://127.0.0.1:5080/health/live")]
    [InlineData("::", "c.pem", "https://[::1]:5080/health/live")]
    public void It_asks_where_the_service_of_the_same_settings_listens(string address, string certificate, string asked) =>
        HealthProbe.AddressOf(Options(("Web:Address", address), ("Tls:CertificateFile", certificate)), "live").ToString()
            .Should().Be(asked);

    [Theory]
    [InlineData("live", true)]
    [InlineData("ready", true)]
    [InlineData("well", false)]
    public void Only_what_health_answers_can_be_asked(string what, bool isAsked)
    {
        string[] words = ["--probe", what, "--data", "books"];

        (CommandLine.TakeProbe(ref words) == what).Should().Be(isAsked);
        (words.Length == 2).Should().Be(isAsked, "the words that ask are no settings");
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_not_well_and_where_it_was_looked_for_is_said()
    {
        var (well, said) = await HealthProbe.AskAsync(Options(("Web:Port", "1")), HealthProbe.Live);

        well.Should().BeFalse();
        said.Should().StartWith("No answer from http://127.0.0.1:1/health/live: ").And.EndWith(
            "\nThat address is from the settings of this call (BudgetCoaching:Web, :Tls): they must be those of the service.");
    }

    [Fact]
    public async Task A_service_over_tls_is_believed_by_its_own_certificate_and_no_other()
    {
        using var tls = new OwnCertificate();
        using var other = new OwnCertificate();
        await using var server = await tls.ServeAsync();

        (await HealthProbe.AskAsync(Options(tls, server.Port), HealthProbe.Ready)).Should().Be((true, "well"));
        var (well, said) = await HealthProbe.AskAsync(Options(other, server.Port), HealthProbe.Ready);
        well.Should().BeFalse();
        said.Should().StartWith(
            $"No answer from https://127.0.0.1:{server.Port}/health/ready: It shows another certificate than Tls:CertificateFile.\n");
    }

    [Fact]
    public async Task Settings_with_tls_and_a_service_without_or_the_other_way_round_are_named()
    {
        using var tls = new OwnCertificate();
        await using var server = await tls.ServeAsync();
        using var plain = new TcpListener(IPAddress.Loopback, 0);
        plain.Start();

        var (_, clear) = await HealthProbe.AskAsync(Options(("Web:Port", Text(server.Port))), HealthProbe.Ready);
        var asked = HealthProbe.AskAsync(Options(tls, ((IPEndPoint)plain.LocalEndpoint).Port), HealthProbe.Ready);
        using var caller = await plain.AcceptTcpClientAsync();
        await caller.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());

        clear.Split('\n')[0].Should().EndWith(" Perhaps it speaks TLS; the settings of this call do not.");
        (await asked).Said.Split('\n')[0].Should().EndWith(" Perhaps it speaks no TLS; the settings of this call do.");
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static ApiOptions Options(OwnCertificate tls, int port) => Options(
        ("Tls:CertificateFile", tls.CertificateFile), ("Tls:KeyFile", tls.KeyFile),
        ("Web:Port", Text(port)));

    private static ApiOptions Options(params (string Name, string Value)[] values) => ApiOptions.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(v => "BudgetCoaching:" + v.Name, v => (string?)v.Value))
            .Build());
}
