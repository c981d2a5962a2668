using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Reconciliation;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Reconciliation;

/// <summary>Movements and observed figures of accounts; the fact's number orders facts of one kind and day.</summary>
internal static class Statement
{
    public static readonly AccountId Bank = new(Guid.Parse("00000000-0000-8000-8000-0000000000aa"));
    public static readonly AccountId Savings = new(Guid.Parse("00000000-0000-8000-8000-0000000000bb"));
    private static readonly LocalDate Later = Day("2026-12-31");

    /// <param name="account">Null: none is known.</param>
    public static HouseholdEvent In(int id, string day, decimal amount, AccountId? account) =>
        new IncomeReceived(Id(id), Day(day), Euro(amount), IncomeSource.Wages, Entry: null, Earner: null, Note: null, account);

    public static HouseholdEvent Out(int id, string day, decimal amount, AccountId? account) => new ExpenseIncurred(
        Id(id), Day(day), "food", NeedClass.Primary, Euro(amount), Planned: null, Note: null, account);

    public static HouseholdEvent Shows(int id, string day, decimal balance, AccountId account, int? beside = null) =>
        new BalanceObserved(Id(id), Day(day), account, Euro(balance), beside is { } line ? Id(line) : null, "statement");

    public static HouseholdEvent Counted(int id, string day, decimal amount) => new CashCounted(Id(id), Day(day), Euro(amount));

    public static IReadOnlyList<CashAccount> Reconcile(IEnumerable<HouseholdEvent> events, decimal tolerance = 0, LocalDate? asOf = null) =>
        CashCalculator.Reconcile(HouseholdFacts.Known(Generators.Recorded(events)), asOf ?? Later, Euro(tolerance));

    /// <summary>Each day as a line: its start, what moved, what was observed, and how the two stand to each other.</summary>
    public static IEnumerable<string> Days(params HouseholdEvent[] events) => Days(0.10m, events);

    public static IEnumerable<string> Days(decimal tolerance, params HouseholdEvent[] events) =>
        Reconcile(events, tolerance).SelectMany(account => account.Days.Select(day =>
            $"{NameOf(account.Account)} {day.Date:MM-dd}: {day.Start} {day.Moved} {day.Observed} {day.Agreement}"));

    private static string NameOf(AccountId? account) => account == Bank ? "bank" : account == Savings ? "savings" : "at hand";
}
