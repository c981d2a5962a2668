using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// The current bills that contracts will bring (R26, R43): a plan covers old debt and is kept only beside them. Expected where the family
/// planned no expense for the same, so that nothing is counted twice.
/// </summary>
public static class CurrentBills
{
    /// <summary>
    /// One entry for each contract in force on the day, under the contract's id; from the next bill posted or else so many months after the
    /// last one due, or after the contract's first day where none was posted.
    /// </summary>
    public static IReadOnlyList<BudgetEntry> Expected(HouseholdFacts facts, LocalDate asOf)
    {
        var contracts = new List<ContractRecorded>();
        var charges = new List<ChargePosted>();
        var planned = new HashSet<ChargeKind>();
        foreach (var happened in facts.Until(asOf))
        {
            switch (happened)
            {
                case ContractRecorded contract when contract.Term.Contains(asOf):
                    contracts.Add(contract);
                    break;
                case ChargePosted charge:
                    charges.Add(charge);
                    break;
                case ExpensePlanned expense when HouseholdBudget.KindOf(expense.Category) is { } kind:
                    planned.Add(kind);
                    break;
                default:
                    break;
            }
        }

        return [.. contracts.Where(contract => !planned.Contains(contract.Kind)).Select(contract => Entry(contract, charges, asOf))];
    }

    private static BudgetEntry Entry(ContractRecorded contract, List<ChargePosted> charges, LocalDate asOf)
    {
        // A budget has no dates four or six months apart: such a bill is put aside for month by month, rounded up.
        var months = contract.EveryMonths is 4 or 6 ? 1 : contract.EveryMonths;
        var share = contract.EveryMonths / months;
        var frequency = months switch
        {
            1 => Frequency.Monthly,
            2 => Frequency.Bimonthly,
            3 => Frequency.Quarterly,
            _ => Frequency.Yearly,
        };
        var last = contract.Term.End?.PlusDays(-1);
        return new BudgetEntry(
            contract.Id,
            EntryKind.Expense,
            new Money((contract.Amount.Cents + share - 1) / share),
            new Recurrence(frequency, First(contract, charges, asOf, months), last))
        {
            Need = NeedClass.Essential,
            IsHousing = contract.Kind is ChargeKind.Rent or ChargeKind.Condominium,
        };
    }

    private static LocalDate First(ContractRecorded contract, List<ChargePosted> charges, LocalDate asOf, int months)
    {
        LocalDate? next = null;
        var last = contract.Term.Start;
        foreach (var charge in charges)
        {
            if (charge.Creditor != contract.Creditor || charge.Kind != contract.Kind)
            {
                continue;
            }

            if (charge.DueDate > asOf)
            {
                next = next is { } known && known <= charge.DueDate ? known : charge.DueDate;
            }
            else
            {
                last = LocalDate.Max(last, charge.DueDate);
            }
        }

        return next ?? last.PlusMonths(months);
    }
}
