namespace BudgetCoaching.Transcoding;

/// <summary>What the OpenAPI document says that the contract does not.</summary>
public sealed class OpenApiOptions
{
    public string Title { get; set; } = "";

    /// <summary>Of the contract, such as <c>v1</c>.</summary>
    public string Version { get; set; } = "";

    /// <summary>In Markdown.</summary>
    public string Description { get; set; } = "";

    /// <summary>Headers that calls take as their metadata.</summary>
    public IList<OpenApiHeader> Headers { get; } = [];

    /// <summary>
    /// JSON of example values, by a message's full name, by a field's, by the bare name of a field that is no message, or by the
    /// end of such names (<c>*_id</c>); an empty text leaves the field out of examples. What is not listed gets a value by its type.
    /// </summary>
    public IDictionary<string, string> Examples { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <param name="IsForWritesOnly">Whether calls that only read go without it.</param>
public sealed record OpenApiHeader(string Name, string Description, bool IsRequired, bool IsForWritesOnly, string Example);
