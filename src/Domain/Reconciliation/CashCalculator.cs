using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Reconciliation;

/// <summary>
/// A household's cash rebuilt from its facts, day by day and account by account, beside what was observed of it. Each day starts from the
/// figure observed at the end of the day before, so a difference shows on its own day and does not go on. Movements of one day are in no
/// order, and a statement prints a figure beside each: the day's closing figure is the one to which its movements lead, or else the
/// nearest, and of two equally near the one whose fact has the lower id.
/// </summary>
public static class CashCalculator
{
    /// <summary>
    /// Accounts in ascending order: what names an account, against its observed balances, from zero unless a day without movements
    /// opened it. Then, if any was counted, the cash at hand: all income and expenses from the first count on, against the counts.
    /// </summary>
    /// <param name="tolerance">Differences up to this much count as rounding.</param>
    public static IReadOnlyList<CashAccount> Reconcile(HouseholdFacts facts, LocalDate asOf, Money tolerance)
    {
        var accounts = new SortedDictionary<AccountId, AccountDraft>();
        var atHand = new AccountDraft(tolerance, beginsWithObservation: true);
        foreach (var happened in facts.InOrder)
        {
            if (happened.Effective > asOf)
            {
                break;
            }

            switch (happened)
            {
                case IncomeReceived income:
                    Move(income.Account, income.Date, new CashLine(income.Id, income.Amount));
                    break;
                case ExpenseIncurred expense:
                    Move(expense.Account, expense.Date, new CashLine(expense.Id, -expense.Amount));
                    break;
                case BalanceObserved observed:
                    DraftOf(observed.Account).Observe(
                        observed.Date, new CashObservation(observed.Id, observed.Balance, observed.Line));
                    break;
                case CashCounted counted:
                    atHand.Observe(counted.Date, new CashObservation(counted.Id, counted.Amount, Line: null));
                    break;
            }
        }

        var reconciled = new List<CashAccount>(accounts.Count + 1);
        foreach (var (account, draft) in accounts)
        {
            reconciled.Add(new CashAccount(account, draft.Finish()));
        }

        if (atHand.Finish() is { Count: > 0 } days)
        {
            reconciled.Add(new CashAccount(Account: null, days));
        }

        return reconciled;

        void Move(AccountId? account, LocalDate date, CashLine line)
        {
            atHand.Move(date, line);
            if (account is { } named)
            {
                DraftOf(named).Move(date, line);
            }
        }

        AccountDraft DraftOf(AccountId account)
        {
            if (!accounts.TryGetValue(account, out var draft))
            {
                accounts[account] = draft = new AccountDraft(tolerance, beginsWithObservation: false);
            }

            return draft;
        }
    }
}
