using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Domain.Households;

public abstract partial record HouseholdEvent
{
    /// <summary>An income entry was declared: a source with its dates, amount and reliability.</summary>
    public sealed record IncomeEntryRecorded(
        FactId Id,
        LocalDate Date,
        IncomeSource Source,
        Money Amount,
        Recurrence Recurrence,
        Reliability Reliability,
        MemberId? Earner,
        PersonalText? Note,
        EntryTerms Terms = default) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>Income came in: one occurrence, of a declared entry or of none.</summary>
    /// <param name="Account">That it reached; null when none is known.</param>
    public sealed record IncomeReceived(
        FactId Id,
        LocalDate Date,
        Money Amount,
        IncomeSource Source,
        FactId? Entry,
        MemberId? Earner,
        PersonalText? Note,
        AccountId? Account = null) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>An expense was planned with the family.</summary>
    public sealed record ExpensePlanned(
        FactId Id,
        LocalDate Date,
        string Category,
        NeedClass Need,
        Money Amount,
        Recurrence Recurrence,
        PersonalText? Note,
        EntryTerms Terms = default) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>Money was spent, on a planned expense or on none.</summary>
    /// <param name="Account">That it left; null when none is known.</param>
    public sealed record ExpenseIncurred(
        FactId Id,
        LocalDate Date,
        string Category,
        NeedClass Need,
        Money Amount,
        FactId? Planned,
        PersonalText? Note,
        AccountId? Account = null) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>An income entry or a planned expense stops: its last day is the day before <paramref name="Date"/>.</summary>
    public sealed record BudgetEntryEnded(FactId Id, LocalDate Date, FactId Entry) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>
    /// One occurrence of an income entry or a planned expense was changed or skipped. Of several for one planned date the latest holds.
    /// </summary>
    public sealed record OccurrenceAdjusted(FactId Id, LocalDate Date, FactId Entry, OccurrenceChange Change) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>The cash at hand was counted at the end of a day; zero is a figure too.</summary>
    public sealed record CashCounted(FactId Id, LocalDate Date, Money Amount) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }

    /// <summary>
    /// Somebody else said what an account holds, such as a bank on a statement: a witness of the books, which enters no sum.
    /// </summary>
    /// <param name="Balance">Below zero for an overdrawn account.</param>
    /// <param name="Line">The income or expense beside which it was printed; null for none.</param>
    /// <param name="Source">Where it was read, a slug; empty when not said.</param>
    public sealed record BalanceObserved(
        FactId Id, LocalDate Date, AccountId Account, Money Balance, FactId? Line, string Source) : Fact(Id)
    {
        public override LocalDate Effective => Date;
    }
}

/// <summary>
/// When something repeats. <paramref name="First"/> gives the day of the month or week; a month without that day takes its last.
/// </summary>
/// <param name="Last">No occurrence after this day; null means open.</param>
public sealed record Recurrence(Frequency Frequency, LocalDate First, LocalDate? Last);

/// <summary>How the dates of an entry fall and whether a family can do it otherwise; the default is that of entries without any.</summary>
/// <param name="DayOfMonth">1 to 31, where 31 is the last day of every month; null takes the day of the first date.</param>
/// <param name="IsFixed">Whether neither dates nor amount are the household's to change; null: income is fixed, an expense is not.</param>
public readonly record struct EntryTerms(int? DayOfMonth, WorkingDayShift Shift, bool? IsFixed);

public enum Frequency
{
    Unspecified = 0,
    OneOff = 1,
    Weekly = 2,
    TwoWeekly = 3,
    FourWeekly = 4,
    Monthly = 5,
    Bimonthly = 6,
    Quarterly = 7,
    Yearly = 8,
}

public enum IncomeSource
{
    Unspecified = 0,
    Wages = 1,
    SelfEmployment = 2,
    Pension = 3,
    Benefit = 4,
    Maintenance = 5,
    Family = 6,
    Other = 7,
}

public enum Reliability
{
    Unspecified = 0,
    Certain = 1,
    Likely = 2,
    Uncertain = 3,
}

public enum NeedClass
{
    Unspecified = 0,
    Primary = 1,
    Essential = 2,
    Other = 3,
}
