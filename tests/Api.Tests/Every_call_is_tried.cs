using System.Reflection;
using BudgetCoaching.V1;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Api.Tests;

public sealed class Every_call_is_tried
{
    [Fact]
    public void Every_call_of_the_contract_is_walked()
    {
        var tests = string.Concat(Sources("tests/Api.Tests", "*.cs"));
        var samples = string.Concat(Sources("samples", "*.mjs"));
        var methods = Services().SelectMany(service => service.Methods).ToList();

        methods.Should().NotBeEmpty();
        methods.Where(method => !IsCalled(method, tests) && !samples.Contains($"'{method.Name}'", StringComparison.Ordinal))
            .Select(method => method.FullName)
            .Should().BeEmpty("a call that no test and no sample makes may not work at all");
    }

    /// <summary>A stream is called by its bare name, anything else by its name with the suffix of the generated client.</summary>
    private static bool IsCalled(MethodDescriptor method, string tests) => tests.Contains(
        method.IsClientStreaming || method.IsServerStreaming ? $".{method.Name}(" : $".{method.Name}Async(", StringComparison.Ordinal);

    private static IEnumerable<ServiceDescriptor> Services() => typeof(HouseholdService).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(HouseholdService).Namespace)
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<ServiceDescriptor>();

    private static IEnumerable<string> Sources(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(RunningService.Root, folder), pattern, SearchOption.AllDirectories)
            .Where(path => !path.Contains("/node_modules/", StringComparison.Ordinal))
            .Select(File.ReadAllText);
}
