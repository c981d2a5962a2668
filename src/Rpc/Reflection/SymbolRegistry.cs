using Google.Protobuf.Reflection;

namespace Grpc.Reflection;

/// <summary>Files by name, by the symbols they declare and by their extensions, with all files they import.</summary>
public class SymbolRegistry
{
    private readonly Dictionary<string, FileDescriptor> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, int Number), FileDescriptor> extensions = [];

    private SymbolRegistry()
    {
    }

    public static SymbolRegistry FromFiles(IEnumerable<FileDescriptor> fileDescriptors)
    {
        ArgumentNullException.ThrowIfNull(fileDescriptors);
        var registry = new SymbolRegistry();
        foreach (var file in fileDescriptors)
        {
            registry.Add(file);
        }

        return registry;
    }

    /// <summary>Null when there is none.</summary>
    public FileDescriptor? FileByName(string filename) => files.GetValueOrDefault(filename);

    /// <summary>By the full name of a service, method, message, field, oneof, enum, enum value or extension; or null.</summary>
    public FileDescriptor? FileContainingSymbol(string symbol) => symbols.GetValueOrDefault(symbol.TrimStart('.'));

    internal FileDescriptor? FileContainingExtension(string type, int number) => extensions.GetValueOrDefault((type, number));

    internal IEnumerable<int> ExtensionNumbers(string type) =>
        extensions.Keys.Where(k => string.Equals(k.Type, type, StringComparison.Ordinal)).Select(k => k.Number).Order();

    private void Add(FileDescriptor file)
    {
        if (!files.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var import in file.Dependencies)
        {
            Add(import);
        }

        foreach (var service in file.Services)
        {
            symbols[service.FullName] = file;
            foreach (var method in service.Methods)
            {
                symbols[method.FullName] = file;
            }
        }

        foreach (var message in file.MessageTypes)
        {
            Add(message, file);
        }

        foreach (var type in file.EnumTypes)
        {
            Add(type, file);
        }

        Add(file.Extensions.UnorderedExtensions, file);
    }

    private void Add(MessageDescriptor message, FileDescriptor file)
    {
        symbols[message.FullName] = file;
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            symbols[field.FullName] = file;
        }

        foreach (var oneof in message.Oneofs)
        {
            symbols[oneof.FullName] = file;
        }

        foreach (var nested in message.NestedTypes)
        {
            Add(nested, file);
        }

        foreach (var type in message.EnumTypes)
        {
            Add(type, file);
        }

        Add(message.Extensions.UnorderedExtensions, file);
    }

    private void Add(EnumDescriptor type, FileDescriptor file)
    {
        symbols[type.FullName] = file;
        foreach (var value in type.Values)
        {
            symbols[value.FullName] = file;
        }
    }

    private void Add(IEnumerable<FieldDescriptor> found, FileDescriptor file)
    {
        foreach (var extension in found)
        {
            symbols[extension.FullName] = file;
            extensions[(extension.ExtendeeType.FullName, extension.FieldNumber)] = file;
        }
    }
}
