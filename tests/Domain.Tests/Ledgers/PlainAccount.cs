using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Tests.Ledgers;

/// <summary>
/// A ledger kept the slow and obvious way, for charges, opening arrears, and payments and credits that name no debt: every day every
/// debt is
/// looked at anew (R16–R20, R22, R23). What it says, the real one must say.
/// </summary>
internal static class PlainAccount
{
    public static bool Understands(HouseholdEvent happened) => happened is
        ChargePosted or OpeningArrearsRecorded or PaymentRecorded { Designation: null } or CreditGranted { Charge: null };

    /// <summary>Overdue, due today, not yet due and unallocated at the end of each day on which anything can change.</summary>
    public static IEnumerable<(LocalDate Day, long Overdue, long DueToday, long NotYetDue, long Unallocated)> Days(
        IReadOnlyList<HouseholdEvent> inOrder, CreditorId creditor)
    {
        var debts = new List<Debt>();
        var money = new List<Purse>();
        foreach (var day in inOrder.SelectMany(DaysOf).Distinct().Order())
        {
            var today = inOrder.Where(e => e.Effective == day).ToList();
            debts.AddRange(today.Select(e => DebtOf(e, creditor)).OfType<Debt>());
            foreach (var arrived in today.Where(e => e is CreditGranted).Select(e => PurseOf(e, creditor)).OfType<Purse>())
            {
                money.Add(arrived);
                Spend(arrived, debts, day);
            }

            money.ForEach(purse => Spend(purse, debts, day));
            foreach (var arrived in today.Where(e => e is PaymentRecorded).Select(e => PurseOf(e, creditor)).OfType<Purse>())
            {
                money.Add(arrived);
                Spend(arrived, debts, day);
            }

            yield return (
                day,
                debts.Where(d => d.Due < day).Sum(d => d.Left),
                debts.Where(d => d.Due == day).Sum(d => d.Left),
                debts.Where(d => d.Due > day).Sum(d => d.Left),
                money.Sum(purse => purse.Left));
        }
    }

    private static void Spend(Purse purse, List<Debt> debts, LocalDate day)
    {
        var ranks = debts
            .Where(d => d.Due <= day && d.Left > 0 && !(d.Terms.LimitationDate <= day))
            .GroupBy(d => (d.Terms.SecurityRank, -d.Terms.YearlyRatePpm, d.Due))
            .OrderBy(g => g.Key);
        foreach (var alike in ranks)
        {
            var tied = alike.OrderBy(d => d.Id).ToArray();
            var paid = Math.Min(purse.Left, tied.Sum(d => d.Left));
            var shares = ProportionalSplit.Of(new Money(paid), Array.ConvertAll(tied, d => new Money(d.Left)));
            for (var i = 0; i < tied.Length; i++)
            {
                tied[i].Left -= shares[i].Cents;
            }

            purse.Left -= paid;
        }
    }

    private static IEnumerable<LocalDate> DaysOf(HouseholdEvent happened) => happened switch
    {
        ChargePosted charge => [charge.IssueDate, charge.DueDate, charge.DueDate.PlusDays(1)],
        _ => [happened.Effective],
    };

    private static Debt? DebtOf(HouseholdEvent happened, CreditorId creditor) => happened switch
    {
        ChargePosted c when c.Creditor == creditor => new Debt(c.Id, c.DueDate, c.Terms) { Left = c.Amount.Total.Cents },
        OpeningArrearsRecorded o when o.Creditor == creditor => new Debt(o.Id, o.DueDate, o.Terms) { Left = o.Amount.Total.Cents },
        _ => null,
    };

    private static Purse? PurseOf(HouseholdEvent happened, CreditorId creditor) => happened switch
    {
        PaymentRecorded p when p.Creditor == creditor => new Purse { Left = p.Amount.Cents },
        CreditGranted c when c.Creditor == creditor => new Purse { Left = c.Amount.Cents },
        _ => null,
    };

    private sealed class Debt(FactId id, LocalDate due, DebtTerms terms)
    {
        public FactId Id => id;

        public LocalDate Due => due;

        public DebtTerms Terms => terms;

        public long Left { get; set; }
    }

    private sealed class Purse
    {
        public long Left { get; set; }
    }
}
