using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>A suspension is proposed by one person and approved or refused by another, whatever names are put in later (R35).</summary>
public sealed class DecideSuspensionTests
{
    private static readonly SuspensionProposed Proposed = new(
        Id(1), Day("2026-05-01"), Aler, new DateSpan(Day("2026-03-01"), Day("2026-06-01")), "illness", new PersonalText("certificate"),
        new StaffId("anna"));

    private static readonly SuspensionDecided Decided = new(
        Id(2), Day("2026-05-02"), Id(1), Id(3), "illness", new StaffId("bruno"));

    private static readonly SuspensionApproved Suspension = new(
        Id(3), Day("2026-05-02"), Aler, Proposed.Period, "illness", Proposed.Evidence, new StaffId("anna"), new StaffId("bruno"));

    private static readonly DecideSuspension Command = new(
        Id(2), Decided.Date, Id(1), new GrantedSuspension(Id(3), Period: null), "illness", new StaffId("bruno"));

    private static readonly ApproveSuspension Approval = new(
        Id(3), Decided.Date, Aler, Proposed.Period, "illness", new PersonalText("letter"), new StaffId("anna"), new StaffId("bruno"))
    {
        Decision = Id(2),
    };

    [Fact]
    public void Approval_records_the_suspension_and_the_same_again_is_nothing()
    {
        var decision = Decide(Enrolled(Proposed), Command);

        decision.Should().Be(Appends(Decided, Suspension));
        Decide(After(Enrolled(Proposed), decision), Command).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void A_part_of_what_was_proposed_may_be_approved_and_no_more()
    {
        var part = new DateSpan(Day("2026-03-10"), Day("2026-05-01"));

        Decide(Enrolled(Proposed), Granting(part)).Should().Be(Appends(Decided, Suspension with { Period = part }));
        ReasonOf(Decide(Enrolled(Proposed), Granting(part with { End = Day("2026-06-02") }))).Should().Be(Reasons.DatesOutOfOrder);
    }

    [Fact]
    public void A_refused_proposal_changes_nothing_else_and_is_decided_once()
    {
        var refusal = Command with { Approved = null };
        var refused = Decided with { Suspension = null };

        Decide(Enrolled(Proposed), refusal).Should().Be(Appends(refused));
        ReasonOf(Decide(Enrolled(Proposed, refused), Command with { Id = Id(4) })).Should().Be(Reasons.ProposalDecided);
        ReasonOf(Decide(Enrolled(), Command)).Should().Be(Reasons.ProposalUnknown);
    }

    [Fact]
    public void Nobody_decides_what_they_proposed_recorded_or_corrected()
    {
        ReasonOf(Decide(Enrolled(Proposed), Command with { Approver = Proposed.Proposer })).Should().Be(Reasons.FourEyes);
        ReasonOf(Decide(By(Enrolled(), Proposed, "bruno"), Command)).Should().Be(Reasons.FourEyes, "bruno recorded it in anna's name");
        ReasonOf(Decide(By(Enrolled(Proposed), Renamed("carla"), "bruno"), Command)).Should().Be(Reasons.FourEyes, "bruno corrected it");
        ReasonOf(Decide(By(Enrolled(Proposed), Renamed("carla"), "dario"), Command with { Approver = new("anna") }))
            .Should().Be(Reasons.FourEyes, "anna was named before");
        Decide(By(Enrolled(), Proposed, "bruno", isVerified: false), Command)
            .Should().Be(Appends(Decided, Suspension), "who is not verified proves nothing");
    }

    [Fact]
    public void What_was_approved_is_not_stretched_by_a_correction_nor_corrected_by_who_proposed_it()
    {
        var state = Enrolled(Proposed, Decided, Suspension);
        Decision<HouseholdEvent> Corrected(SuspensionApproved replacement) => CorrectFact.Decide(
            state, new CorrectFact(Id(9), Id(3), Supersedes: null, "typing-error", replacement), Agency, RecordedDay);

        ReasonOf(Corrected(Suspension with { Period = new DateSpan(Day("2026-03-01"), Day("2026-07-01")) }))
            .Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Corrected(Suspension with { Proposer = new("carla"), Approver = new("anna") })).Should().Be(Reasons.FourEyes);
        Corrected(Suspension with { Period = new DateSpan(Day("2026-03-01"), Day("2026-05-01")) })
            .Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    [Fact]
    public void A_verified_approver_approves_the_open_proposal_that_is_meant_and_nothing_that_nobody_proposed()
    {
        var decision = ApproveSuspension.Decide(Enrolled(Proposed), Approval, Agency, RecordedDay);

        decision.Should().Be(Appends(Decided, Suspension));
        ApproveSuspension.Decide(After(Enrolled(Proposed), decision), Approval, Agency, RecordedDay)
            .Should().Be(Decision<HouseholdEvent>.Nothing);
        ReasonOf(ApproveSuspension.Decide(Enrolled(), Approval, Agency, RecordedDay)).Should().Be(Reasons.ProposalMissing);
        ReasonOf(ApproveSuspension.Decide(Enrolled(Proposed, Decided with { Suspension = null }), Approval, Agency, RecordedDay))
            .Should().Be(Reasons.ProposalMissing);
    }

    [Fact]
    public void A_proposal_needs_evidence_and_an_end()
    {
        ReasonOf(Record(Proposed with { Evidence = null })).Should().Be(Reasons.EvidenceMissing);
        ReasonOf(Record(Proposed with { Period = new DateSpan(Day("2026-03-01"), null) })).Should().Be(Reasons.ValueMissing);
        ReasonOf(Record(Decided)).Should().Be(Reasons.FactHasOwnCommand);
    }

    [Fact]
    public void What_one_decision_could_not_suspend_is_not_proposed()
    {
        var whole = new DateSpan(Day("2026-03-01"), Day("2026-09-01"));

        ReasonOf(Record(Proposed with { Period = whole with { End = Day("2026-09-02") } })).Should().Be(Reasons.SuspensionTooLong);
        Record(Proposed with { Period = whole }).Should().Be(Appends(Proposed with { Period = whole }));
    }

    [Fact]
    public void A_proposal_recorded_while_more_was_allowed_is_approved_in_part_only()
    {
        var long7 = Proposed with { Period = new DateSpan(Day("2026-03-01"), Day("2026-10-01")) };

        ReasonOf(Decide(Enrolled(long7), Command)).Should().Be(Reasons.SuspensionTooLong);
        Decide(Enrolled(long7), Granting(Proposed.Period)).Should().Be(Appends(Decided, Suspension));
    }

    private static FactCorrected Renamed(string proposer) => new(
        Id(8), Id(1), Supersedes: null, "typing-error", Proposed with { Proposer = new(proposer) }, Proposed.Date);

    private static HouseholdState By(HouseholdState state, HouseholdEvent happened, string actor, bool isVerified = true)
    {
        var origin = new EntryOrigin(
            Guid.Empty, actor, "supervisor", !isVerified, "", Cremona, $"by-{actor}", ReadOnlyMemory<byte>.Empty, "", "", "");
        return HouseholdState.Evolve(state, new HouseholdEntry(state.Version + 1, state.LastRecorded!.Value, happened, origin));
    }

    private static DecideSuspension Granting(DateSpan period) => Command with { Approved = new GrantedSuspension(Id(3), period) };

    private static Decision<HouseholdEvent> Decide(HouseholdState state, DecideSuspension command)
        => DecideSuspension.Decide(state, command, Agency, RecordedDay);

    private static Decision<HouseholdEvent> Record(Fact fact)
        => RecordFact.Decide(Enrolled(), new RecordFact(fact), Agency, RecordedDay);
}
