namespace BudgetCoaching.Domain;

/// <summary>
/// Personal data in words (R10): names, contacts, notes, evidence references. Sealed with the household's key wherever it is stored.
/// It prints as a mark and never as its text, so that no log line or error message can carry it by accident.
/// </summary>
public sealed record PersonalText
{
    /// <summary>Something was written here and cannot be read: the household's key is destroyed, or was not given to this reader.</summary>
    public static readonly PersonalText Unreadable = new();

    public PersonalText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    private PersonalText()
    {
    }

    /// <summary>The words; null when they cannot be read.</summary>
    public string? Text { get; }

    public bool IsReadable => Text is not null;

    public override string ToString() => IsReadable ? "(personal)" : "(unreadable)";
}
