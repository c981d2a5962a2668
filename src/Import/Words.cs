namespace BudgetCoaching.Import;

/// <summary>The words that files, profiles and arguments use; the first of a list is number 1 of the contract's choices.</summary>
internal static class Words
{
    public const string SlugForm = "must be 1 to 64 of a-z 0-9 - _ . and begin with a letter or digit";

    private const int SlugLengthMax = 64;

    public static readonly string[] Sources = ["wages", "self_employment", "pension", "benefit", "maintenance", "family", "other"];

    public static readonly string[] Needs = ["primary", "essential", "other"];

    public static readonly string[] Reliabilities = ["certain", "likely", "uncertain"];

    public static readonly string[] Frequencies =
        ["one_off", "weekly", "two_weekly", "four_weekly", "monthly", "bimonthly", "quarterly", "yearly"];

    public static readonly string[] Shifts = ["following", "preceding"];

    /// <summary>As the service judges ids that people choose.</summary>
    public static bool IsSlug(string text) => text.Length is >= 1 and <= SlugLengthMax
        && text[0] is not ('-' or '_' or '.')
        && text.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.');
}
