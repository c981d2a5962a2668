using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using static BudgetCoaching.Domain.Tests.Ledgers.Account;

namespace BudgetCoaching.Domain.Tests.Ledgers;

/// <summary>What the payer said the money is for (R17a, R14, R4).</summary>
public sealed class DesignationTests
{
    [Fact]
    public void The_designated_debt_is_paid_whatever_the_order_of_the_law_and_even_before_it_is_due_R17()
    {
        var account = new Account()
            .Charge(1, Day(1, 5), 100).Charge(2, Day(6, 5), 100, issued: Day(1, 1)).PayFor(3, Day(1, 10), 80, (2, null));

        account.Owed(1, Day(1, 10)).Should().Be(Euro(100));
        account.Owed(2, Day(1, 10)).Should().Be(Euro(20));
    }

    [Fact]
    public void Parts_are_paid_in_the_order_named_up_to_their_amounts_and_the_rest_by_the_law_R17()
    {
        var account = new Account()
            .Charge(1, Day(1, 1), 100).Charge(2, Day(1, 2), 100).Charge(3, Day(1, 3), 100).PayFor(4, Day(1, 10), 150, (3, 40), (2, null));

        account.Owed(3, Day(1, 10)).Should().Be(Euro(60));
        account.Owed(2, Day(1, 10)).Should().Be(Money.Zero);
        account.Owed(1, Day(1, 10)).Should().Be(Euro(90));
    }

    [Fact]
    public void Money_beyond_the_designated_debt_is_treated_as_undesignated()
    {
        var account = new Account().Charge(1, Day(1, 1), 100).Charge(2, Day(1, 2), 30).PayFor(3, Day(1, 10), 150, (2, 80));

        account.Owed(1, Day(1, 10)).Should().Be(Money.Zero);
        account.At(Day(1, 10)).UnallocatedCredit.Should().Be(Euro(20));
    }

    [Fact]
    public void Money_for_a_debt_that_nobody_recorded_yet_waits_for_it_R14()
    {
        var account = new Account().Charge(1, Day(1, 1), 100).PayFor(2, Day(1, 10), 80, (9, 50));

        account.Owed(1, Day(1, 10)).Should().Be(Euro(70));
        account.Settlement(2, Day(1, 10)).Should().BeEquivalentTo(new { Reserved = Euro(50), Unallocated = Money.Zero });
        account.At(Day(1, 10)).UnallocatedCredit.Should().Be(Euro(50));
        account.Statement(Day(1, 10)).Pending.Should().Equal(new PendingReference(Id(2), Id(9), PendingReason.NotRecorded, Euro(50)));

        account.Charge(9, Day(3, 5), 40, issued: Day(2, 20));
        account.Statement(Day(2, 19)).Pending.Should().Equal(new PendingReference(Id(2), Id(9), PendingReason.NotYetEffective, Euro(50)));
        account.Owed(9, Day(2, 20)).Should().Be(Money.Zero);
        account.Owed(1, Day(2, 20)).Should().Be(Euro(60));
        account.Statement(Day(2, 20)).Pending.Should().BeEmpty();
    }

    [Fact]
    public void A_debt_recorded_after_the_payment_but_effective_before_it_is_paid_on_the_value_date_R14()
    {
        var account = new Account().PayFor(2, Day(1, 10), 80, (9, null)).Charge(9, Day(1, 5), 100);

        account.At(Day(1, 10)).Should().BeEquivalentTo(new { Overdue = Euro(20), UnallocatedCredit = Money.Zero });
    }

    [Fact]
    public void An_open_part_that_waited_passes_its_rest_to_the_parts_after_it()
    {
        var account = new Account()
            .Charge(1, Day(1, 1), 100).Charge(2, Day(1, 2), 100).PayFor(3, Day(1, 10), 80, (9, null), (2, null)).Charge(9, Day(2, 1), 50);

        account.Owed(2, Day(1, 31)).Should().Be(Euro(100));
        account.Owed(9, Day(2, 1)).Should().Be(Money.Zero);
        account.Owed(2, Day(2, 1)).Should().Be(Euro(70));
        account.Owed(1, Day(2, 1)).Should().Be(Euro(100));
    }

    [Fact]
    public void Of_two_payments_waiting_for_one_debt_the_older_pays_it_first_whenever_it_began_to_wait()
    {
        var account = new Account()
            .PayFor(1, Day(1, 10), 80, (8, null), (9, null)).PayFor(2, Day(1, 11), 50, (9, null))
            .Charge(8, Day(2, 1), 30).Charge(9, Day(3, 1), 60);

        account.Settlement(1, Day(3, 1)).Unallocated.Should().Be(Money.Zero);
        account.Settlement(2, Day(3, 1)).Should().BeEquivalentTo(new { Unallocated = Euro(40), Reserved = Money.Zero });
    }

    [Fact]
    public void The_designation_of_a_voided_charge_falls_away_R4()
    {
        var account = new Account()
            .Charge(1, Day(1, 1), 100).Charge(2, Day(1, 2), 100).PayFor(3, Day(1, 10), 80, (2, null)).Void(4, 2, Day(1, 2));

        account.Owed(1, Day(1, 10)).Should().Be(Euro(20));
        account.Statement(Day(1, 10)).Pending.Should().Equal(new PendingReference(Id(3), Id(2), PendingReason.Voided, null));
    }

    [Fact]
    public void The_designation_of_another_creditors_charge_falls_away_when_that_shows_R16()
    {
        var account = new Account()
            .Charge(1, Day(1, 1), 100).PayFor(3, Day(1, 10), 80, (2, null)).Charge(2, Day(2, 1), 100, to: Comune).Pay(4, Day(2, 1), 30);

        account.Owed(1, Day(1, 31)).Should().Be(Euro(100));
        account.Owed(1, Day(2, 1)).Should().Be(Money.Zero);
        account.Settlement(3, Day(2, 1)).Unallocated.Should().Be(Money.Zero);
        account.Settlement(4, Day(2, 1)).Unallocated.Should().Be(Euro(10));
        account.At(Day(2, 1), Comune).DueToday.Should().Be(Euro(100));
        account.Statement(Day(2, 1)).Pending.Should().Equal(new PendingReference(Id(3), Id(2), PendingReason.NotOfThisCreditor, null));
    }

    [Fact]
    public void A_credit_for_a_charge_reduces_that_charge_and_its_excess_the_others()
    {
        var account = new Account().Charge(1, Day(1, 1), 100).Charge(2, Day(1, 2), 30).Credit(3, Day(1, 10), 50, charge: 2);

        account.Debt(2, Day(1, 10)).Should().BeEquivalentTo(new { State = DebtState.Settled, Paid = default(DebtAmount) });
        account.Debt(1, Day(1, 10)).Credited.Total.Should().Be(Euro(20));
    }

    [Fact]
    public void What_names_a_fact_that_is_not_there_is_listed_with_the_household_R14()
    {
        var account = new Account()
            .Charge(1, Day(1, 1), 100).Accrue(2, Day(1, 3), 8, 5, 5).Dispute(3, Day(1, 4), 8).CloseDispute(4, Day(1, 5), 3);

        ArrearsCalculator.Unplaced(account.Facts, Day(1, 4)).Should().Equal(
            new PendingReference(Id(2), Id(8), PendingReason.NotRecorded, null),
            new PendingReference(Id(3), Id(8), PendingReason.NotRecorded, null));
        ArrearsCalculator.Unplaced(account.Facts, Day(1, 5)).Should().HaveCount(3)
            .And.EndWith(new PendingReference(Id(4), Id(3), PendingReason.WithoutEffect, null));
    }
}
