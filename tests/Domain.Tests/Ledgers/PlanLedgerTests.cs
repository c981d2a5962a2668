using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using static BudgetCoaching.Domain.Tests.Ledgers.Account;

namespace BudgetCoaching.Domain.Tests.Ledgers;

/// <summary>Money that goes through a repayment plan (R21, R24, R39, R59).</summary>
public sealed class PlanLedgerTests
{
    /// <summary>Two overdue charges of 300 under a plan of six instalments of 100 from 5 April.</summary>
    private static Account TwoChargesUnderAPlan(bool currentBillFirst = false) => new Account()
        .Charge(1, Day(1, 5), 300)
        .Charge(2, Day(2, 5), 300)
        .Plan(10, Day(3, 1), Day(4, 5), 6, 100, [(1, 300), (2, 300)], currentBillFirst: currentBillFirst);

    [Fact]
    public void Signing_a_plan_moves_the_debt_and_cures_nothing_R24()
    {
        var account = TwoChargesUnderAPlan();

        account.At(Day(2, 28)).Should().BeEquivalentTo(new { Overdue = Euro(600), Scheduled = Money.Zero, Stock = Euro(600) });
        account.At(Day(3, 1)).Should().BeEquivalentTo(
            new { Overdue = Money.Zero, Scheduled = Euro(600), Stock = Euro(600), TotalDebt = Euro(600) });
        account.At(Day(3, 1)).OverdueSince.Should().BeNull();
    }

    [Fact]
    public void An_instalment_is_due_on_its_day_and_overdue_the_day_after_R23()
    {
        var account = TwoChargesUnderAPlan();

        account.At(Day(4, 5)).Should().BeEquivalentTo(new { DueToday = Euro(100), Scheduled = Euro(500), Overdue = Money.Zero });
        account.At(Day(4, 6)).Should().BeEquivalentTo(new { DueToday = Money.Zero, Scheduled = Euro(500), Overdue = Euro(100) });
        account.At(Day(4, 6)).OverdueSince.Should().Be(Day(4, 5));
        account.At(Day(12, 1)).Should().BeEquivalentTo(new { Overdue = Euro(600), Scheduled = Money.Zero, Stock = Euro(600) });
    }

    [Fact]
    public void Each_cent_of_an_instalment_extinguishes_the_oldest_covered_charge_too_R59()
    {
        var account = TwoChargesUnderAPlan().Pay(3, Day(5, 6), 150);

        account.Instalments(10, Day(5, 6)).Select(i => (i.Credited, i.Open)).Should().Equal(
            (Euro(100), Money.Zero),
            (Euro(50), Euro(50)),
            (Money.Zero, Euro(100)),
            (Money.Zero, Euro(100)),
            (Money.Zero, Euro(100)),
            (Money.Zero, Euro(100)));
        account.Owed(1, Day(5, 6)).Should().Be(Euro(150));
        account.Settlement(3, Day(5, 6)).Allocations.Should().Equal(
            new Allocation(Day(5, 6), Id(1), Id(10), 1, AllocationPart.Capital, Euro(100)),
            new Allocation(Day(5, 6), Id(1), Id(10), 2, AllocationPart.Capital, Euro(50)));
        account.Instalments(10, Day(5, 6))[1].Credits.Should().Equal(new InstalmentCredit(Id(3), Day(5, 6), Day(5, 6), Euro(50)));
        account.At(Day(5, 6)).Stock.Should().Be(Euro(450));
    }

    [Fact]
    public void Covered_debt_is_not_reached_before_its_instalments_are_due_R59()
    {
        var account = TwoChargesUnderAPlan().Pay(3, Day(3, 10), 150);

        account.At(Day(3, 10)).Should().BeEquivalentTo(new { Scheduled = Euro(600), UnallocatedCredit = Euro(150) });
        account.At(Day(4, 5)).Should().BeEquivalentTo(new { DueToday = Money.Zero, Scheduled = Euro(500), UnallocatedCredit = Euro(50) });
        account.At(Day(5, 5)).Should().BeEquivalentTo(new { DueToday = Euro(50), Scheduled = Euro(400), UnallocatedCredit = Money.Zero });
        account.At(Day(3, 10)).Stock.Should().Be(Euro(450));
    }

    [Fact]
    public void A_covered_charge_may_be_designated_and_the_plan_shortens_from_its_end_R59()
    {
        var account = TwoChargesUnderAPlan().PayFor(3, Day(3, 10), 150, (2, null));

        account.Owed(2, Day(3, 10)).Should().Be(Euro(150));
        account.Instalments(10, Day(3, 10)).Select(i => i.Open)
            .Should().Equal(Euro(100), Euro(100), Euro(100), Euro(100), Euro(50), Money.Zero);
    }

    [Fact]
    public void A_plan_may_be_designated_and_takes_the_money_oldest_instalment_first_even_before_it_is_due_R59()
    {
        var account = TwoChargesUnderAPlan().Charge(3, Day(3, 5), 80).PayFor(4, Day(3, 10), 250, (10, null));

        account.Owed(3, Day(3, 10)).Should().Be(Euro(80));
        account.Instalments(10, Day(3, 10)).Select(i => i.Credited)
            .Should().Equal(Euro(100), Euro(100), Euro(50), Money.Zero, Money.Zero, Money.Zero);
    }

    [Fact]
    public void Money_designated_to_a_plan_not_signed_yet_waits_for_it_and_counts_in_the_stock_only_then_R14()
    {
        var account = new Account()
            .Charge(1, Day(1, 5), 300).PayFor(2, Day(2, 1), 100, (10, null)).Plan(10, Day(3, 1), Day(4, 5), 3, 100, [(1, 300)]);

        account.At(Day(2, 28)).Should().BeEquivalentTo(new { Overdue = Euro(300), Stock = Euro(300), UnallocatedCredit = Euro(100) });
        account.At(Day(3, 1)).Should().BeEquivalentTo(new { Scheduled = Euro(200), Stock = Euro(200), UnallocatedCredit = Money.Zero });
    }

    [Fact]
    public void Without_a_clause_an_instalment_takes_its_place_among_the_debts_by_due_date_R17_R21()
    {
        var account = TwoChargesUnderAPlan().Charge(3, Day(4, 1), 80).Charge(4, Day(4, 10), 80).Pay(5, Day(4, 12), 200);

        account.Owed(3, Day(4, 12)).Should().Be(Money.Zero);
        account.Instalments(10, Day(4, 12))[0].Credited.Should().Be(Euro(100));
        account.Owed(4, Day(4, 12)).Should().Be(Euro(60));
    }

    [Fact]
    public void With_the_clause_the_current_bill_comes_before_the_oldest_instalment_R21()
    {
        var account = TwoChargesUnderAPlan(currentBillFirst: true).Charge(3, Day(4, 10), 80).Pay(4, Day(4, 12), 100);

        account.Owed(3, Day(4, 12)).Should().Be(Money.Zero);
        account.Instalments(10, Day(4, 12))[0].Credited.Should().Be(Euro(20));
    }

    [Fact]
    public void An_instalment_ranks_with_the_least_secured_and_most_onerous_of_what_it_covers_R17()
    {
        var account = new Account()
            .Charge(1, Day(1, 5), 100, rank: 2).Charge(2, Day(1, 6), 100, rank: 1, ratePpm: 50_000)
            .Plan(10, Day(2, 1), Day(4, 5), 2, 100, [(1, 100), (2, 100)])
            .Charge(3, Day(3, 5), 100, rank: 1, ratePpm: 20_000).Charge(4, Day(4, 5), 100).Pay(5, Day(4, 5), 150).Pay(6, Day(4, 5), 60);

        account.Settlement(5, Day(4, 5)).Allocations.Should().Equal(
            new Allocation(Day(4, 5), Id(4), null, null, AllocationPart.Capital, Euro(100)),
            new Allocation(Day(4, 5), Id(2), Id(10), 1, AllocationPart.Capital, Euro(50)));
        account.Settlement(6, Day(4, 5)).Allocations.Should().Equal(
            new Allocation(Day(4, 5), Id(2), Id(10), 1, AllocationPart.Capital, Euro(50)),
            new Allocation(Day(4, 5), Id(3), null, null, AllocationPart.Capital, Euro(10)));
    }

    [Fact]
    public void An_instalment_and_a_debt_of_the_same_day_share_pro_rata_R17_R22()
    {
        var account = TwoChargesUnderAPlan().Charge(3, Day(4, 5), 200).Pay(4, Day(4, 5), 30);

        account.Instalments(10, Day(4, 5))[0].Credited.Should().Be(Euro(10));
        account.Owed(3, Day(4, 5)).Should().Be(Euro(180));
    }

    [Fact]
    public void What_a_plan_leaves_uncovered_of_a_charge_stays_overdue_and_payable_R59()
    {
        var account = new Account().Charge(1, Day(1, 5), 300).Plan(10, Day(3, 1), Day(4, 5), 2, 100, [(1, 200)]).Pay(2, Day(3, 10), 60);

        account.At(Day(3, 1)).Should().BeEquivalentTo(new { Overdue = Euro(100), Scheduled = Euro(200) });
        account.At(Day(3, 10)).Should().BeEquivalentTo(new { Overdue = Euro(40), Scheduled = Euro(200), TotalDebt = Euro(240) });
        account.Debt(1, Day(3, 10)).Covered.Should().Be(Euro(200));
    }

    [Fact]
    public void An_instalment_paid_leaves_the_uncovered_part_of_its_charge_as_it_was_R59()
    {
        var account = new Account().Charge(1, Day(1, 5), 300).Plan(10, Day(3, 1), Day(4, 5), 2, 100, [(1, 200)])
            .PayFor(2, Day(4, 5), 100, (10, null));

        account.At(Day(4, 5)).Should().BeEquivalentTo(new { Overdue = Euro(100), DueToday = Money.Zero, Scheduled = Euro(100) });
    }

    [Fact]
    public void Interest_of_the_plan_is_paid_before_what_it_covers_R18()
    {
        var account = new Account()
            .Charge(1, Day(1, 5), 180).Plan(10, Day(3, 1), Day(4, 5), 2, 100, [(1, 180)], interest: 20).Pay(2, Day(4, 5), 50);

        account.At(Day(3, 1)).Should().BeEquivalentTo(new { Scheduled = Euro(200), PlanInterestUnpaid = Euro(20), TotalDebt = Euro(200) });
        account.Owed(1, Day(4, 5)).Should().Be(Euro(150));
        account.At(Day(4, 5)).Should().BeEquivalentTo(new { DueToday = Euro(50), Scheduled = Euro(100), PlanInterestUnpaid = Money.Zero });
        account.Settlement(2, Day(4, 5)).Allocations.Should().Equal(
            new Allocation(Day(4, 5), Id(10), Id(10), 1, AllocationPart.PlanInterest, Euro(20)),
            new Allocation(Day(4, 5), Id(1), Id(10), 1, AllocationPart.Capital, Euro(30)));
    }

    [Fact]
    public void With_the_creditors_consent_interest_of_the_plan_comes_last_R18()
    {
        var account = new Account().Charge(1, Day(1, 5), 180).Plan(10, Day(3, 1), Day(4, 5), 2, 100, [(1, 180)], interest: 20)
            .Pay(2, Day(5, 5), 190, capitalFirst: true);

        account.Owed(1, Day(5, 5)).Should().Be(Money.Zero);
        account.At(Day(5, 5)).Should().BeEquivalentTo(new { DueToday = Euro(10), PlanInterestUnpaid = Euro(10), TotalDebt = Euro(10) });
    }

    [Fact]
    public void A_lapse_returns_the_residual_to_the_charges_with_their_own_due_dates_R59()
    {
        var account = TwoChargesUnderAPlan().Pay(3, Day(4, 5), 100).Lapse(4, Day(6, 10), 10);

        account.At(Day(6, 9)).Should().BeEquivalentTo(new { Overdue = Euro(200), Scheduled = Euro(300) });
        account.At(Day(6, 9)).OverdueSince.Should().Be(Day(5, 5));
        account.At(Day(6, 10)).Should().BeEquivalentTo(new { Overdue = Euro(500), Scheduled = Money.Zero, Stock = Euro(500) });
        account.At(Day(6, 10)).OverdueSince.Should().Be(Day(1, 5));
        account.Statement(Day(6, 10)).Plans.Single().Should().BeEquivalentTo(
            new { State = PlanState.Lapsed, EndedOn = Day(6, 10), Open = Money.Zero });
    }

    [Fact]
    public void Interest_of_a_lapsed_plan_that_nobody_paid_is_owed_no_more()
    {
        var account = new Account()
            .Charge(1, Day(1, 5), 180).Plan(10, Day(3, 1), Day(4, 5), 2, 100, [(1, 180)], interest: 20).Lapse(2, Day(4, 10), 10);

        account.At(Day(4, 10)).Should().BeEquivalentTo(new { Overdue = Euro(180), PlanInterestUnpaid = Money.Zero, TotalDebt = Euro(180) });
    }

    [Fact]
    public void A_lapse_dated_before_its_plan_waits_for_it_R14()
    {
        var account = TwoChargesUnderAPlan().Lapse(4, Day(2, 20), 10);

        account.Statement(Day(2, 20)).Pending.Should().Equal(new PendingReference(Id(4), Id(10), PendingReason.NotYetEffective, null));
        account.At(Day(3, 1)).Should().BeEquivalentTo(new { Overdue = Euro(600), Scheduled = Money.Zero });
        account.Statement(Day(3, 1)).Pending.Should().BeEmpty();
    }

    [Fact]
    public void Money_held_under_a_plan_is_applied_at_the_end_of_the_day_of_its_lapse_R20()
    {
        var account = TwoChargesUnderAPlan().Pay(3, Day(3, 10), 150).Lapse(4, Day(3, 20), 10).Pay(5, Day(3, 20), 10);

        account.At(Day(3, 20)).Should().BeEquivalentTo(new { Overdue = Euro(440), UnallocatedCredit = Money.Zero });
        account.Settlement(5, Day(3, 20)).Allocations.Should().HaveCount(1);
    }

    [Fact]
    public void A_new_plan_takes_the_place_of_the_active_one_R39()
    {
        var account = TwoChargesUnderAPlan().Pay(3, Day(4, 5), 100)
            .Plan(11, Day(5, 1), Day(6, 5), 5, 100, [(1, 200), (2, 300)], replaces: 10);

        account.Statement(Day(5, 1)).Plans.Select(plan => (plan.State, plan.EndedOn, plan.Open)).Should().Equal(
            (PlanState.Replaced, Day(5, 1), Money.Zero), (PlanState.Active, null, Euro(500)));
        account.At(Day(5, 6)).Should().BeEquivalentTo(new { Overdue = Money.Zero, Scheduled = Euro(500) });
        account.Lapse(4, Day(5, 10), 10);
        account.At(Day(5, 10)).Scheduled.Should().Be(Euro(500));
        account.Statement(Day(5, 10)).Pending.Should().Equal(new PendingReference(Id(4), Id(10), PendingReason.NothingLeft, null));
    }

    [Fact]
    public void A_covered_charge_that_is_not_recorded_yet_has_no_effect_until_it_is_R14()
    {
        var account = new Account().Plan(10, Day(3, 1), Day(4, 5), 2, 100, [(1, 200)]);
        account.At(Day(3, 1)).TotalDebt.Should().Be(Money.Zero);
        account.Statement(Day(3, 1)).Pending.Should().Equal(new PendingReference(Id(10), Id(1), PendingReason.NotRecorded, Euro(200)));

        account.Charge(1, Day(2, 5), 200);
        account.At(Day(3, 1)).Should().BeEquivalentTo(new { Overdue = Money.Zero, Scheduled = Euro(200) });
    }

    [Fact]
    public void A_reversed_payment_opens_its_instalment_again_with_its_own_due_date()
    {
        var account = TwoChargesUnderAPlan().Pay(3, Day(4, 5), 100).Pay(4, Day(5, 5), 100).Reverse(5, Day(5, 20), 3);

        account.Instalments(10, Day(5, 20)).Take(2).Select(i => (i.Credited, i.Open))
            .Should().Equal((Money.Zero, Euro(100)), (Euro(100), Money.Zero));
        account.At(Day(5, 20)).Should().BeEquivalentTo(new { Overdue = Euro(100), OverdueSince = Day(4, 5), Scheduled = Euro(400) });
    }

    [Fact]
    public void A_payment_reversed_after_the_lapse_is_owed_by_the_charges()
    {
        var account = TwoChargesUnderAPlan().Pay(3, Day(4, 5), 100).Lapse(4, Day(5, 10), 10).Reverse(5, Day(5, 20), 3);

        account.Owed(1, Day(5, 20)).Should().Be(Euro(300));
        account.At(Day(5, 20)).Should().BeEquivalentTo(new { Overdue = Euro(600), Scheduled = Money.Zero });
    }

    [Fact]
    public void Disputing_a_covered_charge_takes_the_uncovered_part_first_and_shortens_the_plan_R59()
    {
        var account = new Account()
            .Charge(1, Day(1, 5), 300).Plan(10, Day(3, 1), Day(4, 5), 2, 100, [(1, 200)]).Dispute(2, Day(3, 2), 1, 130);

        account.At(Day(3, 2)).Should().BeEquivalentTo(
            new { Overdue = Money.Zero, Disputed = Euro(130), Scheduled = Euro(170), TotalDebt = Euro(300) });
        account.Instalments(10, Day(3, 2)).Select(i => i.Open).Should().Equal(Euro(100), Euro(70));
    }
}
