using System.Globalization;
using System.Net;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Everything that can be set, section <c>BudgetCoaching</c>: command line before environment (<c>BudgetCoaching__Grpc__Port</c>) before
/// <c>appsettings.json</c>. Each value has a default (docs/operating.md).
/// </summary>
internal sealed class ApiOptions
{
    public const string Section = "BudgetCoaching";

    /// <summary>Longest stop that can be asked for.</summary>
    public const int StopSecondsMax = 300;

    /// <summary>gRPC over HTTP/2 without TLS. 127.0.0.1:5081.</summary>
    public Endpoint Grpc { get; init; } = new() { Port = 5081 };

    /// <summary>Health and the page that says what is where, over HTTP/1.1. 127.0.0.1:5080.</summary>
    public Endpoint Web { get; init; } = new() { Port = 5080 };

    /// <summary>Holds the log, the keys and the read models. <c>data</c> in the current folder; in a demo, <c>data/demo</c>.</summary>
    public string DataFolder { get; set; } = "";

    /// <summary>32 random bytes that wrap the households' keys. <c>master.key</c> in the data folder; made when absent.</summary>
    public string MasterKeyFile { get; set; } = "";

    /// <summary>Fills the books with example households.</summary>
    public bool Demo { get; set; }

    /// <summary>gRPC reflection: what the service offers can be asked of it. True.</summary>
    public bool Reflection { get; set; } = true;

    /// <summary>Time to finish calls when stopping, 1 to 300. 30.</summary>
    public int StopSeconds { get; set; } = 30;

    /// <summary>Reads the options and fills in what was left open.</summary>
    public static ApiOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<ApiOptions>() ?? new ApiOptions();
        if (options.DataFolder.Length == 0)
        {
            options.DataFolder = options.Demo ? Path.Combine("data", "demo") : "data";
        }

        options.DataFolder = Path.GetFullPath(options.DataFolder);
        if (options.MasterKeyFile.Length == 0)
        {
            options.MasterKeyFile = Path.Combine(options.DataFolder, "master.key");
        }

        return options;
    }

    /// <summary>Everything that is wrong, one sentence each; empty when the program may start.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [.. Faults(nameof(Grpc), Grpc), .. Faults(nameof(Web), Web)];
        if (Grpc.Port != 0 && Grpc.Port == Web.Port)
        {
            faults.Add("BudgetCoaching:Grpc:Port and BudgetCoaching:Web:Port must differ: HTTP/2 without TLS and HTTP/1.1 share no port.");
        }

        if (StopSeconds is < 1 or > StopSecondsMax)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"BudgetCoaching:StopSeconds must be 1 to {StopSecondsMax}."));
        }

        if (File.Exists(DataFolder))
        {
            faults.Add($"BudgetCoaching:DataFolder must be a folder: {DataFolder} is a file.");
        }

        return faults;
    }

    /// <summary>Callers are not verified here, so nobody from outside may reach the service.</summary>
    private static IEnumerable<string> Faults(string name, Endpoint endpoint)
    {
        if (!IPAddress.TryParse(endpoint.Address, out var address))
        {
            yield return $"{Section}:{name}:Address must be an IP address.";
        }
        else if (!IPAddress.IsLoopback(address))
        {
            yield return $"{Section}:{name}:Address must be a loopback address such as 127.0.0.1: callers are not verified.";
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
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>0 takes any free one.</summary>
    public int Port { get; init; }
}
