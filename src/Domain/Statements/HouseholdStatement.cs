using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using EntryKind = BudgetCoaching.Domain.Planning.EntryKind;

namespace BudgetCoaching.Domain.Statements;

/// <summary>The statement that a household's books tell, as of a day; its sums add up by construction.</summary>
public static class HouseholdStatement
{
    private const int MonthsInYear = 12;

    /// <summary>Words that consultants use, each alone or before a hyphen, by the line that means the same.</summary>
    private static readonly (string Word, string Category)[] Words =
    [
        ("affitto", "rent"), ("canone", "rent"), ("mutuo", "mortgage"), ("condominium", "home"), ("condominio", "home"),
        ("luce", "electricity"), ("elettricita", "electricity"), ("acqua", "water"), ("bollette", "utilities"), ("heating", "utilities"),
        ("riscaldamento", "utilities"), ("salute", "health"), ("farmaci", "health"), ("medicines", "health"),
        ("trasporti", "transport"), ("scuola", "school"), ("assicurazione", "insurance"), ("tari", "council-tax"),
        ("phone", "communications"), ("telefono", "communications"), ("internet", "communications"), ("tempo-libero", "communications"),
        ("groceries", "food"), ("spesa", "food"), ("alimentari", "food"), ("vestiti", "personal"), ("clothing", "personal"),
    ];

    /// <summary>
    /// Declared income as far as it counts (R45), planned expenses and current bills that have not ended, each as a month's share (weeks as
    /// 52 to the year, a one-off as nothing), rounded once a line; what is owed to each creditor, and what its plan takes in the next
    /// calendar month. Every creditor here is one of the home: all debts are priority debts.
    /// </summary>
    /// <param name="facts">Facts as known.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="history">The agency's sets, of which one is in force on the day.</param>
    /// <param name="nameOf">What a creditor is called.</param>
    public static FinancialStatement Of(HouseholdFacts facts, LocalDate asOf, ParameterHistory history, Func<CreditorId, string> nameOf)
    {
        var set = history.InForce(asOf) ?? throw new InvalidOperationException("No parameter set is in force.");
        var budget = HouseholdBudget.Opening(Money.Zero, facts, asOf, set);
        var figures = Lines(facts, budget, asOf, new IncomeWeights(
            set.Values.Planning.LikelyIncomePpm, set.Values.Planning.UncertainIncomePpm));
        ValueList<StatementDebt> debts =
        [
            .. ArrearsCalculator.Creditors(facts)
                .Select(creditor => new StatementDebt(
                    nameOf(creditor),
                    ArrearsCalculator.Timeline(facts, creditor, history).At(asOf).TotalDebt,
                    Offer(budget, creditor, asOf),
                    IsPriority: true))
                .Where(debt => debt.Owed.IsPositive),
        ];
        AddSums(figures, debts, set.Values.Planning.SavingLine);
        return new FinancialStatement(figures, debts, Persons(facts, asOf));
    }

    private static Dictionary<string, Money> Lines(HouseholdFacts facts, DatedBudget budget, LocalDate asOf, IncomeWeights weights)
    {
        var declared = facts.InOrder.OfType<Fact>()
            .Where(fact => fact is IncomeEntryRecorded or ExpensePlanned or ContractRecorded)
            .ToDictionary(fact => fact.Id);
        var twelfths = StatementLine.All.ToDictionary(line => line.Path, _ => 0L);
        foreach (var entry in budget.Entries)
        {
            if (entry.Kind != EntryKind.Promise && !(entry.Recurrence.Last < asOf))
            {
                var cents = entry.IsIncome ? weights.Count(entry.Amount, entry.Reliability).Cents : entry.Amount.Cents;
                twelfths[LineOf(declared[entry.Id]).Path] += cents * TimesAYear(entry.Recurrence.Frequency);
            }
        }

        return twelfths.ToDictionary(
            line => line.Key, line => new Money((2 * line.Value + MonthsInYear) / (2 * MonthsInYear)), StringComparer.Ordinal);
    }

    /// <param name="declared">By which an entry stands in the budget: for a current bill, the contract.</param>
    private static StatementLine LineOf(Fact declared) => declared switch
    {
        IncomeEntryRecorded income => StatementLine.Income.First(line => line.Source == income.Source switch
        {
            IncomeSource.Wages or IncomeSource.SelfEmployment => IncomeSource.Wages,
            IncomeSource.Benefit or IncomeSource.Pension => income.Source,
            _ => IncomeSource.Other,
        }),
        ExpensePlanned expense => Outgoing(CategoryOf(expense.Category) ?? expense.Need switch
        {
            NeedClass.Primary => "food",
            NeedClass.Essential => "essential",
            _ => "personal",
        }),
        ContractRecorded contract => Outgoing(contract.Kind switch
        {
            ChargeKind.Rent => "rent",
            ChargeKind.Condominium => "home",
            _ => "essential",
        }),
        _ => throw new InvalidOperationException($"{declared.GetType().Name} is no entry of a budget."),
    };

    private static StatementLine Outgoing(string category) => StatementLine.All.First(line => line.Category == category);

    /// <summary>Null for a word that no line means.</summary>
    private static string? CategoryOf(string word)
    {
        foreach (var line in StatementLine.All)
        {
            if (!line.IsIncome && Means(word, line.Category))
            {
                return line.Category;
            }
        }

        foreach (var (known, category) in Words)
        {
            if (Means(word, known))
            {
                return category;
            }
        }

        return null;
    }

    private static bool Means(string word, string known)
        => word.StartsWith(known, StringComparison.Ordinal) && (word.Length == known.Length || word[known.Length] == '-');

    private static long TimesAYear(Frequency frequency) => frequency switch
    {
        Frequency.OneOff => 0,
        Frequency.Weekly => 52,
        Frequency.TwoWeekly => 26,
        Frequency.FourWeekly => 13,
        Frequency.Monthly => 12,
        Frequency.Bimonthly => 6,
        Frequency.Quarterly => 4,
        Frequency.Yearly => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(frequency), frequency, "An entry needs a frequency."),
    };

    private static Money Offer(DatedBudget budget, CreditorId creditor, LocalDate asOf)
    {
        var next = asOf.ToYearMonth().PlusMonths(1).ToDateInterval();
        return new Money(budget.Instalments
            .Where(agreed => agreed.Creditor == creditor && next.Contains(agreed.DueDate))
            .Sum(agreed => agreed.Amount.Cents));
    }

    private static void AddSums(Dictionary<string, Money> figures, ValueList<StatementDebt> debts, Money saving)
    {
        var known = new FinancialStatement(figures, debts, Persons: null);
        var (income, outgoings) = (known.Income, known.Outgoings);
        var fixedCosts = new Money(StatementLine.FixedCosts.Sum(line => known[line].Cents));
        figures[FinancialStatement.OverviewIncome] = figures[FinancialStatement.IncomeTotal] = income;
        figures[FinancialStatement.FixedTotal] = fixedCosts;
        figures[FinancialStatement.FlexibleTotal] = outgoings - fixedCosts;
        figures[FinancialStatement.OverviewOutgoings] = figures[FinancialStatement.OutgoingsTotal] = outgoings;
        figures[FinancialStatement.Savings] = saving;
        figures[FinancialStatement.AdminFee] = Money.Zero;
        figures[FinancialStatement.ForPriority] = income - outgoings - saving;
        figures[FinancialStatement.ForOthers] = income - outgoings - saving - new Money(debts.Sum(debt => debt.Offer.Cents));
        figures[FinancialStatement.PriorityTotal] = new Money(debts.Sum(debt => debt.Owed.Cents));
        figures[FinancialStatement.OthersTotal] = Money.Zero;
    }

    /// <summary>By age band: the books do not say who depends on whom, so that adults beside the first are non-dependants.</summary>
    private static StatementPersons? Persons(HouseholdFacts facts, LocalDate asOf)
    {
        CompositionRecorded? composition = null;
        foreach (var happened in facts.InOrder.TakeWhile(happened => happened.Effective <= asOf))
        {
            composition = happened as CompositionRecorded ?? composition;
        }

        if (composition is not { Members.Count: > 0 and var count })
        {
            return null;
        }

        var minors = Math.Min(composition.Members.Count(member => member.AgeBand is AgeBand.Under3 or AgeBand.From3To17), count - 1);
        return new StatementPersons(false, minors, 0, 0, count - 1 - minors, count);
    }
}
