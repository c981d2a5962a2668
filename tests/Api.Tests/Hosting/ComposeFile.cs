using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary><c>deploy/compose.yaml</c> with its anchors resolved and merged; a file that is not well-formed throws.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> root;

    private ComposeFile(Dictionary<object, object> root) => this.root = root;

    public IEnumerable<string> Services => Map(root["services"]).Keys.Cast<string>();

    public IEnumerable<string> Secrets => Map(root["secrets"]).Keys.Cast<string>();

    public IEnumerable<string> Volumes => Map(root["volumes"]).Keys.Cast<string>();

    public static ComposeFile Read()
    {
        using var text = File.OpenText(Path.Combine(RunningService.Root, "deploy", "compose.yaml"));
        var merged = new MergingParser(new Parser(text));
        return new ComposeFile(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(merged));
    }

    public Dictionary<string, string> Environment(string service) =>
        Map(Of(service)["environment"]).ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value, StringComparer.Ordinal);

    /// <summary>Of a list of texts; none for one that is not there.</summary>
    public IReadOnlyList<string> List(string service, string name) =>
        Of(service).TryGetValue(name, out var list) ? [.. ((List<object>)list).Cast<string>()] : [];

    /// <summary>Null for one that is not there.</summary>
    public string? Text(string service, string name) => Of(service).GetValueOrDefault(name) as string;

    /// <summary>The last word of the command that asks for its health.</summary>
    public string HealthCheck(string service) => (string)((List<object>)Map(Of(service)["healthcheck"])["test"])[^1];

    /// <summary>Of a service with an address of its own in the network.</summary>
    public string Address(string service) => (string)Map(Map(Of(service)["networks"])["books"])["ipv4_address"];

    private Dictionary<object, object> Of(string service) => Map(Map(root["services"])[service]);

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;
}
