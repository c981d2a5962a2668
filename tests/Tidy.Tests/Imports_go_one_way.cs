using System.Xml.Linq;

namespace BudgetCoaching.Tidy.Tests;

/// <summary>Who may import whom: the house is held by project references, and this reads them.</summary>
public class Imports_go_one_way
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Storage"] = [],
        ["Rpc"] = [],
        ["Transcoding"] = ["Rpc"],
        ["Events"] = ["Domain"],
        ["Storage.EventStoreDb"] = ["Storage", "Rpc"],
        ["Application"] = ["Domain", "Events", "Storage"],
        ["Projections"] = ["Domain", "Events", "Storage"],
        ["Web"] = ["Application", "Projections", "Domain", "Events", "Storage"],
        ["Api"] = ["Domain", "Events", "Storage", "Storage.EventStoreDb", "Application", "Projections", "Rpc", "Transcoding", "Web"],
        ["Import"] = ["Rpc"],
        ["Auditor"] = ["Domain", "Events", "Storage"],
    };

    [Fact]
    public void A_project_references_only_what_stands_below_it()
    {
        var wrong = from project in Projects()
                    from reference in References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension)
                    where !Allowed.TryGetValue(Name(project), out var allowed) || !allowed.Contains(reference)
                    select $"{Name(project)} -> {reference}";

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void Every_project_under_src_has_its_place_in_the_house() =>
        Projects().Select(Name).Except(Allowed.Keys).Should().BeEmpty();

    [Fact]
    public void Domain_knows_NodaTime_and_nothing_else()
    {
        var domain = Projects().Single(p => Name(p) == "Domain");

        References(domain, "PackageReference").Should().Equal("NodaTime");
        References(domain, "FrameworkReference").Should().BeEmpty();
    }

    [Fact]
    public void No_project_names_a_version_of_its_own()
    {
        var own = from path in Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
                  where !path.Contains("/artifacts/", StringComparison.Ordinal)
                  where !path.Contains("/node_modules/", StringComparison.Ordinal)
                  from element in XDocument.Load(path).Descendants("PackageReference")
                  where element.Attribute("Version") is not null || element.Attribute("VersionOverride") is not null
                  select $"{Path.GetFileName(path)}: {element.Attribute("Include")?.Value}";

        own.Should().BeEmpty();
    }

    private static IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(e => e.Attribute("Include")!.Value);
}
