namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// The exact search for the best plan of one debt over all layouts and numbers of instalments (R40). Balances are cut at the due dates of a
/// layout, so that a plan's lowest balance is read from one minimum a piece.
/// </summary>
/// <param name="layouts">As <see cref="PlanLayout.All"/> gives them.</param>
/// <param name="amounts">To be paid.</param>
/// <param name="countMax">Of the agency's table (R41).</param>
internal sealed class PlanSearch(PlanLayout[] layouts, PlanAmounts amounts, int countMax)
{
    public int CountMax => countMax;

    public PlanLayout[] Layouts => layouts;

    /// <summary>
    /// The plan that leaves every balance at least as high as any other does: its instalments are the latest and the smallest, so that a
    /// plan exists if and only if this one does. Where interest grows with the days that is so but for the interest.
    /// </summary>
    public PlanCandidate Easiest => new(layouts[^1], AtMost(layouts[^1], countMax), Lowest: 0);

    /// <summary>
    /// The plans that cost less in all than the easiest, the latest and longest first, and the cents by which they may leave more than it
    /// on any day. There are none where interest does not grow with the days.
    /// </summary>
    public (List<PlanCandidate> Plans, long Slack) CheaperThanEasiest()
    {
        List<PlanCandidate> plans = [];
        var slack = 0L;
        if (!amounts.AreAlike)
        {
            var most = AmountOf(Easiest).Total;
            for (var at = layouts.Length - 1; at >= 0; at--)
            {
                for (var count = AtMost(layouts[at], countMax); count > 0; count = AtMost(layouts[at], count - 1))
                {
                    var total = amounts[layouts[at], count]!.Value.Total;
                    if (total < most)
                    {
                        // Each instalment is rounded by itself.
                        slack = Math.Max(slack, most - total + countMax);
                        plans.Add(new PlanCandidate(layouts[at], count, Lowest: 0));
                    }
                }
            }
        }

        return (plans, slack);
    }

    /// <summary>Layouts of one group take the same of each month for the same number of instalments.</summary>
    public int GroupOf(PlanLayout layout) => amounts.AreAlike ? layout.Month : layout.Index;

    /// <exception cref="InvalidOperationException">There is no such plan.</exception>
    public PlanAmount AmountOf(PlanCandidate plan) => amounts[plan.Layout, plan.Count]!.Value;

    /// <summary>The largest number up to the one given whose instalments are a cent or more each; 0 when none is.</summary>
    public int AtMost(PlanLayout layout, int count)
    {
        while (count > 0 && amounts[layout, count] is null)
        {
            count--;
        }

        return count;
    }

    /// <summary>Takes the instalments of a plan from balances, each from its due date on.</summary>
    public void Pay(PlanCandidate plan, Span<long> balances)
    {
        var (each, last, _, _) = AmountOf(plan);
        var due = plan.Layout.Due;
        for (var i = 0; i < plan.Count && due[i] < balances.Length; i++)
        {
            var amount = i == plan.Count - 1 ? last : each;
            foreach (ref var balance in balances[due[i]..])
            {
                balance -= amount;
            }
        }
    }

    /// <summary>What the instalments of a plan take of each month; those after the last month are left out.</summary>
    public void AddMonths(PlanLayout layout, int count, Span<long> cents)
    {
        var (each, last, _, _) = amounts[layout, count]!.Value;
        for (var i = 0; i < count && layout.Month + i < cents.Length; i++)
        {
            cents[layout.Month + i] += i == count - 1 ? last : each;
        }
    }

    /// <summary>Null when no plan keeps the balances at the least.</summary>
    /// <param name="kind">By which plans are ordered.</param>
    /// <param name="balances">Without this debt: ties fall by how high the plan leaves them.</param>
    /// <param name="room">What is left to it.</param>
    /// <param name="least">Cents.</param>
    public PlanCandidate? Best(ProposalKind kind, ReadOnlySpan<long> balances, PlanRoom room, long least)
    {
        PlanCandidate? best = null;
        var own = new long[countMax + 1];
        var held = new PlanPieces(this, room);
        foreach (var layout in layouts)
        {
            var cuts = Cut(layout, balances, own);
            held.Turn(layout);
            for (var count = 1; count <= countMax; count++)
            {
                if (amounts[layout, count] is not { } amount)
                {
                    continue;
                }

                // What would not be taken need not be held against anything.
                var candidate = new PlanCandidate(layout, count, Lowest(own.AsSpan(0, cuts), count, amount));
                if (candidate.Lowest >= least
                    && (best is not { } known || candidate.IsBetter(known, kind))
                    && held.Holds(count, amount, least))
                {
                    best = candidate;
                }
            }
        }

        return best;
    }

    /// <summary>The minima of the pieces before the first due date, between two, and after the last inside the horizon.</summary>
    /// <returns>How many pieces there are: one more than due dates inside the horizon.</returns>
    internal int Cut(PlanLayout layout, ReadOnlySpan<long> balances, Span<long> minima)
    {
        var start = 0;
        var pieces = 0;
        while (pieces < countMax && layout.Due[pieces] < balances.Length)
        {
            minima[pieces] = Minimum(balances[start..layout.Due[pieces]]);
            start = layout.Due[pieces];
            pieces++;
        }

        minima[pieces] = Minimum(balances[start..]);
        return pieces + 1;
    }

    /// <summary>With so many instalments: the first pieces less what is paid by then, the others less the whole.</summary>
    internal static long Lowest(ReadOnlySpan<long> minima, int count, PlanAmount amount)
    {
        var lowest = long.MaxValue;
        for (var i = 0; i < minima.Length; i++)
        {
            var paid = i < count ? i * amount.Each : amount.Total;
            lowest = minima[i] == long.MaxValue ? lowest : Math.Min(lowest, minima[i] - paid);
        }

        return lowest;
    }

    /// <summary>The largest number when there is nothing to take the least of.</summary>
    private static long Minimum(ReadOnlySpan<long> balances)
    {
        var minimum = long.MaxValue;
        foreach (var balance in balances)
        {
            minimum = Math.Min(minimum, balance);
        }

        return minimum;
    }
}

/// <param name="Lowest">Cents left on the worst day, before the debts planned later.</param>
internal readonly record struct PlanCandidate(PlanLayout Layout, int Count, long Lowest)
{
    private int LastDue => Layout.Due[Count - 1];

    /// <summary>
    /// By what the kind asks for, then the higher lowest balance, then the earlier end, the fewer instalments, the earlier first date, the
    /// earlier day of the month.
    /// </summary>
    public bool IsBetter(PlanCandidate other, ProposalKind kind)
    {
        var wanted = kind switch
        {
            ProposalKind.Fastest => LastDue.CompareTo(other.LastDue),
            ProposalKind.Gentlest => other.Count.CompareTo(Count),
            _ => Count.CompareTo(other.Count),
        };
        if (wanted == 0)
        {
            wanted = other.Lowest.CompareTo(Lowest);
        }

        if (wanted == 0)
        {
            wanted = (LastDue, Count, Layout.First, Layout.DayOfMonth).CompareTo(
                (other.LastDue, other.Count, other.Layout.First, other.Layout.DayOfMonth));
        }

        return wanted < 0;
    }
}
