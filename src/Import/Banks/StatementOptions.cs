namespace BudgetCoaching.Import.Banks;

/// <summary>What is said of a statement beside its file.</summary>
/// <param name="Profile">Says how the file is read.</param>
/// <param name="Household">The agency's own id, where the file does not say whose each line is; null: it does.</param>
/// <param name="Account">Where the file does not give it; null: one account a household, under the household's id.</param>
/// <param name="Enrol">Whether households are enrolled that are not.</param>
internal sealed record StatementOptions(BankProfile Profile, string? Household, string? Account, bool Enrol)
{
    public static readonly string[] Names = ["--profile", "--household", "--account"];

    /// <summary>What is wrong becomes a fault of the arguments.</summary>
    /// <returns>Null without a profile that can be used.</returns>
    /// <exception cref="IOException">The profile cannot be read.</exception>
    public static StatementOptions? Read(Arguments arguments)
    {
        if (arguments.Value("--profile") is not { } named)
        {
            arguments.Fault("--profile must be given with a bank's statement");
            return null;
        }

        var (profile, wrong) = ShippedProfiles.Find(named);
        if (profile is null)
        {
            arguments.Fault(wrong!);
            return null;
        }

        var currency = Service.CurrencyOf(arguments);
        if (!string.Equals(profile.Currency, currency, StringComparison.Ordinal))
        {
            arguments.Fault($"the profile is of statements in {profile.Currency}, but the books are kept in {currency} (--currency)");
        }

        if (profile.Columns.Household is null != arguments.Has("--household"))
        {
            arguments.Fault("--household must be given where the profile has no column for it, and only there");
        }

        if (profile.Columns.Account is not null && arguments.Has("--account"))
        {
            arguments.Fault("--account goes with a profile that has no column for it");
        }

        return new StatementOptions(profile, arguments.Value("--household"), arguments.Value("--account"), arguments.Has("--enrol"));
    }
}
