using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Agencies.ParameterBounds;

namespace BudgetCoaching.Domain.Agencies;

/// <summary>Between which bounds an agency may set its planning values.</summary>
internal static class PlanningBounds
{
    private const int ReserveDaysMax = 92;
    private const int TableRowsMax = 200;
    private const int BasketRowsMax = 40;
    private const int SourceLengthMax = 200;

    public static void AddViolations(List<RefusalDetail> bad, PlanningValues values)
    {
        Expect(bad, "planning.likely_income_ppm", values.LikelyIncomePpm, 0, WholePpm);
        Expect(bad, "planning.uncertain_income_ppm", values.UncertainIncomePpm, 0, WholePpm);
        Expect(
            bad,
            "planning.uncertain_income_ppm",
            values.UncertainIncomePpm <= values.LikelyIncomePpm,
            "must not be above likely_income_ppm");
        Amount(bad, "planning.saving_line", values.SavingLine);
        Expect(bad, "planning.instalment_cap_ppm", values.InstalmentCapPpm, 1, WholePpm);
        Expect(bad, "planning.rent_burden_ppm", values.RentBurdenPpm, 1, WholePpm);
        Expect(bad, "planning.reserve_days", values.ReserveDays, 0, ReserveDaysMax);
        Expect(bad, "planning.floor", values.Floor is FloorBasis.Art283 or FloorBasis.OwnBasket, "must be chosen");
        Expect(
            bad,
            "planning.own_basket",
            values.OwnBasket.Count <= BasketRowsMax && (values.OwnBasket.Count > 0 || values.Floor != FloorBasis.OwnBasket),
            $"must have 1 to {BasketRowsMax} rows where it is the floor");
        for (var i = 0; i < values.OwnBasket.Count; i++)
        {
            Amount(bad, $"planning.own_basket[{i}]", values.OwnBasket[i]);
        }

        Expect(bad, "planning.plan_interest", values.PlanInterest is PlanInterestRule.None or PlanInterestRule.Legal, "must be chosen");
        Table(bad, "planning.social_allowance", values.SocialAllowance, row => row.Source);
        Table(bad, "planning.legal_interest", values.LegalInterest, row => row.Source);
        for (var i = 0; i < values.SocialAllowance.Count; i++)
        {
            Amount(bad, $"planning.social_allowance[{i}].amount", values.SocialAllowance[i].Amount);
        }

        for (var i = 0; i < values.LegalInterest.Count; i++)
        {
            Expect(bad, $"planning.legal_interest[{i}].yearly_ppm", values.LegalInterest[i].YearlyPpm, 0, WholePpm);
        }
    }

    /// <summary>Rows ascend by (first day, published on), so that each is named by its place and none hides another.</summary>
    private static void Table<TRow>(List<RefusalDetail> bad, string name, ValueList<TRow> rows, Func<TRow, string> source)
        where TRow : class, IDatedRow
    {
        Expect(bad, name, rows.Count is > 0 and <= TableRowsMax, $"must have 1 to {TableRowsMax} rows");
        for (var i = 0; i < rows.Count; i++)
        {
            var inBooks = Conditions.Day(rows[i].ValidFrom, name) is null && Conditions.Day(rows[i].PublishedOn, name) is null;
            var ascends = i == 0
                || rows[i].ValidFrom > rows[i - 1].ValidFrom
                || (rows[i].ValidFrom == rows[i - 1].ValidFrom && rows[i].PublishedOn > rows[i - 1].PublishedOn);
            Expect(bad, $"{name}[{i}].valid_from", inBooks && ascends, "must be a day of the books after the row before");
            var isSaid = source(rows[i]).Length is > 0 and <= SourceLengthMax;
            Expect(bad, $"{name}[{i}].source", isSaid, $"must have 1 to {SourceLengthMax} characters");
        }
    }

    private static void Amount(List<RefusalDetail> bad, string name, Money amount)
        => Expect(bad, name, amount.Cents, 0, DebtCentsMax, "must be 0.00 to 100000000.00");
}
