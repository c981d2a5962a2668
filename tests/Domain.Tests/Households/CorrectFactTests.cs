using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Corrections name the original and the one they supersede (R4), in a closed household too (R9).</summary>
public sealed class CorrectFactTests
{
    private static readonly CorrectFact Command = new(Id(50), Id(1), Supersedes: null, "typing-error", Charge(1, amount: 310));

    [Fact]
    public void Every_kind_of_fact_is_corrected_by_another_of_its_kind_and_a_second_time_is_nothing()
    {
        foreach (var fact in EveryKind.Facts)
        {
            var state = Enrolled(fact);
            var command = new CorrectFact(Id(50), fact.Id, Supersedes: null, "typing-error", fact);
            var decision = Decide(state, command);

            decision.Should().Be(Appends(new FactCorrected(Id(50), fact.Id, null, "typing-error", fact, fact.Effective)));
            Decide(After(state, decision), command).Should().Be(Decision<HouseholdEvent>.Nothing);
        }
    }

    [Fact]
    public void A_void_counts_on_the_day_of_the_original()
    {
        var decision = Decide(Enrolled(Charge(1)), Command with { Replacement = null });

        decision.Should().Be(Appends(new FactCorrected(Id(50), Id(1), null, "typing-error", null, Day("2026-02-01"))));
    }

    [Fact]
    public void A_second_correction_names_the_one_in_force()
    {
        var state = After(Enrolled(Charge(1)), Decide(Enrolled(Charge(1)), Command));
        var second = new CorrectFact(Id(51), Id(1), Supersedes: Id(50), "typing-error", Charge(1, amount: 320));

        ReasonOf(Decide(state, second with { Supersedes = null })).Should().Be(Reasons.CorrectionSuperseded);
        ReasonOf(Decide(state, second with { Supersedes = Id(49) })).Should().Be(Reasons.CorrectionSuperseded);
        Decide(state, second).Should()
            .Be(Appends(new FactCorrected(Id(51), Id(1), Id(50), "typing-error", Charge(1, amount: 320), Day("2026-02-01"))));
    }

    [Fact]
    public void A_stale_correction_is_told_which_one_is_in_force()
    {
        var state = After(Enrolled(Charge(1)), Decide(Enrolled(Charge(1)), Command));

        var refused = (Decision<HouseholdEvent>.Refused)Decide(state, Command with { Id = Id(51) });

        refused.Refusal.Details.Should().Equal(new RefusalDetail("live_correction", Id(50).ToString()));
    }

    [Fact]
    public void A_voided_fact_is_restored_by_a_further_correction()
    {
        var state = After(Enrolled(Charge(1)), Decide(Enrolled(Charge(1)), Command with { Replacement = null }));
        var restored = After(state, Decide(state, new CorrectFact(Id(51), Id(1), Id(50), "ours-after-all", Charge(1))));

        restored.Find(Id(1)).Should().Be(new RecordedFact(2, Charge(1), Charge(1), Id(51)));
    }

    [Fact]
    public void What_is_no_recorded_fact_cannot_be_corrected()
    {
        var state = After(Enrolled(Charge(1)), Decide(Enrolled(Charge(1)), Command));

        ReasonOf(Decide(state, Command with { Id = Id(51), Original = Id(99) })).Should().Be(Reasons.FactUnknown);
        ReasonOf(Decide(state, Command with { Id = Id(51), Original = Id(50) })).Should().Be(Reasons.FactUnknown);
        ReasonOf(Decide(HouseholdState.Absent, Command)).Should().Be(Reasons.HouseholdNotEnrolled);
    }

    [Fact]
    public void The_id_of_a_correction_is_its_own()
    {
        var state = Enrolled(Charge(1), Charge(2));
        var corrected = After(state, Decide(state, Command));

        ReasonOf(Decide(state, Command with { Id = Id(2) })).Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(corrected, Command with { ReasonCode = "other" })).Should().Be(Reasons.FactIdReused);
        ReasonOf(Decide(corrected, Command with { Original = Id(2), Replacement = null })).Should().Be(Reasons.FactIdReused);
    }

    [Fact]
    public void The_replacement_has_the_kind_and_the_id_of_the_original()
    {
        var state = Enrolled(Charge(1));

        ReasonOf(Decide(state, Command with { Replacement = Payment(1, "2026-02-01", 10) })).Should().Be(Reasons.CorrectionOtherKind);
        ReasonOf(Decide(state, Command with { Replacement = Charge(2) })).Should().Be(Reasons.CorrectionOtherId);
    }

    [Fact]
    public void The_replacement_obeys_the_rules_of_its_kind()
    {
        var state = Enrolled(Charge(1));

        ReasonOf(Decide(state, Command with { Replacement = Charge(1, amount: 0) })).Should().Be(Reasons.AmountNotPositive);
        ReasonOf(Decide(state, Command with { Replacement = Charge(1) with { Creditor = new CreditorId("unknown") } }))
            .Should().Be(Reasons.CreditorUnknown);
        ReasonOf(Decide(state, Command with { ReasonCode = "A slip" })).Should().Be(Reasons.SlugInvalid);
    }

    [Fact]
    public void A_closed_household_accepts_corrections()
    {
        var state = Enrolled(Charge(1), new HouseholdClosed(Day("2026-05-01"), "moved-away"));

        Decide(state, Command).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    [Fact]
    public void Voiding_a_lapse_cannot_bring_two_plans_into_the_same_time()
    {
        var state = Enrolled(
            Plan(1, "2026-02-01", Id(10), 200, ("2026-03-01", 200)),
            new PlanLapsed(Id(2), Day("2026-03-10"), Id(1), "broken", Euro(200)),
            Plan(3, "2026-04-01", Id(10), 200, ("2026-05-01", 200)));

        ReasonOf(Decide(state, new CorrectFact(Id(50), Id(2), null, "not-lapsed", null))).Should().Be(Reasons.PlanActive);
        Decide(state, new CorrectFact(Id(50), Id(3), null, "not-signed", null)).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    private static Decision<HouseholdEvent> Decide(HouseholdState state, CorrectFact command)
        => CorrectFact.Decide(state, command, Agency, RecordedDay);
}
