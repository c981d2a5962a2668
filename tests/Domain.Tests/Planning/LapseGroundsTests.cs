using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>When a lapse is proposed by the strict and the tolerant rule, with what it rests on (R37).</summary>
public sealed class LapseGroundsTests
{
    private static readonly LapseRule Strict = new(BrokenWithin: 1, Months: 0);

    private static readonly RepaymentPlanAgreed Agreed =
        Plan(11, "2026-02-01", Id(10), 300, ("2026-02-10", 100), ("2026-03-10", 100), ("2026-04-10", 100));

    private static readonly HouseholdEvent[] Signed = [Charge(10, "2026-01-01", "2026-01-10", 300), Agreed];

    [Fact]
    public void One_missed_current_bill_is_enough_for_the_strict_rule_once_its_grace_is_over()
    {
        HouseholdEvent[] facts = [.. Signed, Charge(20, "2026-02-15", "2026-03-01", 80)];

        Grounds("2026-03-06", Strict, facts).Should().BeNull();
        Grounds("2026-03-07", Strict, facts).Should().Be(
            new LapseGrounds(Id(11), [], [new MissedBill(Id(20), Day("2026-03-01"), Euro(80))], Basis));
        Grounds("2026-03-07", ShippedDefaults.Values.Lapse, facts).Should().BeNull();
    }

    [Fact]
    public void The_tolerant_rule_counts_instalments_and_bills_together_within_its_months()
    {
        var broken = Broken(30, instalment: 1, "2026-02-16");
        HouseholdEvent[] facts = [.. Signed, broken, Charge(20, "2026-02-15", "2026-03-01", 80)];

        var grounds = Grounds("2026-03-07", ShippedDefaults.Values.Lapse, facts)!;

        grounds.Broken.Select(judged => judged.Latest).Should().Equal(broken);
        grounds.Missed.Select(bill => bill.Charge).Should().Equal(Id(20));
        Grounds("2026-03-07", new LapseRule(BrokenWithin: 3, Months: 6), facts).Should().BeNull();
    }

    [Fact]
    public void What_lies_further_back_than_the_agencys_months_does_not_count()
    {
        HouseholdEvent[] facts =
        [
            .. Signed, Charge(20, "2026-02-15", "2026-02-20", 80), Charge(21, "2026-05-15", "2026-05-20", 80),
        ];

        Grounds("2026-06-30", new LapseRule(BrokenWithin: 2, Months: 3), facts).Should().BeNull();
        Grounds("2026-06-30", new LapseRule(BrokenWithin: 2, Months: 4), facts)!.Missed.Select(bill => bill.Charge)
            .Should().Equal(Id(20), Id(21));
    }

    [Fact]
    public void A_bill_does_not_count_where_the_plans_text_leaves_the_current_bill_out()
        => Grounds(
            "2026-03-07",
            Strict,
            [Signed[0], Agreed with { CurrentBillFirst = false }, Charge(20, "2026-02-15", "2026-03-01", 80)]).Should().BeNull();

    [Fact]
    public void A_bill_paid_in_part_excused_or_covered_by_the_plan_was_not_missed()
    {
        var bill = Charge(20, "2026-02-15", "2026-03-01", 80);

        Grounds("2026-03-07", Strict, [.. Signed, bill, Payment(21, "2026-03-06", 1, Id(20))]).Should().BeNull();
        Grounds("2026-03-07", Strict, [.. Signed, bill, Suspended(21, "2026-02-01", "2026-03-01", "2026-04-01")]).Should().BeNull();
        var covering = Agreed with { Covered = [new(Id(10), Euro(220)), new(Id(20), Euro(80))] };
        Grounds("2026-03-07", Strict, [Signed[0], Charge(20, "2026-01-15", "2026-03-01", 80), covering]).Should().BeNull();
    }

    [Fact]
    public void A_plan_that_is_not_active_cannot_lapse()
        => Grounds(
            "2026-03-20",
            Strict,
            [.. Signed, Charge(20, "2026-02-15", "2026-03-01", 80), new PlanLapsed(Id(40), Day("2026-03-15"), Id(11), "missed", Euro(300))])
            .Should().BeNull();

    private static JudgementBasis Basis => new(ShippedDefaults.Id, Hash, PlanningRules.Number);

    private static LapseGrounds? Grounds(string asOf, LapseRule rule, HouseholdEvent[] facts)
    {
        var set = Shipped with { Values = ShippedDefaults.Values with { Lapse = rule } };
        var known = Enrolled(facts).Facts();
        var history = new ParameterHistory([new ParameterHistory.Published(set, Start)]);
        return LapseGrounds.Of(known, known.InOrder.OfType<RepaymentPlanAgreed>().Single(), Day(asOf), history);
    }

    private static ComplianceAssessed Broken(int id, int instalment, string judgedOn)
        => new(
            Id(id),
            Day(judgedOn),
            Id(11),
            instalment,
            ComplianceOutcome.Broken,
            Euro(100),
            Money.Zero,
            CuredOn: null,
            Suspension: null,
            Reassesses: null,
            Cause: null,
            Basis,
            Evidence: null);
}
