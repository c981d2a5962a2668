using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>A household's ledgers by creditor, to be asked about one day, wherever they were read from.</summary>
internal sealed record LedgersRead(
    HouseholdId Household,
    LocalDate AsOf,
    AgencyReading Agency,
    IReadOnlyList<CreditorLedger> Creditors,
    V1.ResolvedViewpoint Resolved)
{
    /// <summary>Id of the set in force on the day (R60).</summary>
    public string ParameterSet => Agency.Parameters.InForce(AsOf)?.Id.Value ?? ShippedDefaults.Id.Value;
}

/// <summary>
/// Reads ledgers from the read model where it can tell (today or later, as known now, and as recent as asked), and from a replay
/// otherwise. Both are the same computation on the same facts, so the answer is the same (R61).
/// </summary>
internal sealed class HouseholdLedgers(ReadModelQueries queries, HouseholdReads reads)
{
    /// <exception cref="InvalidFieldsException">A field was malformed.</exception>
    /// <exception cref="Grpc.Core.RpcException">The household was not known then.</exception>
    public async Task<LedgersRead> ReadAsync(string name, string creditor, V1.Viewpoint? viewpoint, CancellationToken cancel)
    {
        var faults = new FieldFaults();
        var household = faults.Root.Household("household", name);
        var only = faults.Root.OptionalCreditor("creditor", creditor);
        var from = Viewpoint.Read(faults.Root.In("viewpoint"), viewpoint, reads.Today);
        faults.ThrowIfAny();
        var least = queries.LeastFor(household, from);
        var read = queries.CanTell(from) && queries.Models.GetTrend(household) is { } trend && trend.Source.Position >= least
            ? new LedgersRead(household, from.AsOf, trend.Source.Agency, trend.Creditors, queries.Resolved(trend.Source, from.AsOf))
            : await ReplayAsync(household, from, cancel);
        await reads.CheckCreditorAsync(faults, read.Agency.Agency, only, cancel);
        return only is { } wanted ? read with { Creditors = [.. read.Creditors.Where(c => c.Creditor == wanted)] } : read;
    }

    private async Task<LedgersRead> ReplayAsync(HouseholdId household, Viewpoint from, CancellationToken cancel)
    {
        var view = await reads.ViewAsync(household, from, cancel);
        var until = view.Facts.EffectiveUntil(view.AsOf);
        var creditors = new List<CreditorLedger>();
        foreach (var creditor in view.Creditors(only: null))
        {
            creditors.Add(new CreditorLedger(
                ArrearsCalculator.Timeline(view.Facts, creditor, view.Parameters),
                MonthlyChargeSteps.Of(view.Facts, creditor),
                ArrearsCalculator.Movements(until, creditor)));
        }

        return new LedgersRead(view.Household, view.AsOf, AgencyOf(view), creditors, view.Resolved);
    }

    private static AgencyReading AgencyOf(HouseholdView view) => new(
        view.Agency,
        view.Books.Version,
        new RecordTime(view.Resolved.KnownAt.Seconds * 1_000_000 + view.Resolved.KnownAt.Nanos / 1000),
        view.Parameters);
}
