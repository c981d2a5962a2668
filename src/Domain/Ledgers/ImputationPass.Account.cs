namespace BudgetCoaching.Domain.Ledgers;

/// <summary>What a finished pass leaves to be told in a statement.</summary>
internal sealed partial class ImputationPass
{
    public ReadOnlySpan<DebtState> DebtStates => debts;

    public ReadOnlySpan<SettlementState> SettlementStates => settlements;

    public ReadOnlySpan<PlanState> PlanStates => plans;

    public IReadOnlyList<AllocationState> Allocations => allocations;

    public IReadOnlyList<Reservation> Reservations => reservations;

    public IReadOnlyList<IneffectiveEntry> IneffectiveEntries => ineffective;

    /// <summary>What each instalment of a plan still expects; nothing once the plan ended.</summary>
    public long[] OpenInstalments(int plan)
    {
        var instalments = book.Plans[plan].Instalments;
        var expected = new long[instalments.Length];
        if (plan != activePlan || FirstUnpaid(int.MaxValue) is not (>= 0 and var first))
        {
            return expected;
        }

        var left = PlanOpen;
        for (var i = first; i < expected.Length && left > 0; i++)
        {
            expected[i] = i == expected.Length - 1 ? left : Math.Min(left, instalments[i].Cents - plans[plan].Credited[i]);
            left -= expected[i];
        }

        return expected;
    }
}
