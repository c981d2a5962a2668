using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Warnings;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.HostedFamily;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Who is hosted, who decides it, for how long, and what a birth changes (R51 to R53).</summary>
public sealed class HostingTests
{
    private static readonly HostingValues Values = HostingValues.Shipped;

    [Fact]
    public void Every_condition_that_fails_is_named_and_two_approvals_complete_the_others()
    {
        var stranger = Enrolled().Facts();

        HostingEligibility.Of(stranger, Day("2026-02-01"), HostingTarget.Unspecified, approvals: 1, Values).Should().Be(
            new HostingEligibility(
                0,
                0,
                HostingTarget.Unspecified,
                1,
                [HostingCondition.Size, HostingCondition.Income, HostingCondition.Target, HostingCondition.Approvals]));
        HostingEligibility.Of(Of(4).Facts(), Day("2022-01-10"), HostingTarget.FragileHousehold, approvals: 2, Values).IsMet
            .Should().BeTrue();
        RefusalOf(Propose(Enrolled(), Admission with { Date = Day("2026-02-01"), Target = HostingTarget.Unspecified })).Details
            .Should().Equal(new RefusalDetail("failed", "SIZE,INCOME,TARGET"));
    }

    [Fact]
    public void One_approval_leaves_the_proposal_pending_and_the_second_agrees_the_hosting()
    {
        var proposed = After(Of(3), Propose(Of(3), Admission));
        var one = Decide(proposed, First);
        var pending = After(proposed, one);
        var decided = new HostingDecided(First.Id, First.Date, Admission.Id, true, null, 3, "agreed", Bruno);

        one.Should().Be(Appends(decided));
        Decide(pending, First).Should().Be(Decision<HouseholdEvent>.Nothing);
        Decide(pending, Second).Should().Be(Appends(
            decided with { Id = Second.Id, Hosting = Stay, Approver = Carla },
            new HostingAgreed(
                Stay, Second.Date, new DateSpan(Day("2022-02-01"), Day("2023-02-01")), Admission.Flat)));
        Decide(After(pending, Decide(pending, Second)), Second).Should().Be(Decision<HouseholdEvent>.Nothing);
    }

    [Fact]
    public void Nobody_approves_what_they_proposed_nor_twice_nor_what_is_decided()
    {
        var proposed = After(Of(3), Propose(Of(3), Admission));
        var pending = Approved(proposed, First);

        ReasonOf(Decide(proposed, First with { Approver = Anna })).Should().Be(Reasons.FourEyes);
        ReasonOf(Decide(pending, Second with { Approver = Anna })).Should().Be(Reasons.FourEyes);
        ReasonOf(Decide(pending, Second with { Approver = Bruno })).Should().Be(Reasons.ApproverRepeated);
        var refused = Approved(pending, Second with { IsApproved = false });
        ReasonOf(Decide(refused, Second with { Id = Id(14), Approver = new StaffId("dario") })).Should().Be(Reasons.ProposalDecided);
        refused.Find(Stay).Should().BeNull();
        ReasonOf(Decide(Admitted(), Second with { Id = Id(14), Approver = new StaffId("dario") })).Should().Be(Reasons.ProposalDecided);
        ReasonOf(Decide(Of(3), First)).Should().Be(Reasons.ProposalUnknown);
    }

    [Fact]
    public void Whoever_grew_before_the_last_approval_is_not_admitted()
    {
        var grown = After(
            Approved(After(Of(4), Propose(Of(4), Admission)), First), Composed(5, "2022-01-11", 5));

        RefusalOf(Decide(grown, Second)).Details.Should().Equal(new RefusalDetail("failed", "SIZE"));
    }

    [Theory]
    [InlineData("2022-02-01", "2023-01-31")]
    [InlineData("2024-02-29", "2025-02-27")]
    [InlineData("2023-03-31", "2024-03-30")]
    public void A_whole_term_ends_a_day_before_its_first_day_comes_again(string first, string last)
    {
        var whole = HostingTerms.Whole(Day(first), 12);

        whole.End!.Value.PlusDays(-1).Should().Be(Day(last));
        HostingTerms.MonthsOf(whole).Should().Be(12);
        HostingTerms.MonthsOf(whole with { End = whole.End.Value.PlusDays(1) }).Should().Be(13);
    }

    [Fact]
    public void A_longer_term_than_a_year_is_refused_and_an_agency_may_set_another()
    {
        ReasonOf(Propose(Of(3), Admission with { End = Day("2023-02-02") })).Should().Be(Reasons.HostingTermTooLong);
        var longer = AgencyState.Evolve(Network, AgencyEntry(Network.Version + 1, new AgencyEvent.ParameterSetPublished(Shipped with
        {
            Id = new ParameterSetId("longer"),
            ValidFrom = Day("2022-01-01"),
            Values = Shipped.Values with { Hosting = new HostingValues(6, 1, 18, 18) },
        })));
        var state = After(Of(6), ProposeHosting.Decide(Of(6), Admission, longer, RecordedDay));
        state = After(state, DecideHosting.Decide(state, First, longer, RecordedDay));

        LastDay(state, Stay).Should().Be(Day("2023-07-31"));
    }

    [Fact]
    public void A_renewal_is_asked_for_before_the_end_with_documents_and_begins_on_the_next_day()
    {
        var admitted = Admitted();

        ReasonOf(Propose(admitted, RenewalProposal with { Date = Day("2023-02-01") })).Should().Be(Reasons.HostingRenewalLate);
        Propose(admitted, RenewalProposal with { Date = Day("2023-01-31") }).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        ReasonOf(Propose(admitted, RenewalProposal with { Evidence = null })).Should().Be(Reasons.EvidenceMissing);
        ReasonOf(Propose(admitted, RenewalProposal with { Start = Day("2023-03-01") })).Should().Be(Reasons.DatesOutOfOrder);
        ReasonOf(Propose(admitted, RenewalProposal with { Renews = Id(77) })).Should().Be(Reasons.HostingUnknown);
        ReasonOf(Propose(Renewed(), RenewalProposal with { Id = Id(31) })).Should().Be(Reasons.HostingOverlaps);
    }

    [Fact]
    public void A_hosting_left_early_counts_as_long_as_it_was_lived()
    {
        var left = After(Admitted(), End(Admitted(), "2022-05-01"));
        var again = Admission with { Id = Id(41), Date = Day("2023-06-01"), Start = Day("2023-07-01") };

        HostingTerms.Lived(left).Single().Period.Should().Be(new DateSpan(Day("2022-02-01"), Day("2022-05-01")));
        Propose(left, again).Should().BeOfType<Decision<HouseholdEvent>.Accepted>("3 and 12 months are 15");
        ReasonOf(Propose(left, RenewalProposal with { Date = Day("2022-05-01") })).Should().Be(Reasons.HostingRenewalLate);
        ReasonOf(End(left, "2022-06-01", id: 61)).Should().Be(Reasons.HostingOver);
        ReasonOf(End(Admitted(), "2023-02-02")).Should().Be(Reasons.HostingOver);
        End(Admitted(), "2023-02-01").Should().BeOfType<Decision<HouseholdEvent>.Accepted>("it says where they went");
    }

    [Fact]
    public void Who_leaves_does_not_begin_the_renewal_either()
    {
        var left = After(Renewed(), End(Renewed(), "2022-12-01"));

        HostingTerms.Lived(left).Select(hosting => hosting.Id).Should().Equal(Stay);
    }

    [Fact]
    public void What_was_decided_is_not_corrected_and_a_proposal_only_before_anybody_approved_it()
    {
        var state = Admitted();
        var open = After(Of(3), Propose(Of(3), Admission));
        string? Voided(HouseholdState known, FactId fact) => ReasonOf(
            CorrectFact.Decide(known, new CorrectFact(Id(99), fact, Supersedes: null, "mistake", Replacement: null), Network, RecordedDay));

        Voided(state, Stay).Should().Be(Reasons.HostingSettled);
        Voided(state, First.Id).Should().Be(Reasons.HostingSettled);
        Voided(state, Admission.Id).Should().Be(Reasons.HostingSettled);
        Voided(open, Admission.Id).Should().BeNull();
    }

    [Fact]
    public void A_birth_ends_nothing_and_calls_for_a_review_until_an_exit_plan_is_agreed_or_the_hosting_ends()
    {
        var born = After(Admitted(), Composed(50, "2022-06-10", 5));
        var planned = After(born, new ExitPlanAgreed(Id(51), Day("2022-07-01"), Stay, What: null));

        PartsOf(Admitted(), "2022-06-30").Should().BeEmpty();
        PartsOf(born, "2022-06-30").Should().Equal(new ScorePart(ScoreReason.HostingReviewDue, WarningKind.Unspecified, 1, 10));
        HostingTerms.Lived(born).Single().Period.End.Should().Be(Day("2023-02-01"));
        PartsOf(planned, "2022-07-01").Should().BeEmpty();
        PartsOf(After(born, End(born, "2022-08-01")), "2022-08-01").Should().BeEmpty();
        PartsOf(born, "2023-02-01").Should().BeEmpty();
    }

    [Fact]
    public void A_proposal_calls_to_its_household_with_its_approvals_until_it_is_decided()
    {
        var proposed = After(Of(3), Propose(Of(3), Admission));
        var pending = Approved(proposed, First);
        var renewing = After(Admitted(), Propose(Admitted(), RenewalProposal));

        Pending(proposed, "2022-01-09").Should().Be((null, 0));
        Pending(proposed, "2022-01-10").Should().Be((new HostingPending(Day("2022-01-10"), 0), 10));
        Pending(pending, "2022-01-12").Should().Be((new HostingPending(Day("2022-01-10"), 1), 10));
        Pending(pending, "2022-01-11").Should().Be((new HostingPending(Day("2022-01-10"), 0), 10));
        Pending(Approved(pending, Second with { IsApproved = false }), "2022-01-12").Should().Be((null, 0));
        Pending(Admitted(), "2022-01-12").Should().Be((null, 0));
        Pending(renewing, "2023-01-10").Should().Be((new HostingPending(Day("2023-01-10"), 0), 10));
        Pending(Renewed(), "2023-01-12").Should().Be((null, 0));

        static (HostingPending? Hosting, int Points) Pending(HouseholdState state, string day)
        {
            var situation = HouseholdSituation.Of(state.Facts(), [], Day(day), Network.Parameters)!;
            return (
                situation.HostingProposal,
                WorkScore.Parts(situation).SingleOrDefault(part => part.Reason == ScoreReason.HostingToDecide).Points);
        }
    }

    [Fact]
    public void Who_left_a_hosting_is_not_warned_of_its_end()
    {
        static bool Warns(HouseholdState state) => PartsOf(state, "2022-12-15").Any(part => part.Warning == WarningKind.HostingEnding);

        Warns(Admitted()).Should().BeTrue();
        Warns(After(Admitted(), End(Admitted(), "2022-12-01"))).Should().BeFalse();
        Warns(Renewed()).Should().BeTrue("the renewal is agreed in January only");
    }

    private static Decision<HouseholdEvent> End(HouseholdState state, string day, int id = 60)
        => EndHosting.Decide(state, new EndHosting(Id(id), Day(day), Stay, HostingExit.PrivateRent), Network, RecordedDay);

    private static ValueList<ScorePart> PartsOf(HouseholdState state, string day)
        => WorkScore.Parts(HouseholdSituation.Of(state.Facts(), [], Day(day), Network.Parameters)!);
}
