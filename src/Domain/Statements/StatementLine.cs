using BudgetCoaching.Domain.Households;

namespace BudgetCoaching.Domain.Statements;

/// <summary>One line of the Standard Financial Statement that holds what a household gets or spends a month.</summary>
/// <param name="Path">Where the format has it: names of members joined by points.</param>
/// <param name="Source">Of income; unspecified for an outgoing.</param>
/// <param name="Category">Of the planned expense that an outgoing becomes; empty for income.</param>
/// <param name="Need">Of an outgoing; unspecified for income.</param>
public sealed record StatementLine(string Path, IncomeSource Source, string Category, NeedClass Need)
{
    private const string Fixed = "monthly-outgoings.fixed-costs.";

    private const string Flexible = "monthly-outgoings.flexible-costs.";

    public static IReadOnlyList<StatementLine> Income { get; } =
    [
        Earned("monthly-income.total-earnings", IncomeSource.Wages),
        Earned("monthly-income.total-benefits", IncomeSource.Benefit),
        Earned("monthly-income.total-pensions", IncomeSource.Pension),
        Earned("monthly-income.total-other-income", IncomeSource.Other),
    ];

    public static IReadOnlyList<StatementLine> FixedCosts { get; } =
    [
        Spent(Fixed + "rent", "rent", NeedClass.Essential),
        Spent(Fixed + "mortgage", "mortgage", NeedClass.Essential),
        Spent(Fixed + "secured-loans", "secured-loans", NeedClass.Essential),
        Spent(Fixed + "council-tax-rates", "council-tax", NeedClass.Essential),
        Spent(Fixed + "other-home-contents", "home", NeedClass.Essential),
        Spent(Fixed + "gas", "gas", NeedClass.Essential),
        Spent(Fixed + "electricity", "electricity", NeedClass.Essential),
        Spent(Fixed + "other-utilities", "utilities", NeedClass.Essential),
        Spent(Fixed + "total-water", "water", NeedClass.Essential),
        Spent(Fixed + "total-care-health", "health", NeedClass.Essential),
        Spent(Fixed + "total-transport-travel", "transport", NeedClass.Essential),
        Spent(Fixed + "total-school", "school", NeedClass.Essential),
        Spent(Fixed + "total-pensions-insurances", "insurance", NeedClass.Essential),
        Spent(Fixed + "total-professional", "professional", NeedClass.Essential),
        Spent(Fixed + "total-other-essential", "essential", NeedClass.Essential),
    ];

    /// <summary>Food is what R50 spreads over the days; the others can wait.</summary>
    public static IReadOnlyList<StatementLine> FlexibleCosts { get; } =
    [
        Spent(Flexible + "total-communications-leisure", "communications", NeedClass.Other),
        Spent(Flexible + "total-food-housekeeping", "food", NeedClass.Primary),
        Spent(Flexible + "total-personal", "personal", NeedClass.Other),
    ];

    /// <summary>In the order of the format.</summary>
    public static IReadOnlyList<StatementLine> All { get; } = [.. Income, .. FixedCosts, .. FlexibleCosts];

    public bool IsIncome => Source != IncomeSource.Unspecified;

    private static StatementLine Earned(string path, IncomeSource source) => new(path, source, "", NeedClass.Unspecified);

    private static StatementLine Spent(string path, string category, NeedClass need) => new(path, IncomeSource.Unspecified, category, need);
}
