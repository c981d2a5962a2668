using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>What is asked: plans for one debt or two, the second made after the first.</summary>
/// <param name="Budget">Without the debts that are to be planned.</param>
/// <param name="Debts">One or two, of different creditors, in the order in which they are planned.</param>
/// <param name="HorizonDays">Over which balances are judged, 1 to <see cref="CashFlow.DaysMax"/>; null takes the longest plan that the
/// agency's table allows, at most that.</param>
/// <param name="PreferWithinLimits">Only plans that no check blocks (R46–R48) are proposed, as long as there is one; where no plan exists,
/// each change says whether it makes one that no check blocks.</param>
public sealed record ProposalRequest(
    DatedBudget Budget, ValueList<DebtToPlan> Debts, PlanningRules Rules, int? HorizonDays = null, bool PreferWithinLimits = false)
{
    public const int DebtsMax = 2;
}

/// <param name="Debt">Acknowledged: it chooses the row of the agency's table (R41).</param>
/// <param name="Interest">Agreed beside it (R40); zero or more.</param>
public readonly record struct DebtToPlan(CreditorId Creditor, Money Debt, Money Interest)
{
    /// <summary>
    /// The interest of each plan is computed by the agency's table of legal rates, from the opening day on, in the place of an agreed one
    /// (R42).
    /// </summary>
    public bool BearsLegalInterest { get; init; }
}

/// <summary>The best plans of each kind, or what would make one exist: never a bare no.</summary>
/// <param name="Days">The horizon over which everything here was judged.</param>
/// <param name="WithoutPlan">The same days if nothing were paid on these debts.</param>
/// <param name="Reserve">What a balanced plan leaves at its lowest: the agency's days of primary needs.</param>
/// <param name="Proposals">By kind; a kind that no plan fulfils is left out.</param>
/// <param name="Impossible">Null where there is a proposal.</param>
public sealed record PlanProposals(
    int Days, Sustainability WithoutPlan, Money Reserve, ValueList<PlanProposal> Proposals, NoPlanYet? Impossible)
{
    /// <summary>
    /// All plans of equal monthly instalments, first due within 62 days, on any day of the month, of any number that the agency's table
    /// allows (R40, R41), of which none lets a day of the horizon end below zero (R44).
    /// </summary>
    /// <returns>Refused where the agency makes no plan for a debt so small, or the request is not well formed.</returns>
    public static (PlanProposals? Answer, Refusal? Refusal) For(ProposalRequest request)
        => Check(request) is { } refusal ? (null, refusal) : (new ProposalWriting(request).Write(), null);

    private static Refusal? Check(ProposalRequest request)
        => Conditions.Some(request.Debts.Count, ProposalRequest.DebtsMax, "debts")
            ?? Conditions.Distinct(request.Debts.Select(debt => debt.Creditor), "debts.creditor")
            ?? DraftConditions.Check(request.Budget)
            ?? Conditions.Within(request.HorizonDays ?? CashFlow.DaysMax, 1, CashFlow.DaysMax, "horizon_days")
            ?? Conditions.First(request.Debts, debt => Check(debt, request.Budget.OpeningDay, request.Rules));

    private static Refusal? Check(DebtToPlan debt, LocalDate openingDay, PlanningRules rules)
        => Check(debt, rules.Set.Values)
            ?? (debt.BearsLegalInterest
                ? LegalInterest.Check(debt.Interest, openingDay, rules.Values, rules.KnownOn, "debts")
                : null);

    private static Refusal? Check(DebtToPlan debt, ParameterValues values)
        => Conditions.Positive(debt.Debt, "debts.debt")
            ?? Conditions.NotNegative(debt.Interest, "debts.interest")
            ?? (InstalmentLimit.MonthsFor(debt.Debt, values) is not null
                ? null
                : Conditions.At(
                    Reasons.PlanDebtTooSmall,
                    "debts.debt",
                    $"The agency makes no plan below {values.PlanMinimumDebt}.",
                    new RefusalDetail("creditor", debt.Creditor.ToString()),
                    new RefusalDetail("minimum", values.PlanMinimumDebt.ToString())));
}

public enum ProposalKind
{
    Unspecified = 0,

    /// <summary>The earliest end; of those, the higher lowest balance.</summary>
    Fastest = 1,

    /// <summary>The fewest instalments that leave the reserve on every day.</summary>
    Balanced = 2,

    /// <summary>The most instalments.</summary>
    Gentlest = 3,
}

/// <summary>Plans for every debt asked about that can be kept together, with what they were judged by.</summary>
/// <param name="Plans">In the order of the debts.</param>
/// <param name="Judged">All of them together.</param>
public sealed record PlanProposal(ProposalKind Kind, ValueList<ProposedPlan> Plans, Sustainability Judged)
{
    public LowestBalance Lowest => Judged.Forecast.Counted.Lowest;

    /// <summary>The last due date of any of the plans.</summary>
    public LocalDate End => Plans.Select(plan => plan.LastDue).Max();
}

/// <summary>Equal monthly instalments for one debt, the last with the remainder (R40).</summary>
/// <param name="Instalment">Each but the last; of a single one, the same as it.</param>
/// <param name="OneFewer">Why not faster: the lowest balance with one instalment fewer, all else as proposed; null for a single
/// one.</param>
public sealed record ProposedPlan(
    CreditorId Creditor,
    Money Total,
    int Count,
    LocalDate FirstDue,
    int DayOfMonth,
    LocalDate LastDue,
    Money Instalment,
    Money LastInstalment,
    LowestBalance? OneFewer)
{
    /// <summary>The part of the total that is interest, agreed or legal.</summary>
    public Money Interest { get; init; }

    /// <summary>One by one, by due date.</summary>
    public ValueList<ScheduledAmount> Payments()
    {
        var payments = new ScheduledAmount[Count];
        for (var i = 0; i < Count; i++)
        {
            payments[i] = new ScheduledAmount(
                InstalmentSchedule.Monthly(FirstDue, DayOfMonth, i), i == Count - 1 ? LastInstalment : Instalment);
        }

        return [.. payments];
    }
}

/// <summary>That no plan leaves every day above zero, and the smallest single things that would make one do so (R49).</summary>
/// <param name="Easiest">The plans that come nearest: the latest and smallest instalments.</param>
/// <param name="Lowest">With them.</param>
/// <param name="CashMissing">So much more in hand by <paramref name="MissingBy"/> would make these plans hold.</param>
/// <param name="MissingBy">The first day below zero.</param>
/// <param name="Changes">Each alone makes a plan exist: the smallest moves, then the smallest reductions, at most
/// <see cref="SmallestChanges.ShownMax"/>.</param>
public sealed record NoPlanYet(
    ValueList<ProposedPlan> Easiest, LowestBalance Lowest, Money CashMissing, LocalDate MissingBy, ValueList<BudgetChange> Changes);
