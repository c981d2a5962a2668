using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// EW3: the income of the last complete months lost at least the agency's share against as many months before. What was received counts;
/// where nothing was recorded as received in all those months, what was declared. Without income in the earlier months nothing can be
/// said.
/// </summary>
internal static class IncomeDrop
{
    private const long Whole = 1_000_000;

    public static Warning? Find(WarningView view)
    {
        var to = view.AfterCompleteMonths;
        var middle = to.PlusMonths(-view.Values.IncomeMonths);
        var from = middle.PlusMonths(-view.Values.IncomeMonths);
        var received = Received(view, from, to);
        var incomes = received.Count > 0 ? received : Declared(view, from, to);
        var earlier = new Money(incomes.Where(income => income.Day < middle).Sum(income => income.Amount.Cents));
        var recent = new Money(incomes.Where(income => income.Day >= middle).Sum(income => income.Amount.Cents));
        var left = new Ratio((Int128)earlier.Cents * (Whole - view.Values.IncomeDropPpm), Whole);
        return earlier.IsZero || new Ratio(recent.Cents, 1) > left
            ? null
            : view.Warn(
                WarningKind.IncomeDrop,
                to.PlusDays(-1),
                earlier - recent,
                incomes.Select(income => income.Fact).Distinct().ToValueList(),
                new WarningEvidence.Incomes(from, earlier, middle, recent, received.Count == 0));
    }

    private static List<Income> Received(WarningView view, LocalDate from, LocalDate to)
        => [.. view.Received
            .Where(received => received.Date >= from && received.Date < to)
            .Select(received => new Income(received.Date, received.Amount, received.Id))];

    /// <summary>Counted by its reliability (R45).</summary>
    private static List<Income> Declared(WarningView view, LocalDate from, LocalDate to)
        => [.. HouseholdBudget.Entries(view.Facts, view.AsOf)
            .Where(entry => entry.IsIncome)
            .SelectMany(entry => Occurrences
                .Between(entry, from, to.PlusDays(-1))
                .Select(o => new Income(o.Day, view.IncomeWeights.Count(o.Amount, entry.Reliability), entry.Id)))];

    private readonly record struct Income(LocalDate Day, Money Amount, FactId Fact);
}
