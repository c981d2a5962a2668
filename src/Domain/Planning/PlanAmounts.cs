using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>What a plan takes: the same for every layout, unless it bears interest for the days until each instalment (R42).</summary>
internal sealed class PlanAmounts
{
    /// <summary>By layout, or one row for all; within, by number of instalments less one.</summary>
    private readonly PlanAmount?[][] rows;

    private PlanAmounts(PlanAmount?[][] rows) => this.rows = rows;

    /// <summary>Whether plans of one number take the same whatever their layout.</summary>
    public bool AreAlike => rows.Length == 1;

    /// <summary>Null where an instalment would be below 0.01.</summary>
    public PlanAmount? this[PlanLayout layout, int count] => rows[AreAlike ? 0 : layout.Index][count - 1];

    /// <param name="debt">With interest as it was agreed, or to be computed by the legal rates.</param>
    /// <param name="layouts">As <see cref="PlanLayout.All"/> gives them.</param>
    /// <param name="countMax">Of the agency's table (R41).</param>
    /// <param name="signedOn">The day after which interest runs.</param>
    /// <param name="rules">Whose table of rates counts.</param>
    public static PlanAmounts Of(DebtToPlan debt, PlanLayout[] layouts, int countMax, LocalDate signedOn, PlanningRules rules)
    {
        if (!debt.BearsLegalInterest)
        {
            return new PlanAmounts([[.. Enumerable.Range(1, countMax).Select(count => PlanAmount.Of(debt.Debt, debt.Interest, count))]]);
        }

        var byLayout = new PlanAmount?[layouts.Length][];
        var due = new LocalDate[countMax];
        foreach (var layout in layouts)
        {
            for (var i = 0; i < countMax; i++)
            {
                due[i] = signedOn.PlusDays(layout.Due[i] + 1);
            }

            var interest = PlanInterest.OfEach(debt.Debt, signedOn, due, rules.Values.LegalInterest, rules.KnownOn);
            var row = byLayout[layout.Index] = new PlanAmount?[countMax];
            for (var i = 0; i < countMax; i++)
            {
                row[i] = interest[i] is { } borne ? PlanAmount.Of(debt.Debt, borne, i + 1) : null;
            }
        }

        return new PlanAmounts(byLayout);
    }
}

/// <summary>Equal instalments and the last with the remainder (R40); cents.</summary>
/// <param name="Each">All but the last.</param>
/// <param name="Last">Of a single one, the same as each.</param>
/// <param name="Total">Debt and interest.</param>
/// <param name="Interest">The part that is interest.</param>
internal readonly record struct PlanAmount(long Each, long Last, long Total, long Interest)
{
    /// <summary>Null where an instalment would be below 0.01.</summary>
    public static PlanAmount? Of(Money debt, Money interest, int count)
        => InstalmentSchedule.EachAndLast(debt + interest, count) is var (each, last)
            ? new PlanAmount(each.Cents, last.Cents, (debt + interest).Cents, interest.Cents)
            : null;
}
