using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Reconciliation;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Reconciliation.Statement;

namespace BudgetCoaching.Domain.Tests.Reconciliation;

public class CashProperties
{
    private static readonly LocalDate First = new(2026, 1, 1);

    /// <summary>A month of one account with movements, and at most one figure a day, right or wrong.</summary>
    private static readonly Arbitrary<IReadOnlyList<HouseholdEvent>> Months = Arb.From(
        from days in Gen.Choose(0, 27).Select(day => First.PlusDays(day)).ArrayOf(12)
        from cents in Gen.Choose(-90_000, 90_000).ArrayOf(12)
        from shown in Gen.Choose(-90_000, 90_000).ArrayOf(12)
        select Month(days, cents, shown));

    [Fact]
    public void R14_the_order_of_recording_changes_nothing() =>
        Prop.ForAll(Months, Arb.From(Gen.Choose(0, int.MaxValue - 1)), (events, seed) =>
        {
            Text(Reconcile(Generators.Shuffled(events, seed))).Should().Be(Text(Reconcile(events)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_movement_and_every_observation_stands_in_exactly_one_day() =>
        Prop.ForAll(Months, events =>
        {
            var days = Reconcile(events).Single().Days;

            days.SelectMany(day => day.Lines).Select(line => line.Fact).Should().BeEquivalentTo(
                events.Where(e => e is not BalanceObserved).Select(e => ((Fact)e).Id));
            days.SelectMany(day => day.Observations).Select(seen => seen.Fact).Should().BeEquivalentTo(
                events.OfType<BalanceObserved>().Select(e => e.Id));
            days.Select(day => day.Date).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_movement_more_shifts_the_difference_of_its_own_day_and_of_no_other_that_is_observed() =>
        Prop.ForAll(Months, Arb.From(Gen.Choose(0, 27)), (events, later) =>
        {
            // The account is opened before, and each day is observed once.
            var opened = new[] { Shows(900, "2025-12-31", 10, Bank) }.Concat(events).ToList();
            for (var day = 0; day < 28; day++)
            {
                if (!opened.OfType<BalanceObserved>().Any(seen => seen.Date == First.PlusDays(day)))
                {
                    opened.Add(new BalanceObserved(Generators.Id(500 + day), First.PlusDays(day), Bank, new Money(day), null, ""));
                }
            }

            var more = new IncomeReceived(
                Generators.Id(999), First.PlusDays(later), new Money(123), IncomeSource.Other, null, null, null, Bank);
            var before = Reconcile(opened).Single().Days;
            var after = Reconcile([.. opened, more]).Single().Days;

            after.Zip(before).Where(pair => pair.First.Difference != pair.Second.Difference)
                .Select(pair => (pair.First.Date, pair.First.Difference - pair.Second.Difference))
                .Should().Equal((more.Date, new Money(123)));
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<HouseholdEvent> Month(LocalDate[] days, int[] cents, int[] shown)
    {
        var events = new List<HouseholdEvent>();
        var observed = new HashSet<LocalDate>();
        for (var i = 0; i < days.Length; i++)
        {
            var amount = new Money(Math.Abs(cents[i]) + 1);
            events.Add(cents[i] < 0
                ? new ExpenseIncurred(Generators.Id(i + 1), days[i], "food", NeedClass.Primary, amount, null, null, Bank)
                : new IncomeReceived(Generators.Id(i + 1), days[i], amount, IncomeSource.Wages, null, null, null, Bank));
            if (observed.Add(days[i]))
            {
                events.Add(new BalanceObserved(Generators.Id(100 + i), days[i], Bank, new Money(shown[i]), null, ""));
            }
        }

        return events;
    }

    private static string Text(IReadOnlyList<CashAccount> accounts) => string.Join('\n', accounts.SelectMany(a => a.Days));
}
