using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// Why the system proposes that a plan lapsed, by the agency's strict or tolerant rule (R37): instalments that were broken and, where the
/// plan's text includes the current bill, bills of which nothing was paid in time. A person decides; excused ones never count.
/// </summary>
/// <param name="Broken">By due date.</param>
/// <param name="Missed">By due date.</param>
/// <param name="Basis">The rules that counted.</param>
public sealed record LapseGrounds(FactId Plan, ValueList<JudgedPromise> Broken, ValueList<MissedBill> Missed, JudgementBasis Basis)
{
    /// <summary>Null while the plan is not active, or too little was broken within the agency's months before the last of it.</summary>
    public static LapseGrounds? Of(HouseholdFacts facts, RepaymentPlanAgreed plan, LocalDate asOf, ParameterHistory history)
    {
        var set = history.InForce(asOf) ?? throw new InvalidOperationException("No parameter set is in force.");
        var statement = LedgerStatement.Build(facts, plan.Creditor, asOf, set);
        if (!statement.Plans.Any(line => line.Id == plan.Id && line.State == PlanState.Active))
        {
            return null;
        }

        var broken = JudgedPromise.All(facts, asOf)
            .Where(judged => judged.Promise.Subject == plan.Id && judged.Latest.Outcome == ComplianceOutcome.Broken)
            .ToList();
        var missed = plan.CurrentBillFirst ? MissedBill.Of(facts, plan, statement, history) : [];
        var days = broken.Select(judged => judged.Promise.DueDate).Concat(missed.Select(bill => bill.DueDate)).ToList();
        if (days.Count == 0)
        {
            return null;
        }

        var rule = set.Values.Lapse;
        var since = rule.Months == 0 ? LocalDate.MinIsoValue : days.Max().PlusMonths(-rule.Months);
        return days.Count(day => day > since) < rule.BrokenWithin
            ? null
            : new LapseGrounds(
                plan.Id,
                broken.Where(judged => judged.Promise.DueDate > since).ToValueList(),
                missed.Where(bill => bill.DueDate > since).ToValueList(),
                new JudgementBasis(set.Id, set.ContentHash, PlanningRules.Number));
    }
}

/// <summary>A current bill of which nothing was paid by the end of the grace.</summary>
/// <param name="Due">What was owed on it then, but for what was in dispute.</param>
public sealed record MissedBill(FactId Charge, LocalDate DueDate, Money Due)
{
    /// <summary>Bills of the plan's creditor due since its signature and not covered by it, once their grace is over.</summary>
    internal static ValueList<MissedBill> Of(
        HouseholdFacts facts, RepaymentPlanAgreed plan, LedgerStatement statement, ParameterHistory history)
    {
        var missed = new List<MissedBill>();
        foreach (var debt in statement.Debts)
        {
            if (!debt.Opening
                && debt.DueDate >= plan.SignedOn
                && !plan.Covered.Any(covered => covered.Charge == debt.Id)
                && Unpaid(facts, plan.Creditor, debt, statement.AsOf, history) is { } due
                && CoveringSuspension.Find(facts, plan.Creditor, debt.DueDate, statement.AsOf) is null)
            {
                missed.Add(new MissedBill(debt.Id, debt.DueDate, due));
            }
        }

        return [.. missed.OrderBy(bill => bill.DueDate).ThenBy(bill => bill.Charge)];
    }

    /// <summary>Null while the grace runs (R33), and where anything was paid in it or nothing was owed at its end.</summary>
    private static Money? Unpaid(HouseholdFacts facts, CreditorId creditor, DebtLine debt, LocalDate asOf, ParameterHistory history)
    {
        var grace = history.InForce(asOf)!.Values.GraceDays;
        var last = debt.DueDate.PlusDays(grace);
        if (last >= asOf || history.InForce(last) is not { } set)
        {
            return null;
        }

        foreach (var line in LedgerStatement.Build(facts, creditor, last, set).Debts)
        {
            if (line.Id == debt.Id)
            {
                var due = line.Outstanding.Total - line.Disputed;
                return line.Paid.Total.IsZero && due.IsPositive ? due : null;
            }
        }

        return null;
    }
}
