using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using FsCheck;
using FsCheck.Fluent;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>
/// Promises to pay are judged from the day after the grace (R33) by what was paid in time (R34), or excused (R35), in any order of
/// recording (R14).
/// </summary>
public sealed class ComplianceCalculatorTests
{
    /// <summary>50.00 by 10 March; the grace runs until 15 March.</summary>
    private static readonly CommitmentAgreed March = Promised(1, "2026-03-01", "2026-03-10", 50);

    [Theory]
    [InlineData("50.00", ComplianceOutcome.Kept)]
    [InlineData("49.99", ComplianceOutcome.Kept)]
    [InlineData("49.98", ComplianceOutcome.PartlyKept)]
    [InlineData("0.01", ComplianceOutcome.PartlyKept)]
    public void What_was_paid_by_the_end_of_the_grace_decides(string paid, ComplianceOutcome outcome)
    {
        var amount = decimal.Parse(paid, System.Globalization.CultureInfo.InvariantCulture);

        Judge(March, "2026-03-16", Payment(3, "2026-03-15", amount))
            .Should().Be(new Judgement(outcome, Euro(50), Euro(amount), CuredOn: null, Suspension: null));
    }

    [Fact]
    public void A_payment_after_the_grace_cures_and_keeps_nothing()
        => Judge(March, "2026-06-01", Payment(3, "2026-03-10", 20), Payment(4, "2026-03-16", 20), Payment(5, "2026-04-02", 30))
            .Should().Be(new Judgement(ComplianceOutcome.PartlyKept, Euro(50), Euro(20), Day("2026-04-02"), Suspension: null));

    [Fact]
    public void A_cure_after_the_day_of_judgement_is_not_seen_yet()
        => Judge(March, "2026-04-01", Payment(5, "2026-04-02", 50))
            .Should().Be(new Judgement(ComplianceOutcome.Broken, Euro(50), Money.Zero, CuredOn: null, Suspension: null));

    [Fact]
    public void A_payment_before_the_agreement_or_to_another_creditor_does_not_count()
        => Judge(March, "2026-03-16", Payment(3, "2026-02-28", 50), Payment(4, "2026-03-10", 50) with { Creditor = Condominium })
            .Should().Be(new Judgement(ComplianceOutcome.Broken, Euro(50), Money.Zero, CuredOn: null, Suspension: null));

    [Fact]
    public void What_went_back_within_the_grace_does_not_count_and_what_went_back_later_does()
    {
        HouseholdEvent[] inTime = [Payment(3, "2026-03-10", 50), new PaymentReversed(Id(4), Day("2026-03-15"), Id(3), "returned")];
        HouseholdEvent[] later = [Payment(3, "2026-03-10", 50), new PaymentReversed(Id(4), Day("2026-03-16"), Id(3), "returned")];
        HouseholdEvent[] refunded = [Payment(3, "2026-03-10", 50), new PaymentRefunded(Id(4), Day("2026-03-11"), Id(3), Euro(20))];

        Judge(March, "2026-03-20", inTime).Outcome.Should().Be(ComplianceOutcome.Broken);
        Judge(March, "2026-03-20", later).Outcome.Should().Be(ComplianceOutcome.Kept);
        Judge(March, "2026-03-20", refunded).PaidInTime.Should().Be(Euro(30));
    }

    [Fact]
    public void Each_cent_counts_for_one_promise_the_older_first()
    {
        var april = Promised(2, "2026-03-01", "2026-04-10", 50);
        var payment = Payment(3, "2026-03-12", 80);

        Judge(March, "2026-04-16", april, payment).PaidInTime.Should().Be(Euro(50));
        Judge(april, "2026-04-16", March, payment).Should()
            .Be(new Judgement(ComplianceOutcome.PartlyKept, Euro(50), Euro(30), CuredOn: null, Suspension: null));
    }

    [Fact]
    public void Promises_of_one_day_are_served_by_id()
    {
        var twin = Promised(2, "2026-03-01", "2026-03-10", 50);
        var payment = Payment(3, "2026-03-12", 70);

        Judge(March, "2026-03-16", twin, payment).PaidInTime.Should().Be(Euro(50));
        Judge(twin, "2026-03-16", March, payment).PaidInTime.Should().Be(Euro(20));
    }

    [Fact]
    public void A_payment_in_time_for_a_younger_promise_does_not_cure_an_older_one()
    {
        var april = Promised(2, "2026-03-20", "2026-04-10", 50);

        Judge(March, "2026-06-01", april, Payment(3, "2026-04-10", 50)).CuredOn.Should().BeNull();
        Judge(March, "2026-06-01", april, Payment(3, "2026-04-10", 50), Payment(4, "2026-05-02", 50)).CuredOn
            .Should().Be(Day("2026-05-02"));
    }

    [Fact]
    public void What_went_to_an_instalment_of_a_plan_counts_for_no_other_promise()
    {
        HouseholdEvent[] facts =
        [
            Charge(10, "2026-01-01", "2026-01-10", 100),
            Plan(11, "2026-02-01", Id(10), 100, ("2026-03-10", 100)),
            Payment(3, "2026-03-12", 120),
        ];

        Judge(March, "2026-03-16", facts).PaidInTime.Should().Be(Euro(20));
    }

    [Fact]
    public void A_suspension_excuses_from_its_approval_on_unless_it_ended_before_the_due_date()
    {
        var suspended = Suspended(6, "2026-04-01", "2026-03-01", "2026-06-01");

        Judge(March, "2026-03-31", suspended).Outcome.Should().Be(ComplianceOutcome.Broken);
        Judge(March, "2026-04-01", suspended).Should()
            .Be(new Judgement(ComplianceOutcome.Excused, Euro(50), Money.Zero, CuredOn: null, Id(6)));
        Judge(March, "2026-04-01", suspended, new SuspensionEnded(Id(7), Day("2026-03-10"), Id(6))).Outcome
            .Should().Be(ComplianceOutcome.Broken);
        Judge(March, "2026-04-01", suspended, new SuspensionEnded(Id(7), Day("2026-03-11"), Id(6))).Outcome
            .Should().Be(ComplianceOutcome.Excused);
        Judge(March, "2026-04-01", suspended with { Creditor = Condominium }).Outcome.Should().Be(ComplianceOutcome.Broken);
        Judge(March, "2026-04-01", suspended with { Period = new DateSpan(Day("2026-02-01"), Day("2026-03-10")) }).Outcome
            .Should().Be(ComplianceOutcome.Broken);
    }

    [Fact]
    public void Instalments_are_kept_partly_kept_broken_and_cured_by_the_ledger()
    {
        var plan = Plan(
            11, "2026-02-01", Id(10), 300, ("2026-03-10", 100), ("2026-04-10", 100), ("2026-05-10", 100));
        HouseholdEvent[] facts =
        [
            Charge(10, "2026-01-01", "2026-01-10", 300),
            Payment(3, "2026-03-15", 100),
            Payment(4, "2026-04-12", 30),
            Payment(5, "2026-04-20", 70),
        ];

        Judge(plan, "2026-06-01", 1, facts).Should()
            .Be(new Judgement(ComplianceOutcome.Kept, Euro(100), Euro(100), CuredOn: null, Suspension: null));
        Judge(plan, "2026-06-01", 2, facts).Should()
            .Be(new Judgement(ComplianceOutcome.PartlyKept, Euro(100), Euro(30), Day("2026-04-20"), Suspension: null));
        Judge(plan, "2026-06-01", 3, facts).Should()
            .Be(new Judgement(ComplianceOutcome.Broken, Euro(100), Money.Zero, CuredOn: null, Suspension: null));
    }

    [Fact]
    public void A_waiver_that_shortens_the_plan_lowers_what_is_due()
    {
        var plan = Plan(11, "2026-02-01", Id(10), 200, ("2026-03-10", 100), ("2026-04-10", 100));
        HouseholdEvent[] facts =
        [
            Charge(10, "2026-01-01", "2026-01-10", 200),
            Payment(3, "2026-03-10", 100),
            new CreditGranted(Id(5), Day("2026-03-20"), Aler, CreditKind.Waiver, Euro(60), Id(10), null),
            Payment(6, "2026-04-10", 40),
        ];

        Judge(plan, "2026-05-01", 2, facts).Should()
            .Be(new Judgement(ComplianceOutcome.Kept, Euro(40), Euro(40), CuredOn: null, Suspension: null));
    }

    [Fact]
    public void The_order_of_recording_never_changes_a_judgement()
    {
        HouseholdEvent[] facts =
        [
            March,
            Promised(2, "2026-03-01", "2026-04-10", 50),
            Charge(10, "2026-01-01", "2026-01-10", 100),
            Plan(11, "2026-02-01", Id(10), 100, ("2026-03-10", 60), ("2026-04-10", 40)),
            Payment(3, "2026-03-12", 90),
            Payment(4, "2026-04-20", 70),
            new PaymentRefunded(Id(5), Day("2026-05-01"), Id(4), Euro(10)),
        ];
        var expected = Judge(March, "2026-06-01", facts[1..]);

        Prop.ForAll(Arb.From(Gen.Shuffle(facts)), shuffled => Judge(Facts(shuffled), March, null, "2026-06-01") == expected)
            .Check(Config.QuickThrowOnFailure.WithReplay(20260105, 7));
        expected.Should().Be(new Judgement(ComplianceOutcome.PartlyKept, Euro(50), Euro(30), Day("2026-04-20"), Suspension: null));
    }

    private static Judgement Judge(HouseholdEvent.Fact subject, string judgedOn, params HouseholdEvent[] others)
        => Judge(Facts([subject, .. others]), subject, null, judgedOn);

    private static Judgement Judge(HouseholdEvent.Fact subject, string judgedOn, int instalment, params HouseholdEvent[] others)
        => Judge(Facts([subject, .. others]), subject, instalment, judgedOn);

    private static Judgement Judge(HouseholdFacts facts, HouseholdEvent.Fact subject, int? instalment, string judgedOn)
        => ComplianceCalculator.Judge(facts, Promise.Of(subject, instalment)!, Day(judgedOn), ShippedDefaults.Values, Agency.Parameters)!;

    private static HouseholdFacts Facts(HouseholdEvent[] events) => Enrolled(events).Facts();
}
