using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>The current monthly charge from a day until the next step; null where there is none (R26).</summary>
public readonly record struct MonthlyChargeStep(LocalDate Day, Ratio? Charge);

/// <summary>
/// c of R26 on every day: what <see cref="ArrearsCalculator.CurrentMonthlyCharge"/> answers, in one pass over the facts. It changes where a
/// contract begins or ends and, without contract, where a month of charges is complete or twelve months old.
/// </summary>
public static class MonthlyChargeSteps
{
    private const int MonthsOfCharges = 12;

    /// <returns>Ascending by day; before the first step there is no charge.</returns>
    public static IReadOnlyList<MonthlyChargeStep> Of(HouseholdFacts facts, CreditorId creditor)
    {
        var changes = new SortedDictionary<LocalDate, Change>();
        List<ContractRecorded>? contracts = null;
        foreach (var happened in facts.InOrder)
        {
            switch (happened)
            {
                case ContractRecorded contract when contract.Creditor == creditor:
                    (contracts ??= []).Add(contract);
                    AddContract(changes, contract);
                    break;
                case ChargePosted charge when charge.Creditor == creditor:
                    AddCharge(changes, charge);
                    break;
                default:
                    break;
            }
        }

        return Sweep(facts, creditor, changes, contracts);
    }

    public static Ratio? At(IReadOnlyList<MonthlyChargeStep> steps, LocalDate asOf)
    {
        var low = 0;
        var high = steps.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = steps[middle].Day <= asOf ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : steps[low - 1].Charge;
    }

    private static List<MonthlyChargeStep> Sweep(
        HouseholdFacts facts, CreditorId creditor, SortedDictionary<LocalDate, Change> changes, List<ContractRecorded>? contracts)
    {
        var steps = new List<MonthlyChargeStep>(changes.Count);
        var charged = 0L;
        var underContract = false;
        Ratio? current = null;
        foreach (var (day, change) in changes)
        {
            charged += change.Charged;
            if (change.OfContract)
            {
                underContract = contracts!.Exists(c => c.SignedOn <= day && c.Term.Contains(day));
                current = underContract ? ArrearsCalculator.CurrentMonthlyCharge(facts, creditor, day) : null;
            }

            var charge = underContract ? current : charged > 0 ? new Ratio(charged, MonthsOfCharges) : null;
            if (charge != (steps.Count == 0 ? null : steps[^1].Charge))
            {
                steps.Add(new MonthlyChargeStep(day, charge));
            }
        }

        return steps;
    }

    private static void AddContract(SortedDictionary<LocalDate, Change> changes, ContractRecorded contract)
    {
        Mark(changes, LocalDate.Max(contract.SignedOn, contract.Term.Start));
        if (contract.Term.End is { } end && end > contract.SignedOn)
        {
            Mark(changes, end);
        }
    }

    private static void AddCharge(SortedDictionary<LocalDate, Change> changes, ChargePosted charge)
    {
        // A month counts from its last day on, and until the last day of the month a year later.
        var counts = LastDayOf(charge.DueDate);
        var leaves = LastDayOf(charge.DueDate.PlusMonths(MonthsOfCharges));
        if (charge.IssueDate < leaves)
        {
            Count(changes, LocalDate.Max(counts, charge.IssueDate), charge.Amount.Total.Cents);
            Count(changes, leaves, -charge.Amount.Total.Cents);
        }
    }

    private static void Mark(SortedDictionary<LocalDate, Change> changes, LocalDate day)
    {
        changes.TryGetValue(day, out var change);
        changes[day] = change with { OfContract = true };
    }

    private static void Count(SortedDictionary<LocalDate, Change> changes, LocalDate day, long cents)
    {
        changes.TryGetValue(day, out var change);
        changes[day] = change with { Charged = change.Charged + cents };
    }

    private static LocalDate LastDayOf(LocalDate day) =>
        new(day.Year, day.Month, day.Calendar.GetDaysInMonth(day.Year, day.Month));

    private readonly record struct Change(bool OfContract, long Charged);
}
