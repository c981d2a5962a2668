using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>The compliance rate (R36) over latest judgements, the earlier ones kept (R15); lapse as a proposal (R37).</summary>
public sealed class ComplianceRateTests
{
    [Fact]
    public void The_rate_weighs_partly_kept_promises_by_half_and_leaves_excused_ones_out()
    {
        var judged = Judged(
            (1, ComplianceOutcome.Kept),
            (2, ComplianceOutcome.Kept),
            (3, ComplianceOutcome.PartlyKept),
            (4, ComplianceOutcome.Broken),
            (5, ComplianceOutcome.Excused));

        var rate = ComplianceRate.Of(judged, ShippedDefaults.Values);

        rate.Should().Be(new ComplianceRate(2, 1, 1, 1, Cured: 0, new Ratio(2_500_000, 4_000_000)));
        rate.Rate!.Value.ToText(3).Should().Be("0.625");
        rate.Assessed.Should().Be(4);
    }

    [Fact]
    public void The_weight_is_the_agencys()
        => ComplianceRate.Of(Judged((1, ComplianceOutcome.PartlyKept)), ShippedDefaults.Values with { PartlyKeptWeightPpm = 250_000 })
            .Rate!.Value.ToText(2).Should().Be("0.25");

    [Fact]
    public void Excused_promises_alone_are_not_assessable()
    {
        var rate = ComplianceRate.Of(Judged((1, ComplianceOutcome.Excused)), ShippedDefaults.Values);

        rate.IsAssessable.Should().BeFalse();
        rate.Should().Be(new ComplianceRate(0, 0, 0, 1, Cured: 0, Rate: null));
    }

    [Fact]
    public void Cured_promises_are_counted_beside_the_rate()
    {
        var state = Enrolled(
            Promised(1, "2026-01-01", "2026-02-10", 50),
            Assessment(101, 1, "2026-04-01", ComplianceOutcome.Broken) with { CuredOn = Day("2026-03-01") });

        ComplianceRate.Of(JudgedPromise.All(state.Facts(), Day("2026-06-01")), ShippedDefaults.Values)
            .Should().Be(new ComplianceRate(0, 0, 1, 0, Cured: 1, new Ratio(0, 1_000_000)));
    }

    [Fact]
    public void The_latest_judgement_counts_and_the_earlier_ones_stay_visible()
    {
        var first = Assessment(103, 1, "2026-03-01", ComplianceOutcome.Broken);
        var second = Assessment(102, 1, "2026-04-01", ComplianceOutcome.PartlyKept) with { Reassesses = Id(103) };
        var sameDay = Assessment(101, 1, "2026-04-01", ComplianceOutcome.Kept) with { Reassesses = Id(102) };
        var state = Enrolled(Promised(1, "2026-01-01", "2026-02-10", 50), first, second, sameDay);

        var judged = JudgedPromise.All(state.Facts(), Day("2026-06-01")).Should().ContainSingle().Subject;
        judged.Latest.Should().Be(sameDay);
        judged.Earlier.Should().Equal(first, second);
        JudgedPromise.All(state.Facts(), Day("2026-03-31")).Single().Latest.Should().Be(first);
        JudgedPromise.All(state.Facts(), Day("2026-02-28")).Should().BeEmpty();
    }

    [Fact]
    public void Promises_of_a_voided_fact_are_left_out()
    {
        var state = Enrolled(
            Promised(1, "2026-01-01", "2026-02-10", 50),
            Assessment(101, 1, "2026-03-01", ComplianceOutcome.Broken),
            new FactCorrected(Id(102), Id(1), null, "not-said", null, Day("2026-01-01")));

        JudgedPromise.All(state.Facts(), Day("2026-06-01")).Should().BeEmpty();
    }

    [Fact]
    public void Judged_promises_stand_by_due_date_then_instalment()
    {
        var state = Enrolled(
            Plan(1, "2026-01-05", Id(10), 200, ("2026-02-10", 100), ("2026-03-10", 100)),
            Promised(2, "2026-01-05", "2026-02-20", 10),
            Assessment(101, 1, "2026-04-01", ComplianceOutcome.Kept) with { Instalment = 2 },
            Assessment(102, 2, "2026-04-01", ComplianceOutcome.Kept),
            Assessment(103, 1, "2026-04-01", ComplianceOutcome.Kept) with { Instalment = 1 });

        JudgedPromise.All(state.Facts(), Day("2026-06-01")).Select(j => (j.Promise.Subject, j.Promise.Instalment))
            .Should().Equal((Id(1), 1), (Id(2), null), (Id(1), 2));
    }

    [Fact]
    public void A_lapse_is_proposed_when_two_instalments_are_broken_within_six_months()
    {
        var plan = Plan(
            1,
            "2025-01-01",
            Id(10),
            300,
            ("2025-02-10", 100),
            ("2025-08-10", 100),
            ("2026-02-09", 100));
        HouseholdEvent Broken(int id, int instalment)
            => Assessment(id, 1, "2026-03-01", ComplianceOutcome.Broken) with { Instalment = instalment };
        var far = JudgedPromise.All(Enrolled(plan, Broken(101, 1), Broken(102, 2)).Facts(), Day("2026-06-01"));
        var near = JudgedPromise.All(Enrolled(plan, Broken(101, 1), Broken(102, 2), Broken(103, 3)).Facts(), Day("2026-06-01"));
        var strict = ShippedDefaults.Values with { Lapse = new LapseRule(1, 0) };

        LapseProposal.Of(Id(1), far, ShippedDefaults.Values).Should().BeNull();
        LapseProposal.Of(Id(1), near, ShippedDefaults.Values)!.Broken.Select(j => j.Promise.Instalment).Should().Equal(2, 3);
        LapseProposal.Of(Id(1), far, strict).Should().NotBeNull();
        LapseProposal.Of(Id(2), near, strict).Should().BeNull();
    }

    internal static ComplianceAssessed Assessment(int id, int subject, string judgedOn, ComplianceOutcome outcome) => new(
        Id(id),
        Day(judgedOn),
        Id(subject),
        Instalment: null,
        outcome,
        Euro(50),
        Money.Zero,
        CuredOn: null,
        Suspension: null,
        Reassesses: null,
        Cause: null,
        new JudgementBasis(Shipped.Id, Hash, 1),
        Evidence: null);

    private static IReadOnlyList<JudgedPromise> Judged(params (int Id, ComplianceOutcome Outcome)[] promises) => JudgedPromise.All(
        Enrolled([
            .. promises.Select(p => Promised(p.Id, "2026-01-01", "2026-02-10", 50)),
            .. promises.Select(p => Assessment(100 + p.Id, p.Id, "2026-03-01", p.Outcome))]).Facts(),
        Day("2026-06-01"));
}
