using BudgetCoaching.Domain.Households.FactRules;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// Writes the answer to one request. A plan for the first debt is taken only where a plan for the second exists beside it, which is so if
/// and only if the second's easiest plan does, or, where it bears interest, a cheaper one: so both searches stay exact.
/// </summary>
internal sealed class ProposalWriting
{
    private static readonly ProposalKind[] Kinds = [ProposalKind.Fastest, ProposalKind.Balanced, ProposalKind.Gentlest];

    private readonly ProposalRequest request;
    private readonly PlanSearch[] searches;
    private readonly Sustainability withoutPlan;
    private readonly int days;

    public ProposalWriting(ProposalRequest request)
    {
        this.request = request;
        var counts = request.Debts.Select(debt => Math.Min(
            InstalmentLimit.MonthsFor(debt.Debt, request.Rules.Set.Values)!.Value, Bounds.InstalmentsMax)).ToArray();
        var firstDay = request.Budget.FirstDay;
        var layouts = PlanLayout.All(firstDay, counts.Max());
        searches = [.. request.Debts.Select((debt, i) => new PlanSearch(
            layouts, PlanAmounts.Of(debt, layouts, counts[i], request.Budget.OpeningDay, request.Rules), counts[i]))];
        days = request.HorizonDays ?? Math.Clamp(layouts[^1].Due[^1] + 1, CashFlow.DaysInDetail, CashFlow.DaysMax);
        withoutPlan = Sustainability.Judge(request.Budget, days, request.Rules);
    }

    public PlanProposals Write()
    {
        var reserve = new Money(withoutPlan.Forecast.Counted.DailyNeed.Cents * request.Rules.Values.ReserveDays);
        var limits = request.PreferWithinLimits ? new MonthLimits(withoutPlan.Months, request.Rules) : null;
        var proposals = Proposals(reserve, limits);
        if (proposals.Count == 0 && limits is not null)
        {
            proposals = Proposals(reserve, limits: null);
        }

        return new PlanProposals(days, withoutPlan, reserve, proposals, proposals.Count == 0 ? Impossible() : null);
    }

    private ValueList<PlanProposal> Proposals(Money reserve, MonthLimits? limits)
    {
        var proposals = new List<PlanProposal>(Kinds.Length);
        foreach (var kind in Kinds)
        {
            if (Best(kind, kind == ProposalKind.Balanced ? reserve.Cents : 0, limits) is { } plans)
            {
                proposals.Add(Proposal(kind, plans));
            }
        }

        return [.. proposals];
    }

    /// <summary>One plan a debt; null when no plans together keep every day at the least.</summary>
    private PlanCandidate[]? Best(ProposalKind kind, long least, MonthLimits? limits)
    {
        var taken = new long[limits?.Count ?? 0];
        var balances = withoutPlan.Forecast.Counted.Balances.ToArray();
        var best = new PlanCandidate[searches.Length];
        for (var i = 0; i < searches.Length; i++)
        {
            var later = searches.AsSpan(i + 1);
            var room = limits is null
                ? PlanRoom.OfDays(balances, later.IsEmpty ? null : later[0])
                : PlanRoom.OfMonths(balances, taken, limits, searches[i], later.IsEmpty ? null : later[0]);
            if (searches[i].Best(kind, balances, room, least) is not { } found)
            {
                return null;
            }

            best[i] = found;
            searches[i].Pay(found, balances);
            searches[i].AddMonths(found.Layout, found.Count, taken);
        }

        return best;
    }

    private PlanProposal Proposal(ProposalKind kind, PlanCandidate[] found)
    {
        var plans = Plans(found);
        var payments = plans.SelectMany(plan => plan.Payments()).ToArray();
        return new PlanProposal(kind, plans, withoutPlan.With(payments, request.Rules));
    }

    private NoPlanYet Impossible()
    {
        var easiest = searches.Select(search => search.Easiest).ToArray();
        var balances = Paid(easiest, without: -1);
        var lowest = LowestOf(balances);
        var firstBad = balances.AsSpan().IndexOfAnyInRange(long.MinValue, -1);
        return new NoPlanYet(
            Plans(easiest),
            lowest,
            -lowest.Balance,
            request.Budget.FirstDay.PlusDays(firstBad),
            Changes(balances));
    }

    private ValueList<BudgetChange> Changes(ReadOnlySpan<long> balances)
    {
        var changes = SmallestChanges.Of(request.Budget, balances, request.Rules.Weights);
        return request.PreferWithinLimits
            ? [.. changes.Select(change => change with { IsWithinLimits = HasPlanWithinLimits(request.Budget.With(change.Changed)) })]
            : changes;
    }

    /// <summary>Over the same days.</summary>
    private bool HasPlanWithinLimits(DatedBudget changed)
    {
        var other = new ProposalWriting(request with { Budget = changed, HorizonDays = days });
        return other.Best(ProposalKind.Fastest, least: 0, new MonthLimits(other.withoutPlan.Months, request.Rules)) is not null;
    }

    private ValueList<ProposedPlan> Plans(PlanCandidate[] found)
    {
        var plans = new ProposedPlan[found.Length];
        for (var i = 0; i < found.Length; i++)
        {
            var (layout, count, _) = found[i];
            var amount = searches[i].AmountOf(found[i]);
            plans[i] = new ProposedPlan(
                request.Debts[i].Creditor,
                new Money(amount.Total),
                count,
                layout.First,
                layout.DayOfMonth,
                request.Budget.FirstDay.PlusDays(layout.Due[count - 1]),
                new Money(amount.Each),
                new Money(amount.Last),
                OneFewer(found, i))
            {
                Interest = new Money(amount.Interest),
            };
        }

        return [.. plans];
    }

    private LowestBalance? OneFewer(PlanCandidate[] found, int index)
    {
        var fewer = searches[index].AtMost(found[index].Layout, found[index].Count - 1);
        if (fewer == 0)
        {
            return null;
        }

        var balances = Paid(found, without: index);
        searches[index].Pay(found[index] with { Count = fewer }, balances);
        return LowestOf(balances);
    }

    private long[] Paid(PlanCandidate[] plans, int without)
    {
        var balances = withoutPlan.Forecast.Counted.Balances.ToArray();
        for (var i = 0; i < plans.Length; i++)
        {
            if (i != without)
            {
                searches[i].Pay(plans[i], balances);
            }
        }

        return balances;
    }

    private LowestBalance LowestOf(ReadOnlySpan<long> balances)
    {
        var at = 0;
        for (var i = 1; i < balances.Length; i++)
        {
            at = balances[i] < balances[at] ? i : at;
        }

        return new LowestBalance(new Money(balances[at]), request.Budget.FirstDay.PlusDays(at));
    }
}
