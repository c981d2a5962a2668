using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Reconciliation;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Reconciliation;

public class CreditorLinesTests
{
    private static readonly LocalDate Later = Day("2026-12-31");

    private static readonly HouseholdEvent[] Account =
    [
        new OpeningArrearsRecorded(
            Id(1), Day("2026-01-10"), Aler, ChargeKind.Rent, Day("2025-06-05"), new DebtAmount(Euro(400), default, default), default, null),
        Charge(2, issued: "2026-02-01", due: "2026-03-10", amount: 300),
        new InterestAndCostsAdded(Id(3), Day("2026-04-01"), Id(2), Euro(1), Euro(2)),
        Payment(4, "2026-03-05", 100),
        new PaymentReversed(Id(5), Day("2026-04-02"), Id(4), "insufficient-funds"),
        Payment(6, "2026-04-03", 50),
        new PaymentRefunded(Id(7), Day("2026-04-04"), Id(6), Euro(20)),
        new CreditGranted(Id(8), Day("2026-04-05"), Aler, CreditKind.Waiver, Euro(5), Charge: null, Note: null),
        Charge(9) with { Creditor = Condominium },
    ];

    [Fact]
    public void Each_fact_adds_what_it_moves_in_the_month_of_its_day() => Lines(ChargeMonth.IssueDate).Should().Equal(
        new CreditorLine(Id(2), CreditorLineKind.Charge, Day("2026-02-01"), Euro(300)),
        new CreditorLine(Id(4), CreditorLineKind.Payment, Day("2026-03-05"), Euro(100)),
        new CreditorLine(Id(3), CreditorLineKind.InterestAndCosts, Day("2026-04-01"), Euro(3)),
        new CreditorLine(Id(5), CreditorLineKind.Reversal, Day("2026-04-02"), Euro(-100)),
        new CreditorLine(Id(6), CreditorLineKind.Payment, Day("2026-04-03"), Euro(50)),
        new CreditorLine(Id(7), CreditorLineKind.Refund, Day("2026-04-04"), Euro(-20)),
        new CreditorLine(Id(8), CreditorLineKind.Credit, Day("2026-04-05"), Euro(5)));

    [Fact]
    public void By_due_date_a_charge_and_what_accrued_on_it_count_together() =>
        Lines(ChargeMonth.DueDate).Take(3).Select(line => (line.Fact, line.Date)).Should().Equal(
            (Id(2), Day("2026-03-10")), (Id(4), Day("2026-03-05")), (Id(3), Day("2026-03-10")));

    [Fact]
    public void Of_a_creditor_without_dealings_there_is_no_line() =>
        CreditorLines.Of(Known(Account), new CreditorId("nobody"), Later, ChargeMonth.IssueDate).Should().BeEmpty();

    [Fact]
    public void The_lines_add_up_to_the_months_of_the_arrears_trend_whatever_happened() =>
        Prop.ForAll(Generators.LedgerStreams(), events =>
        {
            var facts = Known(events);
            foreach (var creditor in ArrearsCalculator.Creditors(facts))
            {
                var day = Generators.FirstDay.PlusDays(300);
                var expected = ArrearsCalculator.Movements(facts.EffectiveUntil(day), creditor)
                    .Select(m => (m.Month, new CreditorTotals(m.Charged, m.Paid, m.Credited)))
                    .Where(m => m.Item2 != default);

                var months = CreditorLines.Of(facts, creditor, day, ChargeMonth.IssueDate).GroupBy(line => line.Month)
                    .Select(lines => (lines.Key, lines.Aggregate(default(CreditorTotals), (sum, line) => sum.With(line))))
                    .Where(m => m.Item2 != default);

                months.Should().Equal(expected);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_month_is_compared_where_either_side_has_something_and_differs_where_the_two_do()
    {
        var months = new CreditorMonths(new YearMonth(2026, 2), 3);
        foreach (var line in Lines(ChargeMonth.IssueDate))
        {
            months.Add(line);
        }

        var compared = months.Compare(new Dictionary<YearMonth, StatedTotals>
        {
            [new YearMonth(2026, 2)] = new(Euro(300), Paid: null, Credited: null),
            [new YearMonth(2026, 4)] = new(Euro(3), Euro(-30), Credited: null),
        }).ToList();

        compared.Select(month => (month.Month, month.Differs, month.Charged, month.Paid)).Should().Equal(
            (new YearMonth(2026, 2), false, new ComparedTotal(Euro(300), Euro(300), Euro(0)), new ComparedTotal(Euro(0), null, null)),
            (new YearMonth(2026, 3), true, new ComparedTotal(Euro(0), null, Euro(0)), new ComparedTotal(Euro(100), null, Euro(100))),
            (
                new YearMonth(2026, 4),
                true,
                new ComparedTotal(Euro(3), Euro(3), Euro(0)),
                new ComparedTotal(Euro(-70), Euro(-30), Euro(-40))));
    }

    [Fact]
    public void Lines_outside_the_months_are_left_out_and_a_month_that_neither_side_knows_is_not_compared()
    {
        var months = new CreditorMonths(new YearMonth(2025, 12), 2);

        months.Add(new CreditorLine(Id(1), CreditorLineKind.Payment, Day("2025-11-30"), Euro(1))).Should().BeFalse();
        months.Add(new CreditorLine(Id(1), CreditorLineKind.Payment, Day("2026-02-01"), Euro(1))).Should().BeFalse();
        months.Add(new CreditorLine(Id(1), CreditorLineKind.Payment, Day("2026-01-31"), Euro(1))).Should().BeTrue();

        months.Compare(stated: null).Select(month => month.Month).Should().Equal(new YearMonth(2026, 1));
    }

    private static IReadOnlyList<CreditorLine> Lines(ChargeMonth by) => CreditorLines.Of(Known(Account), Aler, Later, by);

    private static HouseholdFacts Known(IEnumerable<HouseholdEvent> events) => HouseholdFacts.Known(Generators.Recorded(events));
}
