using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>
/// A check judges a promise (R32, R33, R34); a late fact leads to another one (R15); a repeat is nothing (R5); it cites its rules
/// (R60).
/// </summary>
public sealed class CheckComplianceTests
{
    /// <summary>Agreed on 1 March, 50.00 by 10 March; the grace runs until 15 March.</summary>
    private static readonly CommitmentAgreed Promise = Promised(1, "2026-03-01", "2026-03-10", 50);

    private static readonly CheckCompliance Command = new(
        Id(2), Day("2026-03-16"), Id(1), Instalment: null, Outcome: null, Suspension: null, Evidence: null);

    private static readonly ComplianceAssessed Broken = new(
        Id(2),
        Day("2026-03-16"),
        Id(1),
        Instalment: null,
        ComplianceOutcome.Broken,
        Euro(50),
        Money.Zero,
        CuredOn: null,
        Suspension: null,
        Reassesses: null,
        Cause: null,
        new JudgementBasis(Shipped.Id, Hash, ComplianceCalculator.Number),
        Evidence: null);

    [Fact]
    public void A_promise_without_payment_is_broken_and_a_second_check_is_nothing()
    {
        var decision = Decide(Enrolled(Promise), Command);

        decision.Should().Be(Appends(Broken));
        Decide(After(Enrolled(Promise), decision), Command).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void Another_check_that_finds_nothing_new_is_nothing()
        => Decide(Enrolled(Promise, Broken), Command with { Id = Id(3), JudgedOn = Day("2026-06-01") })
            .Should().Be(Decision<HouseholdEvent>.Nothing);

    [Fact]
    public void The_same_check_again_is_nothing_though_its_answer_would_be_another_by_now()
        => Decide(Enrolled(Promise, Broken, Payment(3, "2026-03-12", 50)), Command).Should().Be(Decision<HouseholdEvent>.Nothing);

    [Fact]
    public void A_late_fact_leads_to_another_judgement_that_names_the_first_and_the_cause()
    {
        var state = Enrolled(Promise, Broken, Charge(8), Payment(3, "2026-03-12", 50), Charge(9));

        Decide(state, Command with { Id = Id(4), JudgedOn = Day("2026-04-01") }).Should().Be(Appends(Broken with
        {
            Id = Id(4),
            JudgedOn = Day("2026-04-01"),
            Outcome = ComplianceOutcome.Kept,
            PaidInTime = Euro(50),
            Reassesses = Id(2),
            Cause = Id(3),
        }));
    }

    [Fact]
    public void A_corrected_payment_is_named_by_its_correction()
    {
        var payment = Payment(3, "2026-03-12", 50);
        var kept = Broken with { Outcome = ComplianceOutcome.Kept, PaidInTime = Euro(50) };
        var state = Enrolled(
            Promise,
            payment,
            kept,
            new FactCorrected(Id(5), Id(3), null, "typing-error", payment with { Amount = Euro(20) }, Day("2026-03-12")));

        Decide(state, Command with { Id = Id(4), JudgedOn = Day("2026-04-01") }).Should().Be(Appends(kept with
        {
            Id = Id(4),
            JudgedOn = Day("2026-04-01"),
            Outcome = ComplianceOutcome.PartlyKept,
            PaidInTime = Euro(20),
            Reassesses = Id(2),
            Cause = Id(5),
        }));
    }

    [Fact]
    public void A_suspension_recognised_later_excuses_what_was_broken()
    {
        var state = Enrolled(Promise, Broken, Suspended(6, "2026-04-01", "2026-03-01", "2026-06-01"));

        Decide(state, Command with { Id = Id(4), JudgedOn = Day("2026-04-02") }).Should().Be(Appends(Broken with
        {
            Id = Id(4),
            JudgedOn = Day("2026-04-02"),
            Outcome = ComplianceOutcome.Excused,
            Suspension = Id(6),
            Reassesses = Id(2),
            Cause = Id(6),
        }));
    }

    [Fact]
    public void A_promise_is_judged_from_the_day_after_its_grace()
    {
        ReasonOf(Decide(Enrolled(Promise), Command with { JudgedOn = Day("2026-03-15") })).Should().Be(Reasons.NotYetJudgeable);
        Decide(Enrolled(Promise), Command).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    [Fact]
    public void A_day_before_the_last_judgement_cannot_be_judged_any_more()
        => ReasonOf(Decide(Enrolled(Promise, Broken with { JudgedOn = Day("2026-05-01") }), Command with { Id = Id(4) }))
            .Should().Be(Reasons.JudgedLater);

    [Fact]
    public void The_judgement_cites_the_set_in_force_on_its_day()
    {
        var stricter = Shipped with
        {
            Id = new ParameterSetId("strict"), ValidFrom = Day("2026-05-01"), Values = ShippedDefaults.Values with { GraceDays = 0 },
        };
        var agency = AgencyState.Evolve(Agency, AgencyEntry(5, new AgencyEvent.ParameterSetPublished(stricter)));
        var state = Enrolled(Promise, Payment(3, "2026-03-12", 50));

        CheckCompliance.Decide(state, Command with { JudgedOn = Day("2026-05-01") }, agency, RecordedDay).Should().Be(Appends(Broken with
        {
            JudgedOn = Day("2026-05-01"),
            CuredOn = Day("2026-03-12"),
            Basis = new JudgementBasis(new ParameterSetId("strict"), Hash, ComplianceCalculator.Number),
        }));
    }

    [Fact]
    public void An_instalment_is_judged_by_what_the_ledger_credited_to_it()
    {
        var state = Enrolled(
            Charge(10, "2026-01-01", "2026-01-10", 200),
            Plan(1, "2026-02-01", Id(10), 200, ("2026-03-10", 100), ("2026-04-10", 100)),
            Payment(3, "2026-03-15", 60));

        Decide(state, Command with { Instalment = 1 }).Should().Be(Appends(Broken with
        {
            Instalment = 1, Outcome = ComplianceOutcome.PartlyKept, Due = Euro(100), PaidInTime = Euro(60),
        }));
    }

    [Fact]
    public void An_instalment_of_a_plan_that_ended_by_its_due_date_was_never_due()
    {
        var state = Enrolled(
            Charge(10, "2026-01-01", "2026-01-10", 200),
            Plan(1, "2026-02-01", Id(10), 200, ("2026-03-10", 100), ("2026-04-10", 100)),
            new PlanLapsed(Id(5), Day("2026-04-10"), Id(1), "broken", Euro(200)));

        ReasonOf(Decide(state, Command with { Instalment = 2, JudgedOn = Day("2026-05-01") })).Should().Be(Reasons.PlanNotActive);
        Decide(state, Command with { Instalment = 1, JudgedOn = Day("2026-05-01") }).Should().Be(Appends(Broken with
        {
            Instalment = 1, JudgedOn = Day("2026-05-01"), Due = Euro(100),
        }));
    }

    [Fact]
    public void A_task_is_judged_by_a_person_and_again_the_same_is_nothing()
    {
        var state = Enrolled(Task(1, "2026-03-01", "2026-03-10"));
        var done = Command with { Outcome = ComplianceOutcome.Kept };
        var kept = Broken with { Outcome = ComplianceOutcome.Kept, Due = Money.Zero };

        ReasonOf(Decide(state, Command)).Should().Be(Reasons.OutcomeMissing);
        ReasonOf(Decide(state, Command with { Outcome = ComplianceOutcome.Unspecified })).Should().Be(Reasons.ValueUnspecified);
        Decide(state, done).Should().Be(Appends(kept));
        Decide(After(state, kept), done with { Id = Id(4) }).Should().Be(Decision<HouseholdEvent>.Nothing);
        Decide(After(state, kept), done with { Id = Id(4), Outcome = ComplianceOutcome.Broken }).Should()
            .Be(Appends(kept with { Id = Id(4), Outcome = ComplianceOutcome.Broken, Reassesses = Id(2) }));
    }

    [Fact]
    public void A_task_is_excused_by_a_suspension_that_covers_its_day_only()
    {
        var state = Enrolled(
            Task(1, "2026-03-01", "2026-03-10"),
            Suspended(6, "2026-03-05", "2026-03-01", "2026-04-01"),
            Suspended(7, "2026-03-05", "2026-03-11", "2026-04-01"));
        var excused = Command with { Outcome = ComplianceOutcome.Excused };

        ReasonOf(Decide(state, excused)).Should().Be(Reasons.SuspensionNotCovering);
        ReasonOf(Decide(state, excused with { Suspension = Id(7) })).Should().Be(Reasons.SuspensionNotCovering);
        ReasonOf(Decide(state, Command with { Outcome = ComplianceOutcome.Kept, Suspension = Id(6) }))
            .Should().Be(Reasons.ValueNotExpected);
        Decide(state, excused with { Suspension = Id(6) }).Should().Be(Appends(Broken with
        {
            Outcome = ComplianceOutcome.Excused, Due = Money.Zero, Suspension = Id(6),
        }));
    }

    [Fact]
    public void The_outcome_of_a_promise_to_pay_is_computed()
    {
        ReasonOf(Decide(Enrolled(Promise), Command with { Outcome = ComplianceOutcome.Kept })).Should().Be(Reasons.OutcomeComputed);
        ReasonOf(Decide(Enrolled(Promise), Command with { Suspension = Id(6) })).Should().Be(Reasons.ValueNotExpected);
    }

    [Fact]
    public void The_subject_is_a_live_promise_and_an_instalment_that_it_has()
    {
        var plan = Plan(1, "2026-02-01", Id(10), 200, ("2026-03-10", 200));
        var voided = new FactCorrected(Id(9), Id(1), null, "not-said", null, Day("2026-03-01"));

        ReasonOf(Decide(Enrolled(), Command)).Should().Be(Reasons.SubjectUnknown);
        ReasonOf(Decide(Enrolled(Promise, voided), Command)).Should().Be(Reasons.SubjectUnknown);
        ReasonOf(Decide(Enrolled(Charge(1)), Command)).Should().Be(Reasons.ReferenceWrongKind);
        ReasonOf(Decide(Enrolled(Promise), Command with { Instalment = 1 })).Should().Be(Reasons.ValueNotExpected);
        ReasonOf(Decide(Enrolled(plan), Command)).Should().Be(Reasons.ValueMissing);
        ReasonOf(Decide(Enrolled(plan), Command with { Instalment = 2 })).Should().Be(Reasons.InstalmentUnknown);
    }

    [Fact]
    public void An_agency_that_was_never_created_has_no_parameters_to_judge_by()
        => ReasonOf(CheckCompliance.Decide(Enrolled(Promise), Command, AgencyState.Absent, RecordedDay)).Should().Be(Reasons.AgencyUnknown);

    [Fact]
    public void Household_id_day_and_evidence_are_checked()
    {
        var closed = new HouseholdClosed(Day("2026-05-01"), "moved-away");

        ReasonOf(Decide(HouseholdState.Absent, Command)).Should().Be(Reasons.HouseholdNotEnrolled);
        ReasonOf(Decide(Enrolled(Promise, closed), Command)).Should().Be(Reasons.HouseholdIsClosed);
        ReasonOf(Decide(Enrolled(Promise, Charge(2)), Command)).Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(Enrolled(Promise, Broken), Command with { JudgedOn = Day("2026-03-17") })).Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(Enrolled(Promise), Command with { JudgedOn = Day("2026-07-01") })).Should().Be(Reasons.DateAfterRecordedDay);
        ReasonOf(Decide(Enrolled(Promise), Command with { Evidence = new PersonalText(new string('x', 201)) }))
            .Should().Be(Reasons.TextTooLong);
    }

    private static Decision<HouseholdEvent> Decide(HouseholdState state, CheckCompliance command)
        => CheckCompliance.Decide(state, command, Agency, RecordedDay);
}
