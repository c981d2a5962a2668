using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.ComplianceRateTests;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>
/// No-fault arrears: claimed with evidence, decided by a second person, and put into effect by a suspension (R35) that stops the age (R25)
/// and leads to judgements anew (R15).
/// </summary>
public sealed class DecideNoFaultTests
{
    private static readonly NoFaultClaimed Claimed = Claim(1);

    private static readonly DecideNoFault Command = new(
        Id(2), Day("2026-05-02"), Id(1), new GrantedSuspension(Id(3), Period: null), "job-loss", new StaffId("bruno"));

    private static readonly NoFaultDecided Decided = new(
        Id(2), Day("2026-05-02"), Id(1), Id(3), "job-loss", new StaffId("bruno"));

    private static readonly SuspensionApproved Suspension = new(
        Id(3), Day("2026-05-02"), Aler, Claimed.Period, "job-loss", Claimed.Evidence, new StaffId("anna"), new StaffId("bruno"));

    [Fact]
    public void Recognition_approves_a_suspension_and_the_same_again_is_nothing()
    {
        var decision = Decide(Enrolled(Claimed), Command);

        decision.Should().Be(Appends(Decided, Suspension));
        Decide(After(Enrolled(Claimed), decision), Command).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void A_part_of_the_time_claimed_may_be_recognised_and_no_more()
    {
        var part = new DateSpan(Day("2026-03-10"), Day("2026-05-01"));

        Decide(Enrolled(Claimed), Recognising(part)).Should().Be(Appends(Decided, Suspension with { Period = part }));
        ReasonOf(Decide(Enrolled(Claimed), Recognising(part with { Start = Day("2026-02-28") }))).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Decide(Enrolled(Claimed), Recognising(part with { End = Day("2026-06-02") }))).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Decide(Enrolled(Claimed), Recognising(part with { End = null }))).Should().Be(Reasons.ValueMissing);
    }

    [Fact]
    public void A_claim_turned_down_changes_nothing_else()
        => Decide(Enrolled(Claimed), Command with { Recognised = null }).Should().Be(Appends(Decided with { Suspension = null }));

    [Fact]
    public void Who_claimed_does_not_decide()
    {
        ReasonOf(Decide(Enrolled(Claimed), Command with { Approver = Claimed.Proposer })).Should().Be(Reasons.FourEyes);
        ReasonOf(Decide(Enrolled(Claimed), Command with { Approver = Claimed.Proposer, Recognised = null })).Should().Be(Reasons.FourEyes);
        var corrected = new CorrectFact(Id(9), Id(2), Supersedes: null, "typing-error", Decided with { Approver = Claimed.Proposer });
        ReasonOf(CorrectFact.Decide(Enrolled(Claimed, Decided, Suspension), corrected, Agency, RecordedDay)).Should().Be(Reasons.FourEyes);
    }

    [Fact]
    public void A_claim_is_known_and_decided_once()
    {
        var voided = new FactCorrected(Id(8), Id(1), Supersedes: null, "not-said", Replacement: null, Day("2026-04-20"));
        var undone = new FactCorrected(Id(8), Id(2), Supersedes: null, "mistake", Replacement: null, Day("2026-05-02"));
        var again = Command with { Id = Id(4), Recognised = null };

        ReasonOf(Decide(Enrolled(), Command)).Should().Be(Reasons.ClaimUnknown);
        ReasonOf(Decide(Enrolled(Claimed, voided), Command)).Should().Be(Reasons.ClaimUnknown);
        ReasonOf(Decide(Enrolled(Claimed, Decided, Suspension), again)).Should().Be(Reasons.ClaimDecided);
        Decide(Enrolled(Claimed, Decided, Suspension, undone), again).Should().Be(Appends(Decided with { Id = Id(4), Suspension = null }));
    }

    [Fact]
    public void One_decision_suspends_for_six_months_at_most()
    {
        var long7 = Claimed with { Period = new DateSpan(Day("2026-03-01"), Day("2026-09-02")) };

        ReasonOf(Record(long7)).Should().Be(Reasons.SuspensionTooLong);
        ReasonOf(Decide(Enrolled(long7), Command)).Should().Be(Reasons.SuspensionTooLong, "it was recorded while more was allowed");
        Decide(Enrolled(long7), Recognising(new DateSpan(Day("2026-03-01"), Day("2026-09-01"))))
            .Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    [Fact]
    public void A_claim_needs_a_cause_evidence_and_a_time_that_begins_with_the_cause()
    {
        ReasonOf(Record(Claimed with { Cause = NoFaultCause.Unspecified })).Should().Be(Reasons.ValueUnspecified);
        ReasonOf(Record(Claimed with { Evidence = null })).Should().Be(Reasons.EvidenceMissing);
        ReasonOf(Record(Claimed with { Evidence = new PersonalText(" ") })).Should().Be(Reasons.EvidenceMissing);
        ReasonOf(Record(Claimed with { CauseOn = Day("2026-03-02") })).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Record(Claimed with { Period = new DateSpan(Day("2026-03-01"), null) })).Should().Be(Reasons.ValueMissing);
        ReasonOf(Record(Claimed with { Creditor = new CreditorId("nobody") })).Should().Be(Reasons.CreditorUnknown);
        ReasonOf(Record(Decided)).Should().Be(Reasons.FactHasOwnCommand);
    }

    [Fact]
    public void A_decision_on_a_closed_or_absent_household_or_under_a_used_id_is_refused()
    {
        ReasonOf(Decide(HouseholdState.Absent, Command)).Should().Be(Reasons.HouseholdNotEnrolled);
        ReasonOf(Decide(Enrolled(Claimed, new HouseholdClosed(Day("2026-06-01"), "moved-away")), Command))
            .Should().Be(Reasons.HouseholdIsClosed);
        ReasonOf(Decide(Enrolled(Claimed, Charge(2)), Command)).Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(Enrolled(Claimed, Suspended(3, "2026-05-01", "2026-05-01", "2026-06-01")), Command))
            .Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(Enrolled(Claimed, Charge(3)), Command)).Should().Be(Reasons.ReferenceWrongKind);
    }

    [Fact]
    public void What_was_broken_is_judged_again_as_excused_and_the_age_stops()
    {
        HouseholdEvent[] facts =
        [
            Promised(10, "2026-02-01", "2026-03-10", 50),
            Charge(11, "2026-02-01", "2026-02-10"),
            Assessment(12, 10, "2026-03-16", ComplianceOutcome.Broken),
            Claimed,
        ];
        var state = After(Enrolled(facts), Decided, Suspension);
        var check = new CheckCompliance(Id(20), Day("2026-05-03"), Id(10), null, null, null, null);

        CheckCompliance.Decide(state, check, Agency, RecordedDay).Should().Be(Appends(new ComplianceAssessed(
            Id(20),
            Day("2026-05-03"),
            Id(10),
            Instalment: null,
            ComplianceOutcome.Excused,
            Euro(50),
            Money.Zero,
            CuredOn: null,
            Suspension: Id(3),
            Reassesses: Id(12),
            Cause: Id(3),
            new JudgementBasis(Shipped.Id, Hash, ComplianceCalculator.Number),
            Evidence: null)));
        Age(Enrolled(facts).Facts(), "2026-05-03").Should().Be(82);
        Age(state.Facts(), "2026-05-03").Should().Be(19);
    }

    [Fact]
    public void The_person_who_decides_sees_income_regularity_what_is_excused_and_the_age()
    {
        var facts = Enrolled(
            Income(30, "2025-12-27"),
            Income(31, "2026-02-27"),
            Income(32, "2026-03-27", 600),
            Promised(10, "2026-01-15", "2026-02-10", 50),
            Promised(13, "2026-01-15", "2026-03-10", 50),
            Promised(14, "2026-01-15", "2026-06-01", 50),
            Assessment(12, 10, "2026-02-20", ComplianceOutcome.Kept),
            Charge(11, "2026-02-01", "2026-02-10", 100),
            Plan(15, "2026-02-20", Id(11), 100, ("2026-02-28", 50), ("2026-05-31", 50)),
            Claimed).Facts();
        var timeline = ArrearsCalculator.Timeline(facts, Aler, Agency.Parameters);

        var seen = NoFaultAssessment.Of(facts, Claimed, timeline, Day("2026-05-31"), Agency.Parameters);

        seen.IncomeBefore.Should().Be(Euro(1_800));
        seen.IncomeAfter.Should().Be(Euro(600));
        seen.IncomeFell.Should().BeTrue();
        seen.KeptBefore.Rate.Should().Be(new Ratio(1_000_000, 1_000_000));
        seen.Excused.Select(p => (p.Subject, p.Instalment)).Should().Equal((Id(13), null), (Id(15), 2));
        (seen.AgeDays, seen.AgeDaysRecognised).Should().Be((92, 1));
        NoFaultAssessment.Of(facts, Claimed, timeline, Day("2026-05-30"), Agency.Parameters)
            .Should().BeEquivalentTo(new { IncomeAfter = (Money?)null, IncomeFell = (bool?)null });
    }

    private static DecideNoFault Recognising(DateSpan period) => Command with { Recognised = new GrantedSuspension(Id(3), period) };

    private static IncomeReceived Income(int id, string day, decimal amount = 900)
        => new(Id(id), Day(day), Euro(amount), IncomeSource.Wages, Entry: null, Mother, Note: null);

    private static int Age(HouseholdFacts facts, string day)
        => ArrearsCalculator.Timeline(facts, Aler, Agency.Parameters).AgeDays(Day(day));

    private static Decision<HouseholdEvent> Record(HouseholdEvent.Fact fact)
        => RecordFact.Decide(Enrolled(), new RecordFact(fact), Agency, RecordedDay);

    private static Decision<HouseholdEvent> Decide(HouseholdState state, DecideNoFault command)
        => DecideNoFault.Decide(state, command, Agency, RecordedDay);
}
