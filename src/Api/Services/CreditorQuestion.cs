using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Reconciliation;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>What a creditor states, read from the request.</summary>
/// <param name="MonthCount">From <paramref name="First"/> on.</param>
/// <param name="Stated">By household and month; with <paramref name="IsByHousehold"/> false under the empty id, of all together.</param>
internal sealed record CreditorQuestion(
    AgencyId Agency,
    CreditorId Creditor,
    YearMonth First,
    int MonthCount,
    ChargeMonth By,
    bool IsByHousehold,
    Dictionary<HouseholdId, Dictionary<YearMonth, StatedTotals>> Stated,
    Viewpoint Viewpoint)
{
    public const int MonthsMax = 120;

    /// <summary>Totals of one call: its request stays within a message.</summary>
    public const int StatedMax = 20_000;

    /// <exception cref="InvalidFieldsException">A field was malformed.</exception>
    public static CreditorQuestion Read(FieldFaults faults, V1.ReconcileCreditorRequest request, Today today)
    {
        var fields = faults.Root;
        var agency = fields.Agency("agency", request.Agency);
        var creditor = fields.Creditor("creditor", request.Creditor);
        var first = fields.Month("from_month", request.FromMonth);
        var last = fields.Month("to_month", request.ToMonth);
        var viewpoint = Viewpoint.Read(fields.In("viewpoint"), request.Viewpoint, today);
        if (!Enum.IsDefined((ChargeMonth)request.ChargeMonth))
        {
            fields.Fault("charge_month", "must be one of the values named in the contract", $"{request.ChargeMonth:D}");
        }

        if (request.StatedTotals.Count > StatedMax)
        {
            fields.Fault("stated_totals", $"must be at most {StatedMax}", $"{request.StatedTotals.Count}");
        }

        faults.ThrowIfAny();
        var count = CreditorMonths.Between(first, last) + 1;
        if (count is < 1 or > MonthsMax)
        {
            fields.Fault("to_month", $"must be from_month or one of the {MonthsMax - 1} months after it");
        }

        var byHousehold = request.StatedTotals.Count > 0 && request.StatedTotals[0].Household.Length > 0;
        var stated = new Dictionary<HouseholdId, Dictionary<YearMonth, StatedTotals>>();
        var months = new CreditorMonths(first, Math.Clamp(count, 0, MonthsMax));
        for (var i = 0; i < request.StatedTotals.Count; i++)
        {
            Read(fields.At("stated_totals", i), request.StatedTotals[i], byHousehold, months, stated);
        }

        faults.ThrowIfAny();
        return new CreditorQuestion(
            agency, creditor, first, count, (ChargeMonth)request.ChargeMonth, byHousehold, stated, viewpoint);
    }

    private static void Read(
        Fields fields,
        V1.StatedTotal wire,
        bool byHousehold,
        CreditorMonths months,
        Dictionary<HouseholdId, Dictionary<YearMonth, StatedTotals>> stated)
    {
        if (wire.Household.Length > 0 != byHousehold)
        {
            fields.Fault("household", "must be given in every total or in none");
            return;
        }

        var household = byHousehold ? fields.Household("household", wire.Household) : default;
        var month = fields.Month("month", wire.Month);
        var totals = new StatedTotals(
            fields.OptionalBalance("charged", wire.Charged),
            fields.OptionalBalance("paid", wire.Paid),
            fields.OptionalBalance("credited", wire.Credited));
        if (totals == default)
        {
            fields.Fault("charged", "must be given, or one of paid and credited");
        }

        if (months.PlaceOf(month) is null)
        {
            fields.Fault("month", "must lie from from_month to to_month");
        }

        if (!stated.TryGetValue(household, out var known))
        {
            stated[household] = known = [];
        }

        if (!known.TryAdd(month, totals))
        {
            fields.Fault("month", "is stated twice");
        }
    }
}
