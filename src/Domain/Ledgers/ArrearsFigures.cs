using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>What is owed to one creditor at the end of a day: five figures without overlap, and what stands beside them (R24).</summary>
/// <param name="Overdue">Due before the day and open: charges neither disputed nor under an active plan, and plan instalments
/// (R23).</param>
/// <param name="DueToday">The same, due on the day itself.</param>
/// <param name="NotYetDue">Posted charges due after the day.</param>
/// <param name="Scheduled">Plan instalments due after the day.</param>
/// <param name="Disputed">Outstanding parts in dispute (R59).</param>
/// <param name="Stock">The overdue amount as if no plan had ever been signed: trend, relapse and E2 are read from it (R24).</param>
/// <param name="UnallocatedCredit">Money and credits not laid on any debt, those reserved for a designated debt included (R8, R20).</param>
/// <param name="PlanInterestUnpaid">Interest agreed in the active plan and not paid: the part of the five owed by no charge (R24).</param>
/// <param name="OverdueSince">The oldest due date among what is overdue; null when nothing is (R25).</param>
public readonly record struct ArrearsFigures(
    Money Overdue,
    Money DueToday,
    Money NotYetDue,
    Money Scheduled,
    Money Disputed,
    Money Stock,
    Money UnallocatedCredit,
    Money PlanInterestUnpaid,
    LocalDate? OverdueSince)
{
    /// <summary>All outstanding amounts plus agreed plan interest not yet paid (R24).</summary>
    public Money TotalDebt => Overdue + DueToday + NotYetDue + Scheduled + Disputed;
}

/// <summary>Figures that hold from the end of <paramref name="Day"/> until the next step.</summary>
public readonly record struct TimelineStep(LocalDate Day, ArrearsFigures Figures);
