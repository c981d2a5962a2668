using BudgetCoaching.Application.Keys;
using BudgetCoaching.Events.Sealing;

namespace BudgetCoaching.Api.Hosting;

/// <summary>The master key's files.</summary>
internal static class MasterKeys
{
    /// <summary>The master key until now, where another takes its place; null otherwise.</summary>
    /// <exception cref="StartRefusedException">Its file cannot be read.</exception>
    /// <exception cref="KeysRefusedException">It does not hold a master key.</exception>
    public static MasterKey? Previous(ApiOptions options) => options.PreviousMasterKeyFile.Length == 0
        ? null
        : Place.Usable(
            nameof(options.PreviousMasterKeyFile),
            options.PreviousMasterKeyFile,
            () => MasterKeyFile.Open(options.PreviousMasterKeyFile));
}
