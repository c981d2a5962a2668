using System.Runtime.CompilerServices;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Projections;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>
/// Trends made lately, for as long as the read model hands out the same ledgers: then nothing was recorded of the household, and only the
/// day can change the answer (R61). The messages are shared by answers and changed by nobody. Thread safe.
/// </summary>
internal sealed class KeptTrends
{
    private readonly ConditionalWeakTable<IReadOnlyList<CreditorLedger>, Made> kept = [];

    /// <param name="ledgers">All of a household's, as the read model gave them.</param>
    public IReadOnlyList<V1.CreditorTrend> Of(IReadOnlyList<CreditorLedger> ledgers, LocalDate asOf, AgencyReading agency)
    {
        if (kept.TryGetValue(ledgers, out var made) && made.AsOf == asOf && made.AgencyVersion == agency.Version)
        {
            return made.Trends;
        }

        V1.CreditorTrend[] trends = [.. ledgers.Select(ledger => ArrearsAnswers.Trend(ledger, asOf, agency))];
        kept.AddOrUpdate(ledgers, new Made(asOf, agency.Version, trends));
        return trends;
    }

    private sealed record Made(LocalDate AsOf, long AgencyVersion, IReadOnlyList<V1.CreditorTrend> Trends);
}
