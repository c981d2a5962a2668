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
        (await HealthProbe.AskAsync(Options(other, server.Port), HealthProbe.Ready)).Well.Should().BeFalse();
    }

    private static ApiOptions Options(OwnCertificate tls, int port) => Options(
        ("Tls:CertificateFile", tls.CertificateFile), ("Tls:KeyFile", tls.KeyFile),
        ("Web:Port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static ApiOptions Options(params (string Name, string Value)[] values) => ApiOptions.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(v => "BudgetCoaching:" + v.Name, v => (string?)v.Value))
            .Build());
}
