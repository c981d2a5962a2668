namespace BudgetCoaching.Storage;

/// <summary>
/// <c>{Category}-{Id}</c>: printable ASCII, at most <see cref="MaxLength"/> characters, never beginning with <c>$</c>.
/// The category ends at the first dash, so an id may contain dashes and a category may not.
/// </summary>
public readonly record struct StreamName(string Value)
{
    public const int MaxLength = 200;

    public string Value { get; } = Checked(Value);

    public string Category => Value[..Value.IndexOf('-', StringComparison.Ordinal)];

    public string Id => Value[(Value.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <exception cref="ArgumentException">A part is empty, or the category contains a dash.</exception>
    public static StreamName Of(string category, string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(category);
        if (category.Contains('-', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The category '{category}' contains a dash.", nameof(category));
        }

        return new StreamName($"{category}-{id}");
    }

    public override string ToString() => Value;

    private static string Checked(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var dash = value.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || dash == value.Length - 1 || value.Length > MaxLength || value[0] == '$'
            || value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException(
                $"'{value}' is no stream name: Category-id in printable ASCII, at most {MaxLength} characters, not beginning with $.",
                nameof(value));
        }

        return value;
    }
}
