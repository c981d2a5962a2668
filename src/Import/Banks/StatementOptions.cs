namespace BudgetCoaching.Import.Banks;

/// <summary>What is said of a statement beside its file.</summary>
/// <param name="Profile">Says how the file is read.</param>
/// <param name="Household">The agency's own id, where the file does not say whose each line is; null: it does.</param>
/// <param name="Account">Where the file does not give it; null: one account a household, under the household's id.</param>
/// <param name="Enrol">Whether households are enrolled that are not.</param>
internal sealed record StatementOptions(BankProfile Profile, string? Household, string? Account, bool Enrol);
