using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Warnings;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Warnings;

/// <summary>EW1: at the middle of a period less than half of what falls due in it is paid (R30).</summary>
public sealed class HalfwayPaymentTests
{
    /// <summary>Case W11: 1,000 due in the period from 15 January to 14 February 2025, both days counted.</summary>
    private static readonly ChargePosted W11 = Charge(1, "2025-01-10", "2025-02-14", 1_000) with
    {
        Period = new DateSpan(Day("2025-01-15"), Day("2025-02-15")),
    };

    private static readonly HouseholdEnrolled EnrolledBefore = Enrolment with { Date = Day("2025-01-01") };

    [Fact]
    public void Case_W11_warns_at_the_end_of_29_January_when_400_of_1000_are_paid()
    {
        var warned = On("2025-01-29", W11, Payment(2, "2025-01-20", 400)).Should().ContainSingle().Subject;

        warned.Should().Be(new Warning(
            WarningKind.HalfwayUnpaid,
            Day("2025-01-29"),
            Aler,
            Euro(600),
            [Id(1)],
            new WarningEvidence.Halfway(
                new DateSpan(Day("2025-01-15"), Day("2025-02-15")), Day("2025-01-29"), Euro(1_000), Euro(400), Euro(400)),
            new JudgementBasis(Shipped.Id, Hash, WarningCalculator.Number)));
        On("2025-01-28", W11, Payment(2, "2025-01-20", 400)).Should().BeEmpty();
    }

    [Fact]
    public void Case_W11_does_not_warn_when_all_was_paid_on_20_January()
        => On("2025-01-29", W11, Payment(2, "2025-01-20", 1_000)).Should().BeEmpty();

    [Fact]
    public void Half_is_enough_and_a_cent_less_is_not()
    {
        On("2025-01-29", W11, Payment(2, "2025-01-20", 500)).Should().BeEmpty();
        On("2025-01-29", W11, Payment(2, "2025-01-20", 499.99m)).Should().ContainSingle();
    }

    [Fact]
    public void A_period_warns_until_its_end_or_until_half_is_paid()
    {
        On("2025-02-14", W11).Should().ContainSingle();
        On("2025-02-15", W11).Should().BeEmpty();
        On("2025-02-10", W11, Payment(2, "2025-02-10", 500)).Should().BeEmpty();
        On("2025-02-09", W11, Payment(2, "2025-02-10", 500)).Should().ContainSingle();
    }

    [Fact]
    public void What_was_paid_by_the_middle_and_taken_back_later_is_no_warning_of_the_middle()
        => On("2025-02-01", W11, Payment(2, "2025-01-20", 1_000), new PaymentReversed(Id(3), Day("2025-01-31"), Id(2), "returned"))
            .Should().BeEmpty();

    [Fact]
    public void A_charge_without_a_period_belongs_to_the_calendar_month_of_its_due_date()
    {
        var rent = Charge(1, "2025-02-01", "2025-02-10", 300);

        On("2025-02-13", rent).Should().BeEmpty();
        On("2025-02-14", rent).Single().Evidence.Should().Be(new WarningEvidence.Halfway(
            new DateSpan(Day("2025-02-01"), Day("2025-03-01")), Day("2025-02-14"), Euro(300), Money.Zero, Money.Zero));
        On("2025-02-14", rent with { Period = new DateSpan(Day("2024-01-01"), Day("2024-04-01")) }).Should().ContainSingle();
        On("2025-03-01", rent).Should().BeEmpty();
    }

    [Fact]
    public void Instalments_fall_due_with_the_charges_of_their_month_and_covered_or_disputed_charges_do_not()
    {
        HouseholdEvent[] facts =
        [
            Charge(1, "2025-02-01", "2025-02-10", 300),
            Charge(2, "2025-02-01", "2025-02-05", 200),
            Charge(3, "2025-02-01", "2025-02-06", 80),
            new ChargeDisputed(Id(4), Day("2025-02-02"), Id(3), Amount: null, Note: null),
            Plan(5, "2025-02-03", Id(2), 200, ("2025-02-20", 100), ("2025-03-20", 100)),
        ];

        On("2025-02-14", facts).Single().Evidence.Should().Be(new WarningEvidence.Halfway(
            new DateSpan(Day("2025-02-01"), Day("2025-03-01")), Day("2025-02-14"), Euro(400), Money.Zero, Money.Zero));
        On("2025-02-14", [.. facts, Payment(6, "2025-02-12", 300)]).Should().BeEmpty();
    }

    [Fact]
    public void Older_arrears_are_paid_first_and_leave_the_period_unpaid()
        => On(
                "2025-02-14",
                Charge(1, "2025-01-01", "2025-01-10", 300),
                Charge(2, "2025-02-01", "2025-02-10", 300),
                Payment(3, "2025-02-11", 300))
            .Single().Amount.Should().Be(Euro(300));

    [Fact]
    public void Creditors_are_warned_of_apart()
        => On(
                "2025-02-14",
                Charge(1, "2025-02-01", "2025-02-10", 300),
                Charge(2, "2025-02-01", "2025-02-10", 90) with { Creditor = Condominium })
            .Select(w => (w.Creditor!.Value, w.Amount!.Value)).Should().Equal((Aler, Euro(300)), (Condominium, Euro(90)));

    [Theory]
    [InlineData("2025-02-01", "2025-02-02", "2025-02-01")]
    [InlineData("2025-02-01", "2025-02-03", "2025-02-01")]
    [InlineData("2025-02-01", "2025-03-01", "2025-02-14")]
    [InlineData("2025-04-01", "2025-05-01", "2025-04-15")]
    public void The_checkpoint_is_the_middle_and_never_before_the_first_day(string start, string end, string checkpoint)
    {
        var charge = Charge(1, start, start, 100) with { Period = new DateSpan(Day(start), Day(end)) };

        On(checkpoint, charge).Single().On.Should().Be(Day(checkpoint));
    }

    private static ValueList<Warning> On(string day, params HouseholdEvent[] facts)
        => WarningsOf(EnrolledBefore, day, facts).Where(w => w.Kind == WarningKind.HalfwayUnpaid).ToValueList();

    internal static ValueList<Warning> WarningsOf(HouseholdEnrolled enrolment, string day, params HouseholdEvent[] facts)
    {
        var known = After(HouseholdState.Absent, [enrolment, .. facts]).Facts();
        var timelines = ArrearsCalculator.Creditors(known)
            .Select(creditor => ArrearsCalculator.Timeline(known, creditor, Agency.Parameters))
            .ToList();
        return WarningCalculator.Of(known, timelines, Day(day), Agency.Parameters);
    }
}
