using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Tests.ComplianceRateTests;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>E1 and E2 by month, and the way since entry (R56).</summary>
public sealed class EmpowermentProgressTests
{
    [Fact]
    public void Reliability_reads_the_last_six_promises_to_pay_without_excused_ones_and_tasks()
    {
        ComplianceOutcome[] outcomes =
        [
            ComplianceOutcome.Broken,
            ComplianceOutcome.Kept,
            ComplianceOutcome.Kept,
            ComplianceOutcome.Excused,
            ComplianceOutcome.PartlyKept,
            ComplianceOutcome.Kept,
            ComplianceOutcome.Broken,
            ComplianceOutcome.Kept,
        ];
        var promises = outcomes.Select((_, i) => (HouseholdEvent)Promised(i + 1, "2026-01-01", $"2026-02-{10 + i}", 50));
        var judgements = outcomes.Select((outcome, i) => (HouseholdEvent)Assessment(101 + i, i + 1, "2026-04-01", outcome));
        var brokenTask = Assessment(120, 20, "2026-04-01", ComplianceOutcome.Broken);
        var state = Enrolled([.. promises, .. judgements, Task(20, "2026-01-01", "2026-03-01"), brokenTask]);

        var e1 = PaymentReliability.Of(JudgedPromise.All(state.Facts(), Day("2026-06-01")), ShippedDefaults.Values);

        e1.Counted.Select(j => j.Promise.Subject).Should().Equal(Id(2), Id(3), Id(5), Id(6), Id(7), Id(8));
        e1.Rate.Should().Be(new ComplianceRate(4, 1, 1, 0, Cured: 0, new Ratio(4_500_000, 6_000_000)));
        e1.Points!.Value.ToText(2).Should().Be("75.00");
    }

    [Fact]
    public void Reliability_without_a_judged_promise_has_no_points()
        => PaymentReliability.Of([], ShippedDefaults.Values).Points.Should().BeNull();

    [Theory]
    [InlineData(400, 400, "0.0")]
    [InlineData(400, 300, "25.0")]
    [InlineData(400, 0, "100.0")]
    [InlineData(400, 500, "0.0")]
    [InlineData(300, 100, "66.7")]
    public void The_reduction_of_arrears_lies_between_nought_and_a_hundred(int entry, int now, string points)
        => new ArrearsReduction(Euro(entry), Euro(now)).Points!.Value.ToText(1).Should().Be(points);

    [Fact]
    public void Without_arrears_at_entry_there_is_no_reduction()
        => new ArrearsReduction(Money.Zero, Euro(100)).Points.Should().BeNull();

    [Fact]
    public void The_way_since_entry_shows_every_month_end_and_the_day_asked_for()
    {
        var facts = Enrolled(
            Charge(10, "2025-11-01", "2025-11-10", 300),
            Charge(11, "2025-12-01", "2025-12-10", 100) with { Creditor = Condominium },
            Payment(12, "2026-02-15", 100),
            Payment(13, "2026-04-10", 200),
            Promised(1, "2026-01-15", "2026-02-10", 50),
            Promised(2, "2026-01-15", "2026-04-05", 50),
            Assessment(101, 1, "2026-02-20", ComplianceOutcome.PartlyKept),
            Assessment(102, 2, "2026-04-15", ComplianceOutcome.Kept)).Facts();

        var progress = Progress(facts, "2026-04-20")!;

        progress.Steps.Select(s => (s.Day, s.Arrears.Now, s.Arrears.Points?.ToText(0), s.Reliability.Points?.ToText(0))).Should().Equal(
            (Day("2026-01-10"), Euro(400), "0", null),
            (Day("2026-01-31"), Euro(400), "0", null),
            (Day("2026-02-28"), Euro(300), "25", "50"),
            (Day("2026-03-31"), Euro(300), "25", "50"),
            (Day("2026-04-20"), Euro(100), "75", "75"));
        progress.Arrears.Change!.Value.ToText(0).Should().Be("75");
        progress.Arrears.FirstOn.Should().Be(Day("2026-01-10"));
        progress.Reliability.FirstOn.Should().Be(Day("2026-02-28"));
        progress.Reliability.Change!.Value.ToText(0).Should().Be("25");
    }

    [Fact]
    public void A_plan_that_is_signed_reduces_no_arrears()
    {
        var facts = Enrolled(
            Charge(10, "2025-11-01", "2025-11-10", 300),
            Plan(11, "2026-01-15", Id(10), 300, ("2026-05-10", 150), ("2026-06-10", 150))).Facts();

        Progress(facts, "2026-02-28")!.Arrears.Now!.Value.ToText(0).Should().Be("0");
    }

    [Fact]
    public void Components_that_never_had_a_figure_show_no_progress()
        => Progress(Enrolled().Facts(), "2026-01-10")!.Should().BeEquivalentTo(
            new { Reliability = new ComponentProgress(null, null, null, null), Arrears = new ComponentProgress(null, null, null, null) });

    [Fact]
    public void Before_the_enrolment_there_is_no_way()
    {
        Progress(Enrolled().Facts(), "2026-01-09").Should().BeNull();
        Progress(HouseholdState.Absent.Facts(), "2026-01-10").Should().BeNull();
    }

    [Fact]
    public void A_day_on_a_month_end_is_shown_once()
        => Progress(Enrolled().Facts(), "2026-02-28")!.Steps.Select(s => s.Day)
            .Should().Equal(Day("2026-01-10"), Day("2026-01-31"), Day("2026-02-28"));

    private static EmpowermentProgress? Progress(HouseholdFacts facts, string asOf)
    {
        var timelines = ArrearsCalculator.Creditors(facts)
            .Select(creditor => ArrearsCalculator.Timeline(facts, creditor, Agency.Parameters))
            .ToList();
        return EmpowermentProgress.Of(facts, timelines, Day(asOf), Agency.Parameters);
    }
}
