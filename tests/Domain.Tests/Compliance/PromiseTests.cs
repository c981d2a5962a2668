using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.ComplianceRateTests;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>
/// Promises without money: done in time, late, lapsed or withdrawn (R38); promises that nobody judged; and by which set a promise is judged
/// again (R15, R60).
/// </summary>
public sealed class PromiseTests
{
    private static readonly CommitmentAgreed Meters = Task(1, "2026-03-01", "2026-03-10");

    private static readonly CheckCompliance Check = new(
        Id(2), Day("2026-04-01"), Id(1), Instalment: null, ComplianceOutcome.Broken, Suspension: null, Evidence: null);

    [Fact]
    public void A_task_belongs_to_the_member_who_accepted_it()
        => ReasonOf(RecordFact.Decide(Enrolled(), new RecordFact(Meters with { Owner = null }), Agency, RecordedDay))
            .Should().Be(Reasons.ValueMissing);

    [Fact]
    public void A_task_done_late_stays_broken_and_says_when_it_was_done()
    {
        var late = Check with { DoneOn = Day("2026-03-11") };
        var judged = Assessment(2, 1, "2026-04-01", ComplianceOutcome.Broken) with { Due = Money.Zero, CuredOn = Day("2026-03-11") };

        Decide(Enrolled(Meters), late).Should().Be(Appends(judged));
        Decide(Enrolled(Meters, judged), late).Should().Be(Decision<HouseholdEvent>.Nothing);
        ReasonOf(Decide(Enrolled(Meters, judged), late with { DoneOn = Day("2026-03-12") })).Should().Be(Reasons.FactIdReused);
    }

    [Fact]
    public void Late_is_after_the_due_date_and_not_after_the_judgement()
    {
        ReasonOf(Decide(Enrolled(Meters), Check with { DoneOn = Day("2026-03-10") })).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Decide(Enrolled(Meters), Check with { DoneOn = Day("2026-04-02") })).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Decide(Enrolled(Meters), Check with { DoneOn = Day("2026-03-11"), Outcome = ComplianceOutcome.Kept }))
            .Should().Be(Reasons.ValueNotExpected);
        ReasonOf(Decide(
                Enrolled(Promised(1, "2026-03-01", "2026-03-10", 50)), Check with { Outcome = null, DoneOn = Day("2026-03-11") }))
            .Should().Be(Reasons.ValueNotExpected);
    }

    [Fact]
    public void What_was_withdrawn_by_its_due_date_is_not_judged_and_counts_nowhere()
    {
        var inTime = new CommitmentWithdrawn(Id(3), Day("2026-03-10"), Id(1), "agreed");
        var tooLate = inTime with { Date = Day("2026-03-11") };
        var judged = Assessment(2, 1, "2026-04-01", ComplianceOutcome.Broken);

        ReasonOf(Decide(Enrolled(Meters, inTime), Check)).Should().Be(Reasons.CommitmentWithdrawn);
        Decide(Enrolled(Meters, tooLate), Check).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        JudgedPromise.All(Enrolled(Meters, judged, inTime).Facts(), Day("2026-06-01")).Should().BeEmpty();
        JudgedPromise.All(Enrolled(Meters, judged, tooLate).Facts(), Day("2026-06-01")).Should().ContainSingle();
        var paid = Promised(1, "2026-03-01", "2026-03-10", 50);
        ReliabilitySteps.Of(Enrolled(paid, judged, inTime).Facts(), Agency.Parameters).Should().BeEmpty();
        ReliabilitySteps.Of(Enrolled(paid, judged, tooLate).Facts(), Agency.Parameters).Should().ContainSingle();
    }

    [Fact]
    public void Promises_past_their_due_date_wait_for_a_judgement_by_due_date_and_instalment()
    {
        var facts = Enrolled(
            Charge(10, "2026-01-01", "2026-01-10", 400),
            Plan(20, "2026-02-01", Id(10), 200, ("2026-02-10", 50), ("2026-03-10", 50), ("2026-04-10", 50), ("2026-05-10", 50)),
            Assessment(30, 20, "2026-03-01", ComplianceOutcome.Broken) with { Instalment = 1 },
            new PlanLapsed(Id(40), Day("2026-04-10"), Id(20), "missed", Euro(200)),
            Promised(21, "2026-02-01", "2026-03-05", 50),
            Task(22, "2026-02-01", "2026-03-15"),
            Task(23, "2026-02-01", "2026-03-16"),
            new CommitmentWithdrawn(Id(41), Day("2026-03-01"), Id(23), "agreed"),
            Promised(24, "2026-02-01", "2026-06-01", 50)).Facts();

        Waiting(facts, "2026-05-20").Should().Equal((Id(21), null), (Id(20), 2), (Id(22), null));
        Waiting(facts, "2026-03-10").Should().Equal((Id(21), null));
    }

    [Fact]
    public void A_promise_judged_once_stays_with_its_set_unless_the_newer_one_is_asked_for()
    {
        var strict = Shipped with
        {
            Id = new ParameterSetId("strict"), ValidFrom = Day("2026-05-01"), Values = ShippedDefaults.Values with { GraceDays = 0 },
        };
        var agency = AgencyState.Evolve(Agency, AgencyEntry(5, new AgencyEvent.ParameterSetPublished(strict)));
        var kept = Assessment(2, 1, "2026-03-16", ComplianceOutcome.Kept) with
        {
            PaidInTime = Euro(50), Basis = new JudgementBasis(Shipped.Id, Hash, ComplianceCalculator.Number),
        };
        var state = Enrolled(Promised(1, "2026-03-01", "2026-03-10", 50), Payment(9, "2026-03-12", 50), kept);
        var again = Check with { Id = Id(3), JudgedOn = Day("2026-06-01"), Outcome = null };

        CheckCompliance.Decide(state, again, agency, RecordedDay).Should().Be(Decision<HouseholdEvent>.Nothing);
        CheckCompliance.Decide(state, again with { ByNewerSet = true }, agency, RecordedDay).Should().Be(Appends(kept with
        {
            Id = Id(3),
            JudgedOn = Day("2026-06-01"),
            Outcome = ComplianceOutcome.Broken,
            PaidInTime = Money.Zero,
            CuredOn = Day("2026-03-12"),
            Reassesses = Id(2),
            Cause = null,
            Basis = new JudgementBasis(strict.Id, Hash, ComplianceCalculator.Number),
        }));
    }

    private static IEnumerable<(FactId, int?)> Waiting(HouseholdFacts facts, string day)
        => UnjudgedPromise.All(facts, JudgedPromise.All(facts, Day(day)), Day(day)).Select(p => (p.Subject, p.Instalment));

    private static Decision<HouseholdEvent> Decide(HouseholdState state, CheckCompliance check)
        => CheckCompliance.Decide(state, check, Agency, RecordedDay);
}
