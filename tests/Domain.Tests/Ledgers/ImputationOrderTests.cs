using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Tests.Ledgers.Account;

namespace BudgetCoaching.Domain.Tests.Ledgers;

/// <summary>Which debt a payment extinguishes (R16–R20, R22).</summary>
public sealed class ImputationOrderTests
{
    [Fact]
    public void A_payment_to_one_creditor_leaves_the_debts_to_another_alone_R16()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Charge(2, Day(1, 5), 100, to: Comune).Pay(3, Day(1, 10), 150, to: Comune);

        account.At(Day(1, 10)).Overdue.Should().Be(Euro(100));
        account.At(Day(1, 10), Comune).Overdue.Should().Be(Money.Zero);
        account.At(Day(1, 10), Comune).UnallocatedCredit.Should().Be(Euro(50));
    }

    [Fact]
    public void The_less_secured_debt_comes_first_even_if_less_onerous_and_younger_R17()
    {
        var account = new Account()
            .Charge(1, Day(1, 5), 100, rank: 1, ratePpm: 90_000)
            .Charge(2, Day(2, 5), 100, rank: 0)
            .Pay(3, Day(3, 1), 100);

        account.Owed(1, Day(3, 1)).Should().Be(Euro(100));
        account.Owed(2, Day(3, 1)).Should().Be(Money.Zero);
    }

    [Fact]
    public void Among_debts_alike_in_security_the_more_onerous_comes_first_even_if_younger_R17()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Charge(2, Day(2, 5), 100, ratePpm: 25_000).Pay(3, Day(3, 1), 130);

        account.Owed(1, Day(3, 1)).Should().Be(Euro(70));
        account.Owed(2, Day(3, 1)).Should().Be(Money.Zero);
    }

    [Fact]
    public void Among_equally_onerous_debts_the_older_due_date_comes_first_R17()
    {
        var account = new Account().Charge(1, Day(2, 5), 100).Charge(2, Day(1, 5), 100).Pay(3, Day(3, 1), 130);

        account.Owed(1, Day(3, 1)).Should().Be(Euro(70));
        account.Owed(2, Day(3, 1)).Should().Be(Money.Zero);
    }

    [Fact]
    public void Debts_alike_in_everything_share_pro_rata_by_what_is_outstanding_R17_R22()
    {
        var account = new Account()
            .Charge(1, Day(1, 5), 45.50m).Charge(2, Day(1, 5), 67).Charge(3, Day(1, 5), 12).Pay(4, Day(1, 5), 1.60m);

        // W7 (b) in cents: 58.47, 86.11 and 15.42 parts of 160.
        account.Owed(1, Day(1, 5)).Should().Be(Euro(45.50m) - new Money(59));
        account.Owed(2, Day(1, 5)).Should().Be(Euro(67) - new Money(86));
        account.Owed(3, Day(1, 5)).Should().Be(Euro(12) - new Money(15));
    }

    [Fact]
    public void A_cent_that_three_equal_debts_cannot_share_goes_to_the_first_id_R22()
    {
        var account = new Account().Charge(3, Day(1, 5), 10).Charge(1, Day(1, 5), 10).Charge(2, Day(1, 5), 10).Pay(4, Day(1, 6), 10);

        account.Owed(1, Day(1, 6)).Should().Be(Euro(6.66m));
        account.Owed(2, Day(1, 6)).Should().Be(Euro(6.67m));
        account.Owed(3, Day(1, 6)).Should().Be(Euro(6.67m));
    }

    [Fact]
    public void A_debt_counts_as_due_on_its_due_day_and_not_before_R17()
    {
        var account = new Account()
            .Charge(1, Day(2, 5), 100, issued: Day(1, 1)).Charge(2, Day(2, 6), 100, issued: Day(1, 1)).Pay(3, Day(2, 5), 150);

        account.At(Day(2, 5)).Should().BeEquivalentTo(new { DueToday = Money.Zero, NotYetDue = Euro(100), UnallocatedCredit = Euro(50) });
    }

    [Fact]
    public void Costs_come_before_interest_and_interest_before_capital_R18()
    {
        var account = new Account().Charge(1, Day(1, 5), 100, interest: 5, costs: 3).Pay(2, Day(1, 6), 6);

        account.Debt(1, Day(1, 6)).Outstanding.Should().Be(new DebtAmount(Euro(100), Euro(2), Money.Zero));
        account.Settlement(2, Day(1, 6)).Allocations.Should().Equal(
            new Allocation(Day(1, 6), Id(1), null, null, AllocationPart.Costs, Euro(3)),
            new Allocation(Day(1, 6), Id(1), null, null, AllocationPart.Interest, Euro(3)));
    }

    [Fact]
    public void Interest_comes_before_costs_where_the_agency_says_so_R18()
    {
        var account = new Account { Values = ShippedDefaults.Values with { InterestBeforeCosts = true } }
            .Charge(1, Day(1, 5), 100, interest: 5, costs: 3).Pay(2, Day(1, 6), 6);

        account.Debt(1, Day(1, 6)).Outstanding.Should().Be(new DebtAmount(Euro(100), Money.Zero, Euro(2)));
    }

    [Fact]
    public void Capital_comes_first_only_with_the_creditors_consent_R18()
    {
        var account = new Account().Charge(1, Day(1, 5), 100, interest: 5, costs: 3).Pay(2, Day(1, 6), 104, capitalFirst: true);

        account.Debt(1, Day(1, 6)).Outstanding.Should().Be(new DebtAmount(Money.Zero, Euro(4), Money.Zero));
    }

    [Fact]
    public void Interest_and_costs_added_later_are_paid_before_the_capital_R18()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Accrue(2, Day(2, 1), 1, interest: 4, costs: 6).Pay(3, Day(2, 1), 50);

        account.Debt(1, Day(2, 1)).Outstanding.Should().Be(new DebtAmount(Euro(60), Money.Zero, Money.Zero));
        account.Debt(1, Day(2, 1)).Charged.Should().Be(new DebtAmount(Euro(100), Euro(4), Euro(6)));
    }

    [Fact]
    public void A_time_barred_debt_is_never_reached_by_itself_from_its_limitation_date_on_R19()
    {
        var account = new Account()
            .Charge(1, Day(1, 5), 100, barred: Day(6, 1)).Charge(2, Day(2, 5), 100).Pay(3, Day(5, 31), 30).Pay(4, Day(6, 1), 150);

        account.Owed(1, Day(6, 1)).Should().Be(Euro(70));
        account.Owed(2, Day(6, 1)).Should().Be(Money.Zero);
        account.At(Day(6, 1)).Should().BeEquivalentTo(new { Overdue = Euro(70), UnallocatedCredit = Euro(50) });
    }

    [Fact]
    public void A_time_barred_debt_may_be_designated_R19()
    {
        var account = new Account().Charge(1, Day(1, 5), 100, barred: Day(2, 1)).PayFor(2, Day(3, 1), 60, (1, null));

        account.Owed(1, Day(3, 1)).Should().Be(Euro(40));
    }

    [Fact]
    public void What_exceeds_all_that_is_due_waits_and_is_applied_when_the_next_debt_falls_due_R20()
    {
        var account = new Account().Charge(1, Day(1, 5), 100).Charge(2, Day(2, 5), 100, issued: Day(1, 20)).Pay(3, Day(1, 10), 130);

        account.At(Day(2, 4)).Should().BeEquivalentTo(new { NotYetDue = Euro(100), UnallocatedCredit = Euro(30) });
        account.At(Day(2, 5)).Should().BeEquivalentTo(new { DueToday = Euro(70), UnallocatedCredit = Money.Zero });
        account.Settlement(3, Day(2, 5)).Allocations[1].AppliedOn.Should().Be(Day(2, 5));
    }

    [Fact]
    public void Held_money_is_applied_oldest_first_and_before_the_payments_of_the_day_R20()
    {
        var account = new Account()
            .Pay(1, Day(1, 10), 30).Pay(2, Day(1, 12), 40).Charge(3, Day(2, 5), 60).Pay(4, Day(2, 5), 5);

        account.Settlement(1, Day(2, 5)).Unallocated.Should().Be(Money.Zero);
        account.Settlement(2, Day(2, 5)).Unallocated.Should().Be(Euro(10));
        account.Settlement(4, Day(2, 5)).Unallocated.Should().Be(Euro(5));
    }

    [Fact]
    public void The_alternative_lays_the_excess_on_the_charge_that_falls_due_next_at_once_R20()
    {
        var account = new Account { Values = ShippedDefaults.Values with { Excess = ExcessRule.NextCharge } }
            .Charge(1, Day(3, 5), 100, issued: Day(1, 1)).Charge(2, Day(2, 5), 100, issued: Day(1, 1)).Pay(3, Day(1, 10), 130);

        account.Owed(1, Day(1, 10)).Should().Be(Euro(70));
        account.Owed(2, Day(1, 10)).Should().Be(Money.Zero);
        account.At(Day(1, 10)).UnallocatedCredit.Should().Be(Money.Zero);
    }

    [Fact]
    public void The_alternative_holds_the_excess_until_a_charge_is_posted_R20()
    {
        var account = new Account { Values = ShippedDefaults.Values with { Excess = ExcessRule.NextCharge } }
            .Pay(1, Day(1, 10), 130).Charge(2, Day(2, 5), 100, issued: Day(1, 20));

        account.At(Day(1, 19)).UnallocatedCredit.Should().Be(Euro(130));
        account.At(Day(1, 20)).Should().BeEquivalentTo(new { NotYetDue = Money.Zero, UnallocatedCredit = Euro(30) });
    }

    [Fact]
    public void Each_day_is_figured_by_the_parameter_set_in_force_on_it_R60()
    {
        var account = new Account().Charge(1, Day(3, 5), 100, issued: Day(1, 1)).Pay(2, Day(1, 10), 130);
        var later = account.Set with { ValidFrom = Day(2, 1), Values = ShippedDefaults.Values with { Excess = ExcessRule.NextCharge } };
        var recorded = NodaTime.Instant.FromUtc(2025, 1, 1, 0, 0);
        var timeline = ArrearsCalculator.Timeline(
            account.Facts, Aler, new ParameterHistory([new(account.Set, recorded), new(later, recorded)]));

        timeline.At(Day(1, 31)).Should().BeEquivalentTo(new { NotYetDue = Euro(100), UnallocatedCredit = Euro(130) });
        timeline.At(Day(2, 1)).Should().BeEquivalentTo(new { NotYetDue = Money.Zero, UnallocatedCredit = Euro(30) });
        timeline.Steps.Select(step => step.Day).Should().Equal(Day(1, 1), Day(1, 10), Day(2, 1));
    }
}
