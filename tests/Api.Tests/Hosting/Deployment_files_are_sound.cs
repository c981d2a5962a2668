using System.Globalization;
using System.Text.RegularExpressions;
using BudgetCoaching.Api.Hosting;
using Microsoft.Extensions.Configuration;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>What stands in <c>deploy/</c> names settings that there are, leaves time to stop, and holds nothing secret.</summary>
public sealed partial class Deployment_files_are_sound
{
    /// <summary>From the end of the calls to that of the process: log and read models are closed.</summary>
    private const int SecondsToClose = 30;

    /// <summary>From the end of that wait until the service answers: another node's work at the start may be taken over first.</summary>
    private const int SecondsToOpen = 60;

    private static readonly string[] Files =
        ["budget-coaching.service", "several-nodes.conf", "environment.example", "Containerfile", "compose.yaml"];

    [Fact]
    public void Every_setting_that_they_name_is_one() =>
        Files.SelectMany(file => Setting().Matches(Text(file)))
            .Select(match => match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal))
            .Except(ApiOptions.Names)
            .Should().BeEmpty();

    [Fact]
    public void A_unit_and_a_container_have_time_to_stop()
    {
        var unit = Text("budget-coaching.service");
        var compose = Text("compose.yaml");

        Seconds(unit, "TimeoutStopSec=(.*)").Should().BeGreaterThanOrEqualTo(Seconds(unit, "StopSeconds=(.*)") + SecondsToClose);
        Seconds(compose, "stop_grace_period: (9.*)s").Should().BeGreaterThanOrEqualTo(
            Seconds(compose, "StopSeconds: \"(.*)\"") + SecondsToClose);
    }

    [Fact]
    public void A_unit_has_time_to_start_for_a_service_that_waits_for_its_event_store() =>
        Seconds(Text("budget-coaching.service"), "TimeoutStartSec=(.*)").Should().BeGreaterThanOrEqualTo(
            ApiOptions.Read(new ConfigurationBuilder().Build()).StartSeconds + SecondsToOpen);

    [Fact]
    public void A_unit_leaves_a_wrong_setting_alone_and_has_no_rights()
    {
        var lines = Text("budget-coaching.service").Split('\n');

        lines.Should().Contain(
        [
            "RestartPreventExitStatus=2", "DynamicUser=yes", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict",
            "StateDirectory=budget-coaching", "SystemCallFilter=@system-service",
        ]);
        lines.Should().ContainSingle(line => line.StartsWith("LoadCredential=master.key:", StringComparison.Ordinal));
    }

    [Fact]
    public void An_image_is_run_by_nobody_and_copies_nothing_but_sources()
    {
        var lines = Text("Containerfile").Split('\n');

        lines.Should().Contain("USER 10001:10001");
        lines.Where(line => line.StartsWith("COPY", StringComparison.Ordinal)).Should().Equal(
            "COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./",
            "COPY protos protos",
            "COPY src src",
            "COPY --from=build /app /app");
        File.ReadAllLines(Path.Combine(RunningService.Root, ".containerignore"))[0].Should().Be("**");
    }

    [Fact]
    public void A_unit_is_started_when_the_service_says_so_and_its_documentation_is_installed()
    {
        var lines = Text("budget-coaching.service").Split('\n');

        lines.Should().Contain("Type=notify").And.NotContain(line => line.StartsWith("ExecStartPost", StringComparison.Ordinal));
        var page = lines.Single(line => line.StartsWith("Documentation=", StringComparison.Ordinal)).Split("/opt/budget-coaching/")[1];
        File.Exists(Path.Combine(RunningService.Root, page)).Should().BeTrue();
        Text("README.md").Should().Contain("cp -r docs /opt/budget-coaching/");
    }

    [Fact]
    public void One_node_of_several_has_a_fixed_user_writes_to_the_shared_folder_and_is_given_nothing_that_is_not_loaded()
    {
        var folder = Directory.CreateTempSubdirectory("credentials-");
        File.WriteAllText(Path.Combine(folder.FullName, "eventstore"), "esdb://one:2113,two:2113");
        string[] lines = [.. Text("budget-coaching.service").Split('\n'), .. Text("several-nodes.conf").Split('\n')];
        var given = lines.Where(line => line.StartsWith("Environment=BudgetCoaching__", StringComparison.Ordinal))
            .Select(line => line.Split('=', 3))
            .ToDictionary(parts => parts[1].Replace("__", ":", StringComparison.Ordinal), parts => parts[2]);
        foreach (var loaded in given.Values.Where(value => value.StartsWith("%d/", StringComparison.Ordinal)).Select(value => value[3..]))
        {
            lines.Should().Contain($"LoadCredential={loaded}:/etc/budget-coaching/{loaded}");
            File.AppendAllText(Path.Combine(folder.FullName, loaded), "");
        }

        var shared = given["BudgetCoaching:SharedFolder"];
        lines.Should().Contain(["DynamicUser=no", "User=budget-coaching", $"ReadWritePaths={shared}", $"RequiresMountsFor={shared}"]);
        var settings = given.Select(setting => KeyValuePair.Create(
            setting.Key, (string?)setting.Value.Replace("%d", folder.FullName, StringComparison.Ordinal)));
        var options = ApiOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        options.Faults().Should().BeEmpty();
        options.EventStore.Should().Be("esdb://one:2113,two:2113");
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_placeholder_of_the_example_that_is_left_is_named_and_nothing_else_is_wrong_with_it()
    {
        var example = Text("environment.example").Split('\n')
            .Where(line => line.StartsWith("BudgetCoaching__", StringComparison.Ordinal))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0].Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair[1]);
        // What the unit sets.
        example["BudgetCoaching:Tls:CertificateFile"] = example["BudgetCoaching:Tls:KeyFile"] = typeof(ApiOptions).Assembly.Location;

        ApiOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(example).Build()).Faults().Should().Equal(
            "BudgetCoaching:Access:Audience must be your own value in place of <the name by which the issuer's tokens mean this service>.",
            "BudgetCoaching:Access:MetadataAddress must be your own value in place of <https://ISSUER/.well-known/openid-configuration>.",
            "BudgetCoaching:Access:FirstAgency must be your own value in place of <the id of your agency, such as cremona>.");
    }

    [Fact]
    public void Nothing_secret_stands_in_them() => Files.Select(Text).Should().OnlyContain(text => !Secret().IsMatch(text));

    private static int Seconds(string text, string pattern) =>
        int.Parse(Regex.Match(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value, CultureInfo.InvariantCulture);

    private static string Text(string file) => File.ReadAllText(Path.Combine(RunningService.Root, "deploy", file));

    [GeneratedRegex(@"BudgetCoaching__([A-Za-z_]+)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?i)(password|secret|token)\s*[=:]\s*[^\s$./\[{]")]
    private static partial Regex Secret();
}
