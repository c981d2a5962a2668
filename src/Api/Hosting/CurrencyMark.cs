using BudgetCoaching.Api.Mapping;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// The currency of the books beside their log, which holds bare cents: under another setting every amount in it would mean something else.
/// </summary>
internal static class CurrencyMark
{
    private const string FileName = "currency";
    private const string LogFileName = "log.db";

    /// <summary>Marks new books, and compares with what the others were begun in; books without a mark are of the default.</summary>
    /// <param name="folder">Exists.</param>
    /// <param name="code">What is set.</param>
    /// <exception cref="StartRefusedException">The books were begun in another currency.</exception>
    /// <exception cref="IOException">The mark cannot be read or written.</exception>
    public static void Require(string folder, string code)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file) && !File.Exists(Path.Combine(folder, LogFileName)))
        {
            File.WriteAllText(file, code);
        }

        Compare(File.Exists(file) ? File.ReadAllText(file).Trim() : BookCurrency.Default, code, folder);
    }

    /// <param name="begun">In what the books were begun.</param>
    /// <param name="code">What is set.</param>
    /// <param name="place">Of the books.</param>
    /// <exception cref="StartRefusedException">They differ.</exception>
    public static void Compare(string begun, string code, string place)
    {
        if (!string.Equals(begun, code, StringComparison.Ordinal))
        {
            throw new StartRefusedException(
                $"{ApiOptions.Section}:{nameof(ApiOptions.Currency)} is {code}, but the books in {place} were begun in {begun}.");
        }
    }
}
