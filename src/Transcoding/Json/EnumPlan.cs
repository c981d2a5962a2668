using System.Collections.Concurrent;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.Json;

/// <summary>The names of an enum's values. Numbers that have none are kept as numbers: clients may be newer.</summary>
internal sealed class EnumPlan
{
    private static readonly ConcurrentDictionary<EnumDescriptor, EnumPlan> Known = new();

    private readonly Dictionary<int, JsonEncodedText> names = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    private EnumPlan(EnumDescriptor descriptor)
    {
        foreach (var value in descriptor.Values)
        {
            names.TryAdd(value.Number, JsonEncodedText.Encode(value.Name));
            numbers[value.Name] = value.Number;
        }

        Wanted = $"must be a value of {descriptor.FullName}, such as {descriptor.Values[^1].Name}";
    }

    public string Wanted { get; }

    public static EnumPlan Of(EnumDescriptor descriptor) => Known.GetOrAdd(descriptor, static made => new EnumPlan(made));

    public bool TryName(int number, out JsonEncodedText name) => names.TryGetValue(number, out name);

    public bool TryNumber(string name, out int number) => numbers.TryGetValue(name, out number);
}
