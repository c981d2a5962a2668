using BudgetCoaching.Domain.Ledgers;
using static BudgetCoaching.Domain.Tests.Ledgers.Account;

namespace BudgetCoaching.Domain.Tests.Ledgers;

/// <summary>Reversals, refunds and disputes: what becomes owed again, and what does not (R8, R59).</summary>
public sealed class TakingBackTests
{
    [Fact]
    public void A_reversal_undoes_the_payments_own_allocations_from_its_return_date_and_leaves_the_others()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Charge(2, Day(2, 5), 100)
            .Pay(3, Day(1, 10), 100).Pay(4, Day(2, 10), 60).Reverse(5, Day(2, 15), 3);

        account.At(Day(2, 14)).Should().BeEquivalentTo(new { Overdue = Euro(40), OverdueSince = Day(2, 5) });
        account.At(Day(2, 15)).Should().BeEquivalentTo(new { Overdue = Euro(140), OverdueSince = Day(1, 5) });
        account.Owed(2, Day(2, 15)).Should().Be(Euro(40));
        account.Settlement(3, Day(2, 15)).Should().BeEquivalentTo(new { Reversed = Euro(100), Unallocated = Money.Zero });
        account.Settlement(3, Day(2, 15)).Allocations.Should().BeEmpty();
    }

    [Fact]
    public void Held_money_reaches_at_the_end_of_the_day_what_a_reversal_opened_again_R20()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Pay(2, Day(1, 6), 100).Pay(3, Day(1, 7), 30).Reverse(4, Day(1, 20), 2);

        account.At(Day(1, 20)).Should().BeEquivalentTo(new { Overdue = Euro(70), UnallocatedCredit = Money.Zero });
    }

    [Fact]
    public void A_refund_takes_the_unallocated_part_first_then_the_latest_allocations()
    {
        var account = new Account().Charge(1, Day(1, 5), 50).Charge(2, Day(1, 6), 50).Pay(3, Day(1, 10), 120).Refund(4, Day(1, 20), 3, 60);

        account.Settlement(3, Day(1, 20)).Should().BeEquivalentTo(new { Refunded = Euro(60), Unallocated = Money.Zero });
        account.Owed(1, Day(1, 20)).Should().Be(Money.Zero);
        account.Owed(2, Day(1, 20)).Should().Be(Euro(40));
    }

    [Fact]
    public void More_than_is_left_of_a_payment_has_no_effect_and_is_listed()
    {
        var account = new Account().Charge(1, Day(1, 5), 50).Pay(2, Day(1, 10), 50).Refund(3, Day(1, 20), 2, 70).Reverse(4, Day(1, 21), 2);

        account.Settlement(2, Day(1, 21)).Should().BeEquivalentTo(new { Refunded = Euro(50), Reversed = Money.Zero });
        account.At(Day(1, 21)).Overdue.Should().Be(Euro(50));
        account.Statement(Day(1, 21)).Pending.Should().Equal(
            new PendingReference(Id(3), Id(2), PendingReason.NothingLeft, Euro(20)),
            new PendingReference(Id(4), Id(2), PendingReason.NothingLeft, null));
    }

    [Fact]
    public void What_takes_back_a_payment_that_counts_from_a_later_day_waits_for_it_R14()
    {
        var account = new Account().Charge(1, Day(1, 5), 50).Reverse(2, Day(1, 8), 3).Pay(3, Day(1, 10), 50);

        account.Statement(Day(1, 9)).Pending.Should().Equal(new PendingReference(Id(2), Id(3), PendingReason.NotYetEffective, null));
        account.At(Day(1, 10)).Should().BeEquivalentTo(new { Overdue = Euro(50), UnallocatedCredit = Money.Zero });
        account.Statement(Day(1, 10)).Pending.Should().BeEmpty();
    }

    [Fact]
    public void A_refund_of_reserved_money_leaves_less_for_the_debt_that_it_waits_for()
    {
        var account = new Account().PayFor(1, Day(1, 10), 100, (9, null)).Refund(2, Day(1, 20), 1, 70).Charge(9, Day(2, 5), 100);

        account.At(Day(1, 20)).UnallocatedCredit.Should().Be(Euro(30));
        account.Owed(9, Day(2, 5)).Should().Be(Euro(70));
    }

    [Fact]
    public void A_disputed_part_is_neither_overdue_nor_reached_by_itself_R59()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Dispute(2, Day(1, 8), 1, 40).Pay(3, Day(1, 10), 80);

        account.At(Day(1, 8)).Should().BeEquivalentTo(new { Overdue = Euro(60), Disputed = Euro(40) });
        account.At(Day(1, 10)).Should().BeEquivalentTo(new { Overdue = Money.Zero, Disputed = Euro(40), UnallocatedCredit = Euro(20) });
        account.Debt(1, Day(1, 10)).State.Should().Be(DebtState.Disputed);
    }

    [Fact]
    public void A_disputed_debt_may_be_designated_R59()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Dispute(2, Day(1, 8), 1).PayFor(3, Day(1, 10), 30, (1, null));

        account.At(Day(1, 10)).Should().BeEquivalentTo(new { Overdue = Money.Zero, Disputed = Euro(70), UnallocatedCredit = Money.Zero });
    }

    [Fact]
    public void A_dispute_of_more_than_is_outstanding_disputes_what_is_outstanding()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Dispute(2, Day(1, 8), 1, 400);

        account.At(Day(1, 8)).Should().BeEquivalentTo(new { Overdue = Money.Zero, Disputed = Euro(100), TotalDebt = Euro(100) });
    }

    [Fact]
    public void A_closed_dispute_leaves_the_debt_owed_since_its_own_due_date_and_within_reach_of_held_money()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Dispute(2, Day(1, 8), 1).Pay(3, Day(1, 10), 30).CloseDispute(4, Day(2, 1), 2);

        account.At(Day(1, 31)).Should().BeEquivalentTo(new { Disputed = Euro(100), UnallocatedCredit = Euro(30) });
        account.At(Day(2, 1)).Should().BeEquivalentTo(
            new { Overdue = Euro(70), OverdueSince = Day(1, 5), Disputed = Money.Zero, UnallocatedCredit = Money.Zero });
    }

    [Fact]
    public void A_dispute_recorded_before_its_charge_counts_from_the_charge_on_R14()
    {
        var account = new Account().Dispute(2, Day(1, 3), 1, 40).Charge(1, Day(1, 5), 100);

        account.At(Day(1, 6)).Should().BeEquivalentTo(new { Overdue = Euro(60), Disputed = Euro(40) });
    }

    [Fact]
    public void A_voided_payment_never_was_R4()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Pay(2, Day(1, 6), 100).Pay(3, Day(1, 7), 30).Void(4, 2, Day(1, 6));

        account.At(Day(1, 7)).Should().BeEquivalentTo(new { Overdue = Euro(70), UnallocatedCredit = Money.Zero });
    }
}
