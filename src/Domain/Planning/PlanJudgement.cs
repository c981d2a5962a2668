using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Planning;

/// <summary>How a plan stood its test when it was agreed, with the rules that judged (R43, R49); stored, never renewed.</summary>
/// <param name="OpeningDay">At whose end the opening cash was at hand.</param>
/// <param name="OpeningCash">May be negative.</param>
/// <param name="Days">The horizon, 1 to <see cref="CashFlow.DaysMax"/>.</param>
/// <param name="Checks">In the order of their kinds.</param>
/// <param name="Override">Null where no check blocked, or a court ordered the plan.</param>
public sealed record PlanJudgement(
    LocalDate OpeningDay, Money OpeningCash, int Days, ValueList<PlanCheck> Checks, JudgementBasis Basis, PlanOverride? Override)
{
    public CheckVerdict Verdict => PlanChecks.Worst(Checks);

    /// <summary>
    /// As of the signature, or the recorded day where that lies ahead. Null where there is nothing to judge by: no cash counted in the last
    /// <see cref="Liquidity.DaysAfterCountMax"/> days, neither income nor expenses declared, or more than a judgement takes.
    /// </summary>
    /// <param name="facts">As known, without the plan.</param>
    /// <param name="plan">Its instalments due by the opening day are counted on the day after it.</param>
    /// <param name="set">In force on the day of signature.</param>
    /// <param name="today">The recorded day.</param>
    public static PlanJudgement? Of(HouseholdFacts facts, RepaymentPlanAgreed plan, ParameterSet set, Today today)
    {
        var opening = LocalDate.Min(plan.SignedOn, today.Date);
        ReadOnlySpan<CreditorId> replanned = plan.Replaces is null ? [] : [plan.Creditor];
        if (ModelledCash.On(facts, opening) is not { } cash
            || Period.DaysBetween(cash.CountedOn, opening) > Liquidity.DaysAfterCountMax
            || HouseholdBudget.Entries(facts, opening).Count == 0)
        {
            return null;
        }

        var budget = HouseholdBudget.Opening(cash.Balance, facts, opening, set, replanned);
        if (DraftConditions.Check(budget) is not null)
        {
            return null;
        }

        var payments = plan.Instalments
            .Select(instalment => new ScheduledAmount(LocalDate.Max(instalment.DueDate, budget.FirstDay), instalment.Amount))
            .ToArray();
        var rules = new PlanningRules(set, opening, today.Date, PlanningRules.PersonsOn(facts, opening));
        var days = Sustainability.Horizon(budget, payments);
        var judged = Sustainability.Judge(budget, days, rules).With(payments, rules);
        return new PlanJudgement(opening, budget.OpeningCash, days, judged.Checks, judged.Basis, Override: null);
    }
}

/// <summary>A named person's decision that a plan is agreed although a check blocks it (R43).</summary>
/// <param name="ReasonCode">A word of the agency's choice.</param>
public sealed record PlanOverride(StaffId Decider, string ReasonCode);
