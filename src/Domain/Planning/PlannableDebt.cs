using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;

namespace BudgetCoaching.Domain.Planning;

/// <summary>What a plan with a creditor can acknowledge: it feeds a proposal, and the plan that is agreed from it (R40, R59).</summary>
/// <param name="Covered">By due date, then id; each with what is open of it.</param>
public sealed record PlannableDebt(CreditorId Creditor, ValueList<CoveredCharge> Covered)
{
    public Money Total => new(Covered.Sum(covered => covered.Amount.Cents));

    /// <summary>
    /// Charges that are due by the statement's day, but for what is in dispute (R59). Of what an active plan covers, nothing; or all of it,
    /// due or not, where the new plan takes the place of that one (R39).
    /// </summary>
    public static PlannableDebt Of(LedgerStatement statement, bool replacesPlan)
    {
        var covered = new List<CoveredCharge>();
        foreach (var debt in statement.Debts.OrderBy(debt => debt.DueDate).ThenBy(debt => debt.Id))
        {
            var free = debt.DueDate <= statement.AsOf ? debt.Outstanding.Total - debt.Disputed - debt.Covered : Money.Zero;
            var amount = replacesPlan ? free + debt.Covered : free;
            if (amount.IsPositive)
            {
                covered.Add(new CoveredCharge(debt.Id, amount));
            }
        }

        return new PlannableDebt(statement.Creditor, [.. covered]);
    }
}
