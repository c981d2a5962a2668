namespace BudgetCoaching.Import.Banks;

/// <summary>What is said of a statement beside its file.</summary>
/// <param name="Profile">Says how the file is read.</param>
/// <param name="Household">The agency's own id, where the file does not say whose each line is; null: it does.</param>
/// <param name="Account">Where the file does not give it; null: one account a household, under the household's id.</param>
/// <param name="Enrol">Whether households are enrolled that are not.</param>
internal sealed record StatementOptions(BankProfile Profile, string? Household, string? Account, bool Enrol)
{
    public static readonly string[] Names = ["--profile", "--household", "--account"];

    /// <returns>The options, or what is wrong with the arguments.</returns>
    /// <exception cref="IOException">The profile cannot be read.</exception>
    public static (StatementOptions? Read, string? Wrong) Read(Arguments arguments, Service service)
    {
        if (arguments.Value("--profile") is not { } named)
        {
            return (null, "--profile must be given with a bank's statement");
        }

        var (profile, wrong) = ShippedProfiles.Find(named);
        if (profile is null)
        {
            return (null, wrong);
        }

        if (!string.Equals(profile.Currency, service.Currency, StringComparison.Ordinal))
        {
            return (null, $"the profile is of statements in {profile.Currency}, but the books are kept in {service.Currency} (--currency)");
        }

        if (profile.Columns.Household is null != arguments.Has("--household"))
        {
            return (null, "--household must be given where the profile has no column for it, and only there");
        }

        return profile.Columns.Account is not null && arguments.Has("--account")
            ? (null, "--account goes with a profile that has no column for it")
            : (new StatementOptions(profile, arguments.Value("--household"), arguments.Value("--account"), arguments.Has("--enrol")), null);
    }
}
