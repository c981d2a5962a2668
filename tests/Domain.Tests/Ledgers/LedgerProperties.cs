using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Tests.Ledgers;

public sealed class LedgerProperties
{
    private static readonly ParameterSet[] Sets =
    [
        Set(ShippedDefaults.Values),
        Set(ShippedDefaults.Values with { Excess = ExcessRule.NextCharge, InterestBeforeCosts = true }),
    ];

    [Fact]
    public void Every_cent_of_every_creditor_is_accounted_for() => Hold((facts, creditor, set, asOf) =>
    {
        // R8
        var statement = LedgerStatement.Build(facts, creditor, asOf, set);
        foreach (var debt in statement.Debts)
        {
            debt.Outstanding.Total.Should().Be(debt.Charged.Total - debt.Credited.Total - debt.Paid.Total);
            var outstanding = debt.Outstanding;
            foreach (var part in new[] { outstanding.Capital, outstanding.Interest, outstanding.Costs, debt.Disputed, debt.Covered })
            {
                part.IsNegative.Should().BeFalse();
            }

            (debt.Disputed + debt.Covered).Should().BeLessThanOrEqualTo(debt.Outstanding.Total);
        }

        foreach (var line in statement.Settlements)
        {
            line.Unallocated.IsNegative.Should().BeFalse();
            line.Amount.Should().Be(
                line.Reversed + line.Refunded + line.Reserved + line.Unallocated + Sum(line.Allocations, a => a.Amount));
        }

        Sum(statement.Settlements, line => line.Reserved + line.Unallocated).Should().Be(statement.Figures.UnallocatedCredit);
    });

    [Fact]
    public void The_five_figures_add_up_to_what_is_outstanding_and_unpaid_plan_interest() => Hold((facts, creditor, set, asOf) =>
    {
        // R24
        var statement = LedgerStatement.Build(facts, creditor, asOf, set);
        var figures = statement.Figures;
        figures.TotalDebt.Should().Be(Sum(statement.Debts, debt => debt.Outstanding.Total) + figures.PlanInterestUnpaid);
        figures.Disputed.Should().Be(Sum(statement.Debts, debt => debt.Disputed));
        Sum(statement.Plans, plan => plan.Open).Should().Be(Sum(statement.Debts, debt => debt.Covered) + figures.PlanInterestUnpaid);
        Sum(statement.Plans, plan => Sum(plan.Instalments, i => i.Open)).Should().Be(Sum(statement.Plans, plan => plan.Open));
        figures.OverdueSince.HasValue.Should().Be(figures.Overdue.IsPositive);
    });

    [Fact]
    public void The_statement_and_the_timeline_agree() => Hold((facts, creditor, set, asOf) =>
        LedgerStatement.Build(facts, creditor, asOf, set).Figures.Should().Be(Timeline(facts, creditor, set).At(asOf)));

    [Fact]
    public void The_order_of_recording_never_matters()
    {
        // R14
        Check(Generators.LedgerStreams(60), (events, seed) =>
        {
            var facts = Known(events);
            var shuffled = Known(Generators.Shuffled(events, seed));
            foreach (var creditor in ArrearsCalculator.Creditors(facts))
            {
                Timeline(shuffled, creditor, Sets[0]).Steps.Should().Equal(Timeline(facts, creditor, Sets[0]).Steps);
                LedgerStatement.Build(shuffled, creditor, AsOf(seed), Sets[1])
                    .Should().Be(LedgerStatement.Build(facts, creditor, AsOf(seed), Sets[1]));
            }
        });
    }

    [Fact]
    public void A_day_of_the_timeline_knows_only_facts_effective_by_then() => Hold((facts, creditor, set, asOf) =>
    {
        var whole = Timeline(facts, creditor, set);
        var until = Timeline(facts.EffectiveUntil(asOf), creditor, set);
        until.At(asOf).Should().Be(whole.At(asOf));
        until.AgeDays(asOf).Should().Be(whole.AgeDays(asOf));
    });

    [Fact]
    public void Movements_add_up_to_the_debt_and_the_credit_held() => Hold((facts, creditor, set, _) =>
    {
        var end = new LocalDate(2030, 1, 1);
        var statement = LedgerStatement.Build(facts, creditor, end, set);
        var movements = ArrearsCalculator.Movements(facts, creditor);
        var balance = Sum(movements, m => m.Opening + m.Charged - m.Paid - m.Credited);

        // Interest of a plan is paid without having been charged; and what accrued on a debt never posted is not there at all.
        var interestPaid = Sum(statement.Plans, plan => plan.InterestPaid);
        balance.Should().Be(Sum(statement.Debts, debt => debt.Outstanding.Total) - statement.Figures.UnallocatedCredit - interestPaid);
        movements.Select(m => m.Month).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    });

    [Fact]
    public void Without_plans_the_stock_is_what_is_overdue() => Hold((facts, creditor, set, asOf) =>
    {
        // R24
        var plain = Known(facts.InOrder.Where(e => e is not (RepaymentPlanAgreed or PlanLapsed)));
        var figures = Timeline(plain, creditor, set).At(asOf);
        figures.Stock.Should().Be(figures.Overdue);
    });

    [Fact]
    public void One_creditor_never_sees_the_money_of_another() => Hold((facts, creditor, set, _) =>
    {
        // R16
        var before = Known(facts.InOrder);
        var after = Known(facts.InOrder.Select(e => e switch
        {
            ChargePosted charge when charge.Creditor != creditor => charge with { Amount = new DebtAmount(new Money(1), default, default) },
            PaymentRecorded payment when payment.Creditor != creditor => payment with { Amount = new Money(90_000) },
            _ => e,
        }));
        Timeline(after, creditor, set).Steps.Should().Equal(Timeline(before, creditor, set).Steps);
    });

    [Fact]
    public void An_account_kept_the_slow_and_obvious_way_has_the_same_figures() => Hold((facts, creditor, _, _) =>
    {
        var plain = Known(facts.InOrder.Where(PlainAccount.Understands));
        var timeline = Timeline(plain, creditor, Sets[0]);
        foreach (var plainly in PlainAccount.Days(plain.InOrder, creditor))
        {
            var figures = timeline.At(plainly.Day);
            (plainly.Day, figures.Overdue.Cents, figures.DueToday.Cents, figures.NotYetDue.Cents, figures.UnallocatedCredit.Cents)
                .Should().Be(plainly);
        }
    });

    private static void Hold(Action<HouseholdFacts, CreditorId, ParameterSet, LocalDate> property) =>
        Check(Generators.LedgerStreams(60), (events, seed) =>
        {
            var facts = Known(events);
            foreach (var creditor in ArrearsCalculator.Creditors(facts))
            {
                property(facts, creditor, Sets[seed % Sets.Length], AsOf(seed));
            }
        });

    private static void Check(Arbitrary<IReadOnlyList<HouseholdEvent>> streams, Action<IReadOnlyList<HouseholdEvent>, int> property) =>
        Prop.ForAll(streams, Arb.From(Gen.Choose(0, 100_000)), property)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(RunsPerProperty).WithReplay(20260101, 7));

    private const int RunsPerProperty = 300;

    private static LocalDate AsOf(int seed) => Generators.FirstDay.PlusDays(seed % 900);

    private static HouseholdFacts Known(IEnumerable<HouseholdEvent> events) => HouseholdFacts.Known(Generators.Recorded(events));

    private static CreditorTimeline Timeline(HouseholdFacts facts, CreditorId creditor, ParameterSet set) =>
        ArrearsCalculator.Timeline(facts, creditor, new ParameterHistory([new(set, Instant.FromUtc(2026, 1, 1, 0, 0))]));

    private static ParameterSet Set(ParameterValues values) =>
        new(new("test"), ShippedDefaults.ValidFrom, ShippedDefaults.PublishedOn, values, "");

    private static Money Sum<T>(IEnumerable<T> items, Func<T, Money> amount) =>
        items.Aggregate(Money.Zero, (sum, item) => sum + amount(item));
}
