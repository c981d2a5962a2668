using System.Net;
using System.Net.Sockets;
using System.Reflection;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Storage.EventStoreDb;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace BudgetCoaching.Api.Tests;

public class The_host_starts_only_when_it_may
{
    /// <summary>Whether a file is there is judged at once; what is in it, when it is opened.</summary>
    private const string AFile = "BudgetCoaching.Api.dll";

    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_defaults_have_no_fault_and_stay_on_this_machine()
    {
        var options = Options();

        options.Faults().Should().BeEmpty();
        (options.Grpc.Address, options.Grpc.Port).Should().Be(("127.0.0.1", 5081));
        (options.Web.Address, options.Web.Port).Should().Be(("127.0.0.1", 5080));
        options.DataFolder.Should().Be(Path.GetFullPath("data"));
        options.MasterKeyFile.Should().Be(Path.Combine(options.DataFolder, "master.key"));
    }

    [Fact]
    public void A_demo_has_a_folder_of_its_own() => Options(("Demo", "true")).DataFolder.Should().Be(Path.GetFullPath("data/demo"));

    [Fact]
    public void Every_fault_is_named_at_once() =>
        Options(("Grpc:Address", "0.0.0.0"), ("Web:Port", "70000"), ("Grpc:Port", "70000"), ("StopSeconds", "0"), ("Currency", "eur"))
            .Faults().Should().Equal(
            "BudgetCoaching:Grpc:Address must be a loopback address such as 127.0.0.1: callers are not verified.",
            "BudgetCoaching:Grpc:Port must be 0 (any free one) to 65535.",
            "BudgetCoaching:Web:Port must be 0 (any free one) to 65535.",
            "BudgetCoaching:Grpc:Port and BudgetCoaching:Web:Port must differ: HTTP/2 without TLS and HTTP/1.1 share no port.",
            "BudgetCoaching:StopSeconds must be 10 to 300.",
            "BudgetCoaching:Currency must be a code of three letters such as EUR.");

    [Fact]
    public void A_misspelt_name_and_a_value_of_the_wrong_form_are_named_with_the_other_faults() =>
        Options(("Grpc:Prot", "6"), ("Web:Port", "x"), ("Demo", "maybe"), ("Colour", "red"), ("StopSeconds", "0")).Faults().Should().Equal(
            "BudgetCoaching:Demo must be true or false.",
            "BudgetCoaching:Web:Port must be a whole number.",
            "BudgetCoaching:Colour is not a setting; docs/operating.md lists them all.",
            "BudgetCoaching:Grpc:Prot is not a setting; docs/operating.md lists them all.",
            "BudgetCoaching:StopSeconds must be 10 to 300.");

    [Fact]
    public void Names_of_settings_are_read_without_regard_to_case() => Options(("grpc:port", "6")).Grpc.Port.Should().Be(6);

    [Fact]
    public async Task An_address_that_others_can_reach_ends_the_program_with_a_sentence() =>
        (await EndOfAsync("--BudgetCoaching:Web:Address", "192.0.2.1")).Should().Be(
            (2, "BudgetCoaching:Web:Address must be a loopback address such as 127.0.0.1: callers are not verified."));

    [Theory]
    [InlineData("there is no TLS", "Access:ApiKeys", "true")]
    [InlineData("callers are not verified", "Tls:CertificateFile", AFile, "Tls:KeyFile", AFile)]
    public void Beyond_this_machine_it_needs_both_tls_and_verified_callers(string lacks, params string[] words)
    {
        var settings = words.Chunk(2).Select(pair => (pair[0], pair[1])).Append(("Grpc:Address", "0.0.0.0"));

        Options([.. settings]).Faults().Should().Equal(
            $"BudgetCoaching:Grpc:Address must be a loopback address such as 127.0.0.1: {lacks}.");
    }

    [Fact]
    public void With_tls_and_verified_callers_it_may_listen_anywhere() =>
        Options(("Grpc:Address", "0.0.0.0"), ("Access:ApiKeys", "true"), ("Tls:CertificateFile", AFile), ("Tls:KeyFile", AFile))
            .Faults().Should().BeEmpty();

    [Fact]
    public void Settings_of_access_that_make_no_sense_are_named() =>
        Options(
            ("Access:MetadataAddress", "http://issuer.example"),
            ("Access:KeysFile", "keys.json"),
            ("Access:ConsultantsSee", "everything"),
            ("Tls:KeyFile", "k.pem"),
            ("Limits:CallsAtOnce", "-1")).Faults().Should().Equal(
            "BudgetCoaching:Access:ConsultantsSee must be one of own, team, agency.",
            "BudgetCoaching:Tls:CertificateFile and Tls:KeyFile must be given together.",
            "BudgetCoaching:Access:MetadataAddress and Access:KeysFile exclude each other.",
            "BudgetCoaching:Access:Audience is required with tokens: a token meant for another service must not open this one.",
            "BudgetCoaching:Access:Issuer is required with a file of keys.",
            "BudgetCoaching:Access:MetadataAddress must begin with https://; http:// only for this machine itself.",
            "BudgetCoaching:Limits:CallsAtOnce must be 0 (no limit) or more, and a sensible number.",
            $"BudgetCoaching:Tls:KeyFile must be a file that is there: {Path.GetFullPath("k.pem")} is not.",
            $"BudgetCoaching:Access:KeysFile must be a file that is there: {Path.GetFullPath("keys.json")} is not.");

    [Fact]
    public void Settings_without_the_one_that_they_need_are_named() =>
        Options(
            ("Access:Issuer", "https://issuer.example"),
            ("Access:RoleClaim", ""),
            ("Access:FirstAgency", "cremona"),
            ("MasterKeyFile", AFile),
            ("PreviousMasterKeyFile", AFile),
            ("ReadyLagSeconds", "0")).Faults().Should().Equal(
            "BudgetCoaching:Access:Issuer and Access:Audience need Access:MetadataAddress or Access:KeysFile: "
                + "no token is believed without keys.",
            "BudgetCoaching:Access:ActorClaim, Access:RoleClaim and Access:AgencyClaim must not be empty.",
            "BudgetCoaching:Access:FirstAgency needs Access:ApiKeys: the key that it makes would open nothing.",
            "BudgetCoaching:ReadyLagSeconds must be 1 to 86400.",
            "BudgetCoaching:PreviousMasterKeyFile and BudgetCoaching:MasterKeyFile must differ: one takes the other's place.");

    [Fact]
    public void An_address_of_a_collector_that_is_none_and_a_protocol_that_nobody_speaks_are_named()
    {
        Telemetry("127.0.0.1:4317", "htp").Should().Equal(
            "OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://127.0.0.1:4317.",
            "OTEL_EXPORTER_OTLP_PROTOCOL must be grpc or http/protobuf.");
        Telemetry("http://127.0.0.1:4317", "http/protobuf").Should().BeEmpty();
        Telemetry("http://127.0.0.1:4317", "grpc").Should().BeEmpty();
        Telemetry("", "htp").Should().BeEmpty("nothing is sent");

        static IReadOnlyList<string> Telemetry(string endpoint, string protocol) => ApiOptions.Read(new ConfigurationBuilder()
            .AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), new("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)])
            .Build()).Faults();
    }

    [Fact]
    public async Task Asked_for_its_version_it_names_itself_and_the_format_of_its_log()
    {
        var built = typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        using var process = RunningService.Start("--version");
        using var limit = new CancellationTokenSource(EndMax);

        (await process.StandardOutput.ReadToEndAsync(limit.Token)).Should().Be($"Budget Coaching {built}, log format 1\n");
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.Should().Be(0);
    }

    [Fact]
    public void An_event_store_needs_a_shared_folder_and_a_master_key_and_every_fault_of_its_address_is_named()
    {
        Options(("EventStore", "esdb://a:2113?tls=maybe&colour=red")).Faults().Should()
            .Contain("BudgetCoaching:SharedFolder is required with an event store: all nodes need the households' keys.")
            .And.Contain("BudgetCoaching:MasterKeyFile is required with an event store: every node needs the same one.")
            .And.Contain(fault => fault.StartsWith("BudgetCoaching:EventStore: ") && fault.Contains("maybe"))
            .And.Contain(fault => fault.StartsWith("BudgetCoaching:EventStore: ") && fault.Contains("colour"));
        Options(("SharedFolder", "shared")).Faults().Should().Equal(
            "BudgetCoaching:SharedFolder is only for several nodes: EventStore is required with it.");
        Options(("EventStore", "esdb://a:2113"), ("SharedFolder", "s"), ("MasterKeyFile", "m")).Faults().Should().BeEmpty();
    }

    [Fact]
    public void A_demo_is_of_one_process() =>
        Options(("Demo", "true"), ("EventStore", "esdb://a:2113"), ("SharedFolder", "s"), ("MasterKeyFile", "m")).Faults().Should().Equal(
            "BudgetCoaching:Demo and BudgetCoaching:EventStore exclude each other: a demo is one process, whose tokens others refuse.");

    [Fact]
    public void The_address_of_the_event_store_may_stand_in_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "esdb://admin:secret@a:2113\n");
        (string, string)[] others = [("SharedFolder", "s"), ("MasterKeyFile", "m")];

        var options = Options([("EventStoreFile", file), .. others]);
        options.Faults().Should().BeEmpty();
        (options.IsShared, options.EventStore).Should().Be((true, "esdb://admin:secret@a:2113"));
        Options([("EventStoreFile", file), ("EventStore", "esdb://b"), .. others]).Faults().Should().Equal(
            "BudgetCoaching:EventStore and EventStoreFile exclude each other.");
        File.WriteAllText(file, "");
        Options([("EventStoreFile", file), .. others]).Faults().Should().Equal($"BudgetCoaching:EventStoreFile {file} is empty.");
        File.Delete(file);
        Options([("EventStoreFile", file), .. others]).Faults().Should().ContainSingle()
            .Which.Should().StartWith($"BudgetCoaching:EventStoreFile {file} cannot be read: ");
    }

    [Theory]
    [InlineData("keys.db", "but the log holds households: restore it, or their personal texts are never read again.")]
    [InlineData("master.key", "restore it, or they are never opened again.")]
    public async Task Keys_that_were_lost_are_named_and_never_made_anew_in_silence(string lost, string said)
    {
        var service = new RunningService();
        await service.InitializeAsync();
        await service.StopAsync();
        File.Delete(Path.Combine(service.DataFolder, lost));

        var (exit, words) = await EndOfAsync("--demo", "--data", service.DataFolder);

        exit.Should().Be(3);
        words.Should().StartWith($"{Path.Combine(service.DataFolder, lost)} is missing, ").And.EndWith(said);
        File.Exists(Path.Combine(service.DataFolder, lost)).Should().BeFalse();
        await service.DisposeAsync();
    }

    [Fact]
    public void Books_keep_the_currency_in_which_they_were_begun()
    {
        var folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
        CurrencyMark.Require(folder, "CHF");
        var other = () => CurrencyMark.Require(folder, "EUR");

        CurrencyMark.Require(folder, "CHF");
        other.Should().Throw<StartRefusedException>().WithMessage(
            $"BudgetCoaching:Currency is EUR, but the books in {folder} were begun in CHF.");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Books_without_a_mark_were_begun_in_euro()
    {
        var folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
        File.WriteAllText(Path.Combine(folder, "log.db"), "");
        var other = () => CurrencyMark.Require(folder, "CHF");

        CurrencyMark.Require(folder, "EUR");
        other.Should().Throw<StartRefusedException>();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Books_that_moved_end_the_program_with_a_sentence_until_the_mark_is_taken_away()
    {
        var folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
        var place = EventStoreDbOptions.Parse("esdb://user:secret@one:2113,two:2113");
        MovedMark.Leave(folder, place, Instant.FromUtc(2026, 3, 1, 8, 30));

        (await EndOfAsync("--data", folder)).Should().Be((3,
            $"BOOKS_MOVED: several nodes go on with the books in {folder} (moved 2026-03-01T08:30:00Z to one:2113,two:2113). "
            + $"To go on here all the same, delete {folder}/moved: the two then differ for good."));
        Directory.EnumerateFiles(folder, "*.db").Should().BeEmpty("nothing is begun");
        File.Delete(Path.Combine(folder, MovedMark.FileName));
        var refuse = () => MovedMark.Refuse(folder);
        refuse.Should().NotThrow();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_master_key_that_is_none_ends_the_program_with_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
        var key = Path.Combine(folder, "master.key");
        await File.WriteAllTextAsync(key, "short");

        (await EndOfAsync("--data", folder)).Should().Be((3, $"{key} holds 5 bytes; a master key has 32."));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_ends_the_program_with_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "");

        var (exit, said) = await EndOfAsync("--data", Path.Combine(file, "books"));

        exit.Should().Be(3);
        said.Should().StartWith($"BudgetCoaching:DataFolder {file}/books cannot be used: ").And.NotContain("\n");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Grpc", "Web")]
    [InlineData("Web", "Grpc")]
    public async Task A_port_that_is_taken_ends_the_program_with_a_sentence(string taken, string free)
    {
        var folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
        var books = Path.Combine(folder, "books");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        (await EndOfAsync("--data", books, $"--BudgetCoaching:{taken}:Port={port}", $"--BudgetCoaching:{free}:Port=0")).Should().Be(
            (3, $"Cannot listen on 127.0.0.1:{port} (BudgetCoaching:{taken}:Port): Address already in use."));
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(books).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("'--demoo' is not understood.", "--demoo")]
    [InlineData("'foo' is not understood.", "--demo", "foo")]
    [InlineData("'--data' needs a value after it.", "--data")]
    [InlineData("'--data' needs a value after it.", "--data", "--demo")]
    [InlineData("'--BudgetCoaching:Grpc:Port' needs a value after it.", "--BudgetCoaching:Grpc:Port")]
    public void The_first_word_that_makes_no_sense_is_named(string fault, params string[] words)
    {
        CommandLine.ToSettings(words, out var found).Should().BeNull();
        found.Should().Be(fault);
    }

    [Fact]
    public async Task A_bad_word_is_named_before_the_usage() =>
        (await EndOfAsync("--demoo")).Should().Be((2, $"'--demoo' is not understood.\n\n{CommandLine.Usage.Trim()}"));

    [Fact]
    public void The_short_words_stand_for_settings() =>
        CommandLine.ToSettings(["--demo", "--data", "/tmp/x", "--BudgetCoaching:Grpc:Port", "0"], out _).Should().Equal(
            "--BudgetCoaching:Demo=true", "--BudgetCoaching:DataFolder=/tmp/x", "--BudgetCoaching:Grpc:Port=0");

    private static async Task<(int Exit, string Said)> EndOfAsync(params string[] words)
    {
        using var process = RunningService.Start(words);
        using var limit = new CancellationTokenSource(EndMax);
        try
        {
            var said = await process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, said.Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static ApiOptions Options(params (string Name, string Value)[] values) => ApiOptions.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(v => "BudgetCoaching:" + v.Name, v => (string?)v.Value))
            .Build());
}
