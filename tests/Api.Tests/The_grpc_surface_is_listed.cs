using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BudgetCoaching.Api.Tests;

/// <summary>
/// What would have to compile against the official packages is written down, with why it will, and the projects can be built
/// with either: only one side can be built wherever these tests run.
/// </summary>
public partial class The_grpc_surface_is_listed
{
    private const string Generated = "generated";
    private const string Compared = "compared";
    private const string Documented = "documented";
    private const string Tools = "Grpc.Tools";
    private const string Property = "UseOfficialGrpc";

    /// <summary>Why the official signature is certain, by type or, for all that it begins, by namespace.</summary>
    private static readonly Dictionary<string, string> Certain = new(StringComparer.Ordinal)
    {
        ["Grpc.Core.AsyncStreamReaderExtensions"] = Documented,
        ["Grpc.Core.BindServiceMethodAttribute"] = Generated,
        ["Grpc.Core.CallInvoker"] = Generated,
        ["Grpc.Core.CallOptions"] = Generated,
        ["Grpc.Core.ClientBase"] = Generated,
        ["Grpc.Core.DeserializationContext"] = Generated,
        ["Grpc.Core.Marshallers"] = Generated,
        ["Grpc.Core.Method"] = Generated,
        ["Grpc.Core.SerializationContext"] = $"{Generated}, {Compared}",
        ["Grpc.Core.ServerServiceDefinition"] = Generated,
        ["Grpc.Core.ServiceBinderBase"] = Generated,
        ["Grpc.Core."] = Compared,
        ["Grpc.AspNetCore."] = Documented,
        ["Grpc.Health."] = Documented,
        ["Grpc.Net."] = Documented,
        ["Microsoft."] = Documented,
    };

    [Fact]
    public void The_list_is_what_our_sources_use()
    {
        var actual = Text(GrpcSurface.Used());
        var received = Path.Combine(AppContext.BaseDirectory, "grpc-surface.md");
        File.WriteAllText(received, actual);

        File.ReadAllText(Path.Combine(Root(), "docs", "grpc-surface.md")).Should().Be(actual, "the list as it is: {0}", received);
    }

    [Fact]
    public void Each_project_takes_our_library_or_the_packages_and_never_both()
    {
        var users = Projects("src").Where(p => References(p.Xml, "ProjectReference").Any(IsRpc)).ToArray();
        users.Should().NotBeEmpty();
        foreach (var (path, xml) in users)
        {
            var (own, official) = (Group(xml, "!="), Group(xml, "=="));
            References(own, "ProjectReference").Should().ContainSingle(r => IsRpc(r), path);
            References(xml, "ProjectReference").Count(IsRpc).Should().Be(1, path);
            References(official, "PackageReference").Should().NotBeEmpty(path).And.OnlyContain(r => r.StartsWith("Grpc."), path);
            var tools = References(xml, "PackageReference").Count(r => r == Tools);
            tools.Should().Be(1, path);
            References(own, "PackageReference").Contains(Tools).Should().Be(
                References(official, "PackageReference").Contains("Grpc.AspNetCore"), "{0}: that package brings the generator along", path);
        }
    }

    [Fact]
    public void Each_official_package_has_its_version()
    {
        var versions = References(XDocument.Load(Path.Combine(Root(), "Directory.Packages.props")), "PackageVersion");

        Projects("src").SelectMany(p => References(Group(p.Xml, "=="), "PackageReference")).Should().BeSubsetOf(versions);
    }

    [Fact]
    public void No_source_asks_which_side_it_is_built_with() =>
        Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Any(line => Conditional().IsMatch(line))).Should().BeEmpty();

    private static string Text(SortedDictionary<string, SortedSet<string>> used)
    {
        var rows = used.Select(type =>
        {
            var members = type.Value.Count == 0 ? "by its name" : string.Join("<br>", type.Value.Select(member => $"`{member}`"));
            return $"| `{type.Key}` | {members} | {Reason(type.Key)} |\n";
        });
        return $"""
            # What our sources use of gRPC

            Every type and member of gRPC that anything outside `src/Rpc` uses, read from the compiled programs and tests, the code of the
            generator included. A test holds the list and writes it anew beside its binary. With `-p:UseOfficialGrpc=true` it is what the
            official packages must offer (ADR 9); types are shown by their short names, `T` and `M` being parameters of type and method.

            Why the official signature is certain:

            - *{Generated}*: the stock generator writes these references, and what it writes compiles against the official assembly.
            - *{Compared}*: our surface was compared with the official `Grpc.Core.Api`, built once from its public source for that. These
              members stood among those with the same signature.
            - *{Documented}*: the official documentation shows this call in this form.

            | Type | Members | Certain because |
            |---|---|---|

            """ + string.Concat(rows);
    }

    private static string Reason(string type) => Certain
        .Where(c => type == c.Key || type.StartsWith(c.Key.TrimEnd('.') + ".", StringComparison.Ordinal))
        .OrderByDescending(c => c.Key.Length).Select(c => c.Value).FirstOrDefault()
        ?? throw new InvalidOperationException($"Say why the official signature of {type} is certain.");

    private static IEnumerable<(string Path, XDocument Xml)> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.csproj", SearchOption.AllDirectories)
            .Select(path => (path.Replace('\\', '/'), XDocument.Load(path)));

    private static XElement[] Group(XDocument project, string comparison) =>
        [.. project.Descendants("ItemGroup").Where(g => g.Attribute("Condition")?.Value == $"'$({Property})' {comparison} 'true'")];

    private static IEnumerable<string> References(XElement[] groups, string kind) => groups.SelectMany(g => Included(g.Elements(kind)));

    private static IEnumerable<string> References(XDocument project, string kind) => Included(project.Descendants(kind));

    private static IEnumerable<string> Included(IEnumerable<XElement> elements) => elements.Select(e => e.Attribute("Include")!.Value);

    private static bool IsRpc(string reference) => reference.EndsWith("/Rpc.csproj", StringComparison.Ordinal);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"^\s*#(if|elif)\b")]
    private static partial Regex Conditional();
}
