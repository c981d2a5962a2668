namespace BudgetCoaching.Api.Mapping;

/// <summary>
/// The one currency of the deployment, an ISO 4217 code: known where amounts come in and go out, and nowhere else (R7). Set once, before
/// the first call is answered.
/// </summary>
internal static class BookCurrency
{
    public const string Default = "EUR";

    private const int CodeLength = 3;

    public static string Code { get; private set; } = Default;

    public static void Use(string code) => Code = code;

    public static bool IsCode(string text) => text.Length == CodeLength && text.All(char.IsAsciiLetterUpper);
}
