using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>
/// What <see cref="PlanProposals"/> is held to: every plan, every pair of plans and every change of one entry is written out and simulated
/// by itself, with nothing clever.
/// </summary>
internal sealed class PlainProposals(
    DatedBudget budget,
    int days,
    IncomeWeights weights,
    IReadOnlyList<(Money Total, int CountMax)> debts,
    PlanningRules? limits = null,
    PlanningRules? interest = null)
{
    private Sustainability? judged;

    private readonly List<Plan>[] plans = [.. debts.Select(debt => All(budget.FirstDay, days, debt.Total, debt.CountMax, interest))];

    /// <param name="Paid">Cents by the end of each day.</param>
    public sealed record Plan(int Count, LocalDate First, int DayOfMonth, ScheduledAmount[] Payments, long[] Paid)
    {
        public LocalDate Last => Payments[^1].DueDate;
    }

    /// <summary>In the order of preference of the kind: the first debt's plan decides before the second's.</summary>
    public IReadOnlyList<Plan>? Best(ProposalKind kind, Money least)
    {
        var balances = Balances(budget);
        var found = new List<(Plan[] Plans, IComparable Key)>();
        foreach (var first in plans[0])
        {
            var left = After(balances, first);
            var lowest = left.Min();
            if (debts.Count == 1)
            {
                if (lowest >= least.Cents && IsAllowed(first.Payments))
                {
                    found.Add(([first], Key(kind, first, lowest)));
                }

                continue;
            }

            foreach (var second in plans[1])
            {
                var both = Lowest(left, second);
                if (both >= least.Cents && IsAllowed([.. first.Payments, .. second.Payments]))
                {
                    found.Add(([first, second], (Key(kind, first, lowest), Key(kind, second, both))));
                }
            }
        }

        return found.Count == 0 ? null : found.MinBy(candidate => candidate.Key).Plans;
    }

    /// <summary>Whether any plan at all, or any pair, lets every day of another budget end at zero or above.</summary>
    /// <param name="changed">Instead of the budget.</param>
    /// <param name="unpaid">Moved out of the horizon: still owed at its end.</param>
    public bool IsPossible(DatedBudget changed, Money unpaid)
    {
        var balances = Balances(changed);
        balances[^1] = Math.Min(balances[^1], balances[^1] - unpaid.Cents);
        return plans[0].Exists(first => debts.Count == 1
            ? Holds(balances, first)
            : After(balances, first) is var left && left.Min() >= 0 && plans[1].Exists(second => Holds(left, second)));
    }

    /// <summary>The least days, later or earlier, by which each entry alone makes a plan possible.</summary>
    public Dictionary<FactId, int> Moves()
    {
        var moves = new Dictionary<FactId, int>();
        foreach (var entry in budget.Entries.Where(e => e.Kind != EntryKind.PrimaryNeed))
        {
            for (var by = 1; by <= 31 && !moves.ContainsKey(entry.Id); by++)
            {
                foreach (var signed in new[] { by, -by })
                {
                    if (Moved(entry, signed) is var (changed, unpaid) && IsPossible(budget.With(changed), unpaid))
                    {
                        moves.TryAdd(entry.Id, signed);
                    }
                }
            }
        }

        return moves;
    }

    /// <summary>The fewest cents by which each expense alone makes a plan possible, by halving.</summary>
    public Dictionary<FactId, Money> Reductions()
    {
        var reductions = new Dictionary<FactId, Money>();
        foreach (var entry in budget.Entries.Where(e => e.Kind == EntryKind.Expense && HasDays(e)))
        {
            var (low, high) = (0L, entry.Amount.Cents);
            if (!Works(high))
            {
                continue;
            }

            while (high - low > 1)
            {
                var middle = (low + high) / 2;
                (low, high) = Works(middle) ? (low, middle) : (middle, high);
            }

            reductions.Add(entry.Id, new Money(high));

            bool Works(long by) => IsPossible(budget.With(entry with { Amount = entry.Amount - new Money(by) }), Money.Zero);
        }

        return reductions;
    }

    /// <param name="rules">By which a plan bears legal interest from the day before on; null where it bears none.</param>
    private static List<Plan> All(LocalDate firstDay, int days, Money debt, int countMax, PlanningRules? rules)
    {
        var all = new List<Plan>();
        for (var i = 0; i < 62; i++)
        {
            var first = firstDay.PlusDays(i);
            for (var day = 1; day <= 31; day++)
            {
                for (var count = 1; count <= countMax; count++)
                {
                    if (InstalmentSchedule.Monthly(first, day, 0) == first
                        && InstalmentSchedule.EqualMonthly(debt, count, first, day) is { } capital
                        && InstalmentSchedule.EqualMonthly(debt + Interest(capital), count, first, day) is { } instalments)
                    {
                        var paid = Enumerable.Range(0, days)
                            .Select(d => instalments.Where(one => one.DueDate <= firstDay.PlusDays(d)).Sum(one => one.Amount.Cents));
                        var payments = instalments.Select(one => new ScheduledAmount(one.DueDate, one.Amount));
                        all.Add(new Plan(count, first, day, [.. payments], [.. paid]));
                    }
                }
            }
        }

        return all;

        Money Interest(ValueList<Instalment> capital) => rules is null
            ? Money.Zero
            : PlanInterest.Of(
                debt,
                firstDay.PlusDays(-1),
                capital.Select(part => new ScheduledAmount(part.DueDate, part.Amount)).ToValueList(),
                rules.Values,
                rules.KnownOn)!.Value;
    }

    /// <summary>Judged in full, where the limits count.</summary>
    private bool IsAllowed(ScheduledAmount[] payments)
    {
        judged ??= limits is null ? null : Sustainability.Judge(budget, days, limits);
        return judged is null || judged.With(payments, limits!).Verdict != CheckVerdict.Block;
    }

    private static IComparable Key(ProposalKind kind, Plan plan, long lowest) => kind switch
    {
        ProposalKind.Fastest => (plan.Last, -lowest, plan.Count, plan.First, plan.DayOfMonth),
        ProposalKind.Gentlest => (-plan.Count, -lowest, plan.Last, plan.First, plan.DayOfMonth),
        _ => (plan.Count, -lowest, plan.Last, plan.First, plan.DayOfMonth),
    };

    private long[] Balances(DatedBudget of) => [.. CashFlow.Of(of, days, weights).Days(days).Select(day => day.Balance.Cents)];

    private static long[] After(long[] balances, Plan plan) => [.. balances.Select((balance, i) => balance - plan.Paid[i])];

    private static bool Holds(long[] balances, Plan plan)
    {
        var holds = true;
        for (var i = 0; i < balances.Length && holds; i++)
        {
            holds = balances[i] >= plan.Paid[i];
        }

        return holds;
    }

    private static long Lowest(long[] balances, Plan plan)
    {
        var lowest = long.MaxValue;
        for (var i = 0; i < balances.Length; i++)
        {
            lowest = Math.Min(lowest, balances[i] - plan.Paid[i]);
        }

        return lowest;
    }

    private bool HasDays(BudgetEntry entry) => Occurrences.Between(entry, budget.FirstDay, LastDay).Count > 0;

    private LocalDate LastDay => budget.FirstDay.PlusDays(days - 1);

    /// <summary>The entry from its next date on so many days later; null where it would come before the first day.</summary>
    private (BudgetEntry Entry, Money Unpaid)? Moved(BudgetEntry entry, int by)
    {
        var next = Occurrences.Between(entry, budget.FirstDay, LastDay);
        if (next.Count == 0 || WorkingDays.Shift(next[0].Planned.PlusDays(by), entry.Shift) < budget.FirstDay)
        {
            return null;
        }

        var dates = Occurrences.Between(entry with { Shift = WorkingDayShift.Unspecified }, next[0].Planned, LastDay.PlusDays(400)).Count;
        var start = entry with
        {
            DayOfMonth = null, Recurrence = entry.Recurrence with { First = next[0].Planned.PlusDays(by), Last = null },
        };
        var moved = Occurrences.Between(start with { Shift = WorkingDayShift.Unspecified }, start.Recurrence.First, LastDay.PlusDays(500))
            .Take(dates)
            .ToList();
        var changed = start with { Recurrence = start.Recurrence with { Last = moved[^1].Day } };
        var inside = Occurrences.Between(changed, budget.FirstDay, LastDay).Count;
        return (changed, entry.IsIncome ? Money.Zero : new Money(Math.Max(0, next.Count - inside) * entry.Amount.Cents));
    }
}
