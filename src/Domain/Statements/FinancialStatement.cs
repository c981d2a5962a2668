namespace BudgetCoaching.Domain.Statements;

/// <summary>A household's month as the Standard Financial Statement writes it: lines, sums, debts with what is offered on them.</summary>
/// <param name="Figures">Lines and sums by their path in the format; one that the statement does not have is absent.</param>
/// <param name="Debts">In the order of the statement, priority debts first.</param>
/// <param name="Persons">Null where the statement counts nobody.</param>
public sealed record FinancialStatement(
    IReadOnlyDictionary<string, Money> Figures, ValueList<StatementDebt> Debts, StatementPersons? Persons)
{
    /// <summary>Most debts of one statement.</summary>
    public const int DebtsMax = 200;

    public const string IncomeTotal = "monthly-income.total-monthly-income";
    public const string FixedTotal = "monthly-outgoings.fixed-costs.total-fixed-costs";
    public const string FlexibleTotal = "monthly-outgoings.flexible-costs.total-flexible-costs";
    public const string OutgoingsTotal = "monthly-outgoings.total-monthly-outgoings";
    public const string OverviewIncome = "overview.total-monthly-income";
    public const string OverviewOutgoings = "overview.total-monthly-outgoings";
    public const string Savings = "overview.savings-contribution";
    public const string AdminFee = "overview.debt-admin-fee";
    public const string ForPriority = "overview.total-available-for-priority-debts";
    public const string ForOthers = "overview.total-available-for-non-priority-debts";
    public const string PriorityTotal = "debts.total-priority-debts";
    public const string OthersTotal = "debts.total-non-priority-debts";

    /// <summary>What the lines add up to, whatever the sums say.</summary>
    public Money Income => Sum(StatementLine.Income);

    public Money Outgoings => Sum(StatementLine.FixedCosts) + Sum(StatementLine.FlexibleCosts);

    /// <summary>Zero for a line that the statement does not have.</summary>
    public Money this[StatementLine line] => Figures.GetValueOrDefault(line.Path);

    /// <summary>
    /// Every sum that differs from what it is made of, in the order of the format: each is compared with the figures that the statement
    /// itself states one step below, so that one slip is told once.
    /// </summary>
    public IEnumerable<StatementDifference> Differences()
    {
        (string Path, Money? Computed)[] sums =
        [
            (OverviewIncome, Find(IncomeTotal)),
            (OverviewOutgoings, Find(OutgoingsTotal)),
            (ForPriority, Find(OverviewIncome) - Find(OverviewOutgoings) - Find(Savings) - Find(AdminFee)),
            (ForOthers, Find(ForPriority) - Offered()),
            (IncomeTotal, Income),
            (FixedTotal, Sum(StatementLine.FixedCosts)),
            (FlexibleTotal, Sum(StatementLine.FlexibleCosts)),
            (OutgoingsTotal, Find(FixedTotal) + Find(FlexibleTotal)),
            (PriorityTotal, Owed(isPriority: true)),
            (OthersTotal, Owed(isPriority: false)),
        ];
        foreach (var (path, computed) in sums)
        {
            if (Find(path) is { } stated && computed is { } due && stated != due)
            {
                yield return new StatementDifference(path, stated, due);
            }
        }
    }

    /// <summary>On priority debts, a month.</summary>
    private Money Offered() => new(Debts.Where(debt => debt.IsPriority).Sum(debt => debt.Offer.Cents));

    private Money Owed(bool isPriority) => new(Debts.Where(debt => debt.IsPriority == isPriority).Sum(debt => debt.Owed.Cents));

    private Money Sum(IReadOnlyList<StatementLine> lines) => new(lines.Sum(line => this[line].Cents));

    private Money? Find(string path) => Figures.TryGetValue(path, out var figure) ? figure : null;
}

/// <param name="Creditor">As the statement calls it.</param>
/// <param name="Offer">To be paid back a month; zero or more.</param>
/// <param name="IsPriority">It costs the home, energy or liberty when it is not paid.</param>
public sealed record StatementDebt(string Creditor, Money Owed, Money Offer, bool IsPriority);

/// <param name="Stated">As the statement says.</param>
/// <param name="Computed">What its parts come to.</param>
public readonly record struct StatementDifference(string Path, Money Stated, Money Computed)
{
    /// <summary>Above zero: the statement says too much.</summary>
    public Money Difference => Stated - Computed;
}

/// <summary>Who lives in the household.</summary>
/// <param name="Partner">Whether two apply together.</param>
/// <param name="Total">As the statement says.</param>
public sealed record StatementPersons(bool Partner, int Under16, int From16To18, int OtherDependants, int NonDependants, int Total)
{
    public const string TotalPath = "total-number-in-household";

    /// <summary>The one who applies, the partner and everybody else.</summary>
    public int Computed => 1 + (Partner ? 1 : 0) + Under16 + From16To18 + OtherDependants + NonDependants;
}
