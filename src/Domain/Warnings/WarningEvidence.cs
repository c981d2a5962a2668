using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>The figures that a warning was read from, one shape a kind, so that each can be computed again by hand.</summary>
public abstract record WarningEvidence
{
    private WarningEvidence()
    {
    }

    /// <summary>EW1. The warning's day is the checkpoint, its amount what is missing from the whole of what falls due.</summary>
    /// <param name="Period">The billing period of the charges, or the calendar month of what bears none.</param>
    /// <param name="Checkpoint">Start + ⌊L ÷ 2⌋ − 1, L days in the period, both ends counted.</param>
    /// <param name="Due">Falls due in the period: charges but for what is disputed or under a plan, and instalments.</param>
    /// <param name="PaidByCheckpoint">Of what was due then, with money held for it.</param>
    /// <param name="Paid">The same on the day asked for.</param>
    public sealed record Halfway(DateSpan Period, LocalDate Checkpoint, Money Due, Money PaidByCheckpoint, Money Paid) : WarningEvidence;

    /// <summary>EW2. The warning's day is the first one without resources, its amount what is missing on the worst.</summary>
    /// <param name="DueDate">D: the next day on which a debt falls due.</param>
    /// <param name="Lowest">The lowest simulated balance before it; negative.</param>
    /// <param name="CountedOn">The day of the cash count that the simulation starts from.</param>
    public sealed record Shortfall(LocalDate DueDate, Money Lowest, LocalDate LowestOn, LocalDate CountedOn) : WarningEvidence;

    /// <summary>EW3. The warning's day is the last of the recent months, its amount the income lost.</summary>
    /// <param name="RecentFrom">First day of the recent months.</param>
    /// <param name="EarlierFrom">First day of as many months before them.</param>
    /// <param name="Declared">Nothing was recorded as received in all those months: what was declared is compared.</param>
    public sealed record Incomes(LocalDate EarlierFrom, Money Earlier, LocalDate RecentFrom, Money Recent, bool Declared) : WarningEvidence;

    /// <summary>EW4. The warning's day is that of the last judgement, its amount what was due, unpaid in time and not cured.</summary>
    /// <param name="InARow">Latest outcomes that were not kept, excused ones skipped.</param>
    public sealed record Unkept(int InARow) : WarningEvidence;

    /// <summary>EW5. The warning's day is the last of the entry, its amount that of one occurrence.</summary>
    public sealed record Ending(IncomeSource Source, Frequency Frequency, int DaysLeft) : WarningEvidence;

    /// <summary>EW6. The warning's day is the last of the hosting.</summary>
    public sealed record HostingEnd(int DaysLeft) : WarningEvidence;

    /// <summary>EW7. The warning's day is the one from which the silence was too long, its amount the arrears that grow.</summary>
    /// <param name="Since">The last contact; the enrolment where there was none.</param>
    /// <param name="Contacted">False where nobody ever spoke with the household.</param>
    public sealed record NoContact(LocalDate Since, bool Contacted, int Days, TrendClass Trend) : WarningEvidence;

    /// <summary>R29. The warning's day is the first on which the arrears stood above the limit, its amount the arrears stock.</summary>
    /// <param name="ClearMonthEnds">Month-ends in a row without arrears.</param>
    /// <param name="ClearUntil">The last of them.</param>
    /// <param name="MonthlyCharge">c, cents a month (R26).</param>
    public sealed record Relapsed(int ClearMonthEnds, LocalDate ClearUntil, Ratio MonthlyCharge) : WarningEvidence;
}
