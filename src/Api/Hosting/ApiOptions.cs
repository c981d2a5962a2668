using System.Globalization;
using System.Net;
using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Mapping;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Everything that can be set, section <c>BudgetCoaching</c>: command line before environment (<c>BudgetCoaching__Grpc__Port</c>) before
/// <c>appsettings.json</c>. Each value has a default (docs/operating.md).
/// </summary>
internal sealed class ApiOptions
{
    public const string Section = "BudgetCoaching";

    /// <summary>Shortest stop that can be asked for: streams alone have five seconds to end by themselves.</summary>
    public const int StopSecondsMin = 10;

    /// <summary>Longest stop that can be asked for.</summary>
    public const int StopSecondsMax = 300;

    /// <summary>Longest time that can be given to a call with one answer.</summary>
    public const int CallSecondsMax = 3600;

    /// <summary>Longest time that can be given to a stream: a day.</summary>
    public const int StreamMinutesMax = 1440;

    /// <summary>Longest wait for the event store that can be asked for: an hour.</summary>
    public const int StartSecondsMax = 3600;

    /// <summary>Longest delay of the read models that can be allowed: a day.</summary>
    public const int ReadyLagSecondsMax = 86_400;

    /// <summary>What was wrong before any value could be judged: names that are no settings, values of the wrong form.</summary>
    private IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>gRPC over HTTP/2 without TLS. 127.0.0.1:5081.</summary>
    public Endpoint Grpc { get; private init; } = new();

    /// <summary>Health and the page that says what is where, over HTTP/1.1. 127.0.0.1:5080.</summary>
    public Endpoint Web { get; private init; } = new();

    /// <summary>Log, keys and read models; relative to the current folder. <c>data</c>; in a demo, <c>data/demo</c>.</summary>
    public string DataFolder { get; private init; } = "";

    /// <summary>32 random bytes that wrap the households' keys. <c>master.key</c> in the data folder; made when absent.</summary>
    public string MasterKeyFile { get; private init; } = "";

    /// <summary>ISO 4217 code in which the books are kept (R7). EUR.</summary>
    public string Currency { get; private init; } = "";

    /// <summary>The master key until now, where another takes its place: the keys are wrapped anew at the start. Empty: none.</summary>
    public string PreviousMasterKeyFile { get; private init; } = "";

    /// <summary>
    /// Connection string of the EventStoreDB that holds the log of several nodes (<c>esdb://…</c>), or what the file holds that
    /// <c>EventStoreFile</c> names. Empty: the log lies in the data folder, for one process.
    /// </summary>
    public string EventStore { get; private init; } = "";

    /// <summary>A folder that all nodes mount, for the households' keys. Required with an event store, and meaningless without.</summary>
    public string SharedFolder { get; private init; } = "";

    /// <summary>How long the start waits for an event store that is not there yet, 1 to 3600. 120.</summary>
    public int StartSeconds { get; private init; }

    /// <summary>Whether several nodes may keep the same books.</summary>
    public bool IsShared => EventStore.Length > 0;

    /// <summary>Fills the books with example households.</summary>
    public bool Demo { get; private init; }

    /// <summary>gRPC reflection: what the service offers can be asked of it. True.</summary>
    public bool Reflection { get; private init; }

    /// <summary>How long a call with one answer may run, 1 to 3600; a client's shorter deadline holds. 60.</summary>
    public int CallSeconds { get; private init; }

    /// <summary>How long a stream may run, 1 to 1440. 240.</summary>
    public int StreamMinutes { get; private init; }

    /// <summary>The log on standard output as JSON, an object a line, and nothing else there. False.</summary>
    public bool JsonLog { get; private init; }

    /// <summary>Time to finish calls when stopping, 10 to 300. 30.</summary>
    public int StopSeconds { get; private init; }

    /// <summary>How old the oldest event that is not in the read models may be while the service is ready, 1 to 86400. 60.</summary>
    public int ReadyLagSeconds { get; private init; }

    /// <summary>Where traces, measures and log lines go, as OpenTelemetry's own variable says. Empty: nothing is measured.</summary>
    public string OtlpEndpoint { get; private init; } = "";

    /// <inheritdoc cref="OtlpExport.ProtocolOf"/>
    public string OtlpProtocol { get; private init; } = "";

    /// <summary>Where a supervisor wants to be told that the service has started, as its own variable says. Empty: nowhere.</summary>
    public string NotifySocket { get; private init; } = "";

    /// <summary>TLS of both ports.</summary>
    public TlsOptions Tls { get; private init; } = new();

    /// <summary>How callers are verified; without any way they only claim who they are, and must come from this machine.</summary>
    public AccessOptions Access { get; private init; } = new();

    /// <summary>Whether every caller must prove who they are.</summary>
    public bool VerifiesCallers => Access.HasTokens || Access.ApiKeys || Tls.HasClients;

    /// <summary>Of every setting, below <see cref="Section"/>.</summary>
    internal static IReadOnlyCollection<string> Names { get; } = Read(new ConfigurationBuilder().Build()).Known;

    private IReadOnlyCollection<string> Known { get; init; } = [];

    /// <summary>Reads the options and fills in what was left open.</summary>
    public static ApiOptions Read(IConfiguration configuration)
    {
        var settings = new SettingReader(configuration.GetSection(Section));
        var demo = settings.Flag(nameof(Demo), absent: false);
        var folder = settings.Text(nameof(DataFolder), "");
        folder = Path.GetFullPath(folder.Length > 0 ? folder : demo ? Path.Combine("data", "demo") : "data");
        var key = settings.Text(nameof(MasterKeyFile), "");
        var sharing = SharingSettings.Read(settings, hasMasterKey: key.Length > 0);
        return new ApiOptions
        {
            Grpc = ReadEndpoint(settings, nameof(Grpc), 5081),
            Web = ReadEndpoint(settings, nameof(Web), 5080),
            DataFolder = folder,
            MasterKeyFile = key.Length > 0 ? key : Path.Combine(folder, "master.key"),
            PreviousMasterKeyFile = settings.Text(nameof(PreviousMasterKeyFile), ""),
            Currency = settings.Text(nameof(Currency), BookCurrency.Default),
            EventStore = sharing.EventStore,
            SharedFolder = sharing.SharedFolder,
            StartSeconds = settings.Number(nameof(StartSeconds), 120),
            Demo = demo,
            Reflection = settings.Flag(nameof(Reflection), absent: true),
            CallSeconds = settings.Number(nameof(CallSeconds), 60),
            StreamMinutes = settings.Number(nameof(StreamMinutes), 240),
            JsonLog = settings.Flag(nameof(JsonLog), absent: false),
            StopSeconds = settings.Number(nameof(StopSeconds), 30),
            ReadyLagSeconds = settings.Number(nameof(ReadyLagSeconds), 60),
            OtlpEndpoint = OtlpExport.EndpointOf(configuration),
            OtlpProtocol = OtlpExport.ProtocolOf(configuration),
            NotifySocket = configuration[ServiceNotice.Variable] ?? "",
            Tls = TlsOptions.Read(settings),
            Access = AccessOptions.Read(settings),
            Unreadable = [.. settings.Faults(), .. sharing.Faults],
            Known = settings.Known,
        };
    }

    /// <summary>Everything that is wrong, one sentence each; empty when the program may start.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults =
        [
            .. Unreadable, .. Faults(nameof(Grpc), Grpc), .. Faults(nameof(Web), Web), .. Tls.Faults(), .. Access.Faults(),
            .. OtlpExport.Faults(OtlpEndpoint, OtlpProtocol),
        ];
        if (Grpc.Port != 0 && Grpc.Port == Web.Port)
        {
            faults.Add("BudgetCoaching:Grpc:Port and BudgetCoaching:Web:Port must differ: HTTP/2 without TLS and HTTP/1.1 share no port.");
        }

        faults.AddRange(OutOfRange(nameof(CallSeconds), CallSeconds, CallSecondsMax));
        faults.AddRange(OutOfRange(nameof(StreamMinutes), StreamMinutes, StreamMinutesMax));
        faults.AddRange(OutOfRange(nameof(StartSeconds), StartSeconds, StartSecondsMax));
        faults.AddRange(OutOfRange(nameof(StopSeconds), StopSeconds, StopSecondsMax, StopSecondsMin));
        faults.AddRange(OutOfRange(nameof(ReadyLagSeconds), ReadyLagSeconds, ReadyLagSecondsMax));

        if (Demo && IsShared)
        {
            faults.Add(
                "BudgetCoaching:Demo and BudgetCoaching:EventStore exclude each other: a demo is one process, whose tokens others refuse.");
        }

        if (!BookCurrency.IsCode(Currency))
        {
            faults.Add("BudgetCoaching:Currency must be a code of three letters such as EUR.");
        }

        if (File.Exists(DataFolder))
        {
            faults.Add($"BudgetCoaching:DataFolder must be a folder: {DataFolder} is a file.");
        }

        if (PreviousMasterKeyFile.Length > 0 && Path.GetFullPath(PreviousMasterKeyFile) == Path.GetFullPath(MasterKeyFile))
        {
            faults.Add("BudgetCoaching:PreviousMasterKeyFile and BudgetCoaching:MasterKeyFile must differ: one takes the other's place.");
        }

        if (Directory.Exists(MasterKeyFile))
        {
            faults.Add($"BudgetCoaching:MasterKeyFile must be a file: {MasterKeyFile} is a folder.");
        }

        faults.AddRange(Missing());
        return faults;
    }

    /// <summary>Files that must be there before the first start; the master key alone is made.</summary>
    private IEnumerable<string> Missing() =>
        from file in new (string Name, string Path)[]
        {
            (nameof(PreviousMasterKeyFile), PreviousMasterKeyFile),
            ("Tls:CertificateFile", Tls.CertificateFile),
            ("Tls:KeyFile", Tls.KeyFile),
            ("Tls:ClientAuthoritiesFile", Tls.ClientAuthoritiesFile),
            ("Access:KeysFile", Access.KeysFile),
            ("Access:TeamsFile", Access.TeamsFile),
        }
        where file.Path.Length > 0 && !File.Exists(file.Path)
        select $"{Section}:{file.Name} must be a file that is there: {Path.GetFullPath(file.Path)} is not.";

    private static Endpoint ReadEndpoint(SettingReader settings, string name, int port) => new()
    {
        Address = settings.Text($"{name}:{nameof(Endpoint.Address)}", "127.0.0.1"),
        Port = settings.Number($"{name}:{nameof(Endpoint.Port)}", port),
    };

    private static IEnumerable<string> OutOfRange(string name, int value, int max, int min = 1) => value < min || value > max
        ? [string.Create(CultureInfo.InvariantCulture, $"{Section}:{name} must be {min} to {max}.")]
        : [];

    /// <summary>Nobody from outside may reach a service that does not verify callers, or that they would talk to in clear.</summary>
    private IEnumerable<string> Faults(string name, Endpoint endpoint)
    {
        if (!IPAddress.TryParse(endpoint.Address, out var address))
        {
            yield return $"{Section}:{name}:Address must be an IP address.";
        }
        else if (!IPAddress.IsLoopback(address) && !VerifiesCallers)
        {
            yield return $"{Section}:{name}:Address must be a loopback address such as 127.0.0.1: callers are not verified.";
        }
        else if (!IPAddress.IsLoopback(address) && !Tls.IsOn)
        {
            yield return $"{Section}:{name}:Address must be a loopback address such as 127.0.0.1: there is no TLS.";
        }

        if (endpoint.Port is < 0 or > IPEndPoint.MaxPort)
        {
            yield return $"{Section}:{name}:Port must be 0 (any free one) to 65535.";
        }
    }
}

/// <summary>Where to listen.</summary>
internal sealed class Endpoint
{
    public string Address { get; init; } = "";

    /// <summary>0 takes any free one.</summary>
    public int Port { get; init; }
}
