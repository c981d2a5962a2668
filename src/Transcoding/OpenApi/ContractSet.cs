using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.OpenApi;

/// <summary>A contract with its comments: what <c>protoc --include_source_info --descriptor_set_out</c> writes.</summary>
internal sealed class ContractSet
{
    private readonly Dictionary<string, ServiceDescriptor> services;

    public ContractSet(ReadOnlySpan<byte> bytes)
    {
        var files = FileDescriptor.BuildFromByteStrings(FileDescriptorSet.Parser.ParseFrom(bytes).File.Select(file => file.ToByteString()));
        services = files.SelectMany(file => file.Services).ToDictionary(service => service.FullName, StringComparer.Ordinal);
    }

    /// <exception cref="InvalidOperationException">The set has no such service.</exception>
    public ServiceDescriptor Service(string fullName) => services.GetValueOrDefault(fullName)
        ?? throw new InvalidOperationException($"The descriptor set has no service {fullName}.");

    /// <summary>The comment before a declaration, its lines joined into paragraphs; empty when there is none.</summary>
    public static string Comment(DescriptorDeclaration? declaration)
    {
        var paragraphs = (declaration?.LeadingComments ?? "").Trim().Split("\n\n");
        return string.Join("\n\n", paragraphs.Select(lines => string.Join(' ', lines.Split('\n', StringSplitOptions.TrimEntries))));
    }

    /// <summary>The comment's first sentence without its point.</summary>
    public static string FirstSentence(string comment)
    {
        var end = comment.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? comment.Split("\n\n")[0] : comment[..end]).TrimEnd('.');
    }
}
