using System.Globalization;

namespace BudgetCoaching.Transcoding.Json;

/// <param name="Field">
/// Path of the field by its names in the contract, such as <c>charge.parts[2].amount</c>; empty: the body itself.
/// </param>
/// <param name="Description">Goes on the sentence that the field begins.</param>
internal readonly record struct JsonFault(string Field, string Description);

/// <summary>All that is wrong with one request, in the order of reading.</summary>
internal sealed class JsonFaults
{
    /// <summary>A body can hold more faults than anybody reads: the rest goes unsaid.</summary>
    public const int CountMax = 100;

    private readonly List<JsonFault> faults = [];

    public int Count => faults.Count;

    public IReadOnlyList<JsonFault> All => faults;

    public void Add(string field, string description)
    {
        if (faults.Count < CountMax)
        {
            faults.Add(new JsonFault(field, description));
        }
    }

    /// <summary>The faults after the first <paramref name="before"/> lie in a field of that name.</summary>
    public void PutUnder(string name, int before)
    {
        for (var i = before; i < faults.Count; i++)
        {
            var inside = faults[i].Field;
            faults[i] = faults[i] with { Field = inside.Length == 0 || inside[0] == '[' ? name + inside : $"{name}.{inside}" };
        }
    }

    public void PutUnder(int index, int before)
    {
        if (before < faults.Count)
        {
            PutUnder(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), before);
        }
    }
}
