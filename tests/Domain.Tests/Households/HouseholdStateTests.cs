using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>
/// The fold collects facts, ids and decisions in stream order and holds no balance (R13); requests stay known for ever (R5).
/// </summary>
public sealed class HouseholdStateTests
{
    [Fact]
    public void The_sample_has_every_kind_of_event_once()
    {
        var kinds = typeof(HouseholdEvent).GetNestedTypes()
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(HouseholdEvent)))
            .Select(t => t.Name);

        EveryKind.Events.Select(e => e.GetType().Name).Should().BeEquivalentTo(kinds);
    }

    [Fact]
    public void Every_kind_of_event_is_folded_from_any_state()
    {
        foreach (var happened in EveryKind.Events)
        {
            HouseholdState.Evolve(HouseholdState.Absent, Entry(1, happened)).Version.Should().Be(1);
            HouseholdState.Evolve(Enrolled([.. EveryKind.Facts]), Entry(100, happened)).Version.Should().Be(100);
        }
    }

    [Fact]
    public void An_absent_household_knows_nothing()
    {
        var absent = HouseholdState.Absent;

        absent.Status.Should().Be(HouseholdStatus.Absent);
        absent.Version.Should().Be(0);
        absent.LastRecorded.Should().BeNull();
        absent.Entries.Should().BeEmpty();
        absent.Find(Id(1)).Should().BeNull();
        absent.FindRequest(Cremona, "r1").Should().BeNull();
        absent.Facts().Enrolment.Should().BeNull();
    }

    [Fact]
    public void Closing_and_reopening_turn_the_status()
    {
        var open = Enrolled();
        var closed = After(open, new HouseholdClosed(Day("2026-03-01"), "moved-away"));
        var reopened = After(closed, new HouseholdReopened(Day("2026-04-01"), "came-back"));

        open.Status.Should().Be(HouseholdStatus.Open);
        closed.Status.Should().Be(HouseholdStatus.Closed);
        reopened.Status.Should().Be(HouseholdStatus.Open);
    }

    [Fact]
    public void A_corrected_fact_shows_original_live_fact_and_live_correction()
    {
        var state = Enrolled(
            Charge(1),
            new FactCorrected(Id(2), Id(1), Supersedes: null, "typing-error", Charge(1, amount: 310), Day("2026-02-01")));

        state.Find(Id(1)).Should().Be(new RecordedFact(2, Charge(1), Charge(1, amount: 310), Id(2)));
        state.Find(Id(2)).Should().BeNull();
        state.FindCorrection(Id(2))!.Original.Should().Be(Id(1));
    }

    [Fact]
    public void A_voided_fact_is_void_until_another_correction_restores_it()
    {
        var voided = Enrolled(Charge(1), new FactCorrected(Id(2), Id(1), null, "not-ours", null, Day("2026-02-01")));
        var restored = After(voided, new FactCorrected(Id(3), Id(1), Id(2), "ours-after-all", Charge(1), Day("2026-02-01")));

        voided.Find(Id(1))!.IsVoid.Should().BeTrue();
        voided.Live<ChargePosted>().Should().BeEmpty();
        voided.Facts().IsVoided(Id(1)).Should().BeTrue();
        restored.Live<ChargePosted>().Should().Equal(Charge(1));
    }

    [Fact]
    public void Evolving_leaves_the_earlier_state_as_it_was()
    {
        var before = Enrolled(Charge(1));
        var left = After(before, Charge(2));
        var right = After(before, Charge(3));

        before.Find(Id(2)).Should().BeNull();
        before.Entries.Should().HaveCount(2);
        left.Live<ChargePosted>().Select(c => c.Id).Should().Equal(Id(1), Id(2));
        right.Live<ChargePosted>().Select(c => c.Id).Should().Equal(Id(1), Id(3));
    }

    [Fact]
    public void Folding_one_by_one_and_all_at_once_lead_to_the_same_state()
    {
        var entries = Enumerable.Range(1, 300).Select(i => Entry(i, i == 1 ? Enrolment : Charge(i), Origin($"r{i / 3}"))).ToArray();

        var atOnce = HouseholdState.Fold(HouseholdState.Absent, entries);
        var oneByOne = entries.Aggregate(HouseholdState.Absent, HouseholdState.Evolve);

        oneByOne.Entries.Should().Equal(entries);
        atOnce.Entries.Should().Equal(entries);
        foreach (var entry in entries)
        {
            oneByOne.Find(Id((int)entry.Version)).Should().Be(atOnce.Find(Id((int)entry.Version)));
            var request = entry.Origin!.RequestId;
            oneByOne.FindRequest(Cremona, request).Should().Be(atOnce.FindRequest(Cremona, request)).And.NotBeNull();
        }
    }

    [Fact]
    public void A_request_leaves_its_digest_first_version_and_count_for_its_agency_only()
    {
        var state = HouseholdState.Fold(
            HouseholdState.Absent,
            [Entry(1, Enrolment, Origin("r1")), Entry(2, Charge(1), Origin("r2")), Entry(3, Charge(2), Origin("r2"))]);

        var mark = state.FindRequest(Cremona, "r2")!;
        mark.FirstVersion.Should().Be(2);
        mark.Count.Should().Be(2);
        mark.LastVersion.Should().Be(3);
        mark.IsSameRequest("r2"u8).Should().BeTrue();
        mark.IsSameRequest("r1"u8).Should().BeFalse();
        state.FindRequest(new AgencyId("brescia"), "r2").Should().BeNull();
    }

    [Fact]
    public void Facts_known_at_a_moment_leave_out_what_was_recorded_later()
    {
        var state = Enrolled(Charge(1), Charge(2));

        state.Facts(Start + NodaTime.Duration.FromSeconds(2)).InOrder.Should().Equal(Charge(1));
        state.Facts().InOrder.Should().Equal(Charge(1), Charge(2));
        state.Facts().Should().BeSameAs(state.Facts());
    }

    private static EntryOrigin Origin(string request) => new(
        Guid.Empty,
        "anna",
        "consultant",
        Unverified: false,
        "api",
        Cremona,
        request,
        System.Text.Encoding.UTF8.GetBytes(request),
        Correlation: "",
        Causation: "",
        ReasonCode: "");
}
