using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.ComplianceRateTests;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>E3, E5 and E6, and the index beside the components (R55).</summary>
public sealed class ComponentTests
{
    private static readonly ExpensePlanned Food = new(
        Id(2),
        Day("2026-01-10"),
        "food",
        NeedClass.Primary,
        Euro(70),
        new Recurrence(Frequency.Weekly, Day("2026-01-05"), Last: null),
        Note: null);

    [Fact]
    public void Liquidity_counts_the_days_with_resources_among_those_observed_after_a_count()
    {
        var facts = Enrolled(Food, new CashCounted(Id(1), Day("2026-06-01"), Euro(100))).Facts();

        Liquidity.Of(facts, Day("2026-06-11")).Should().Be(new Liquidity(WithResources: 11, Observed: 11, Reported: 0));
        Liquidity.Of(facts, Day("2026-06-30")).Should().Be(new Liquidity(11, 30, 0));
        Liquidity.Of(facts, Day("2026-08-01")).Should().Be(new Liquidity(11, 32, 0));
        Liquidity.Of(facts, Day("2026-08-31")).Should().Be(new Liquidity(9, 30, 0));
        Liquidity.Of(facts, Day("2026-06-30")).Points!.Value.ToText(2).Should().Be("36.67");
    }

    [Fact]
    public void A_day_without_resources_that_was_reported_overrides_what_is_modelled()
    {
        var facts = Enrolled(
            new CashCounted(Id(1), Day("2026-06-01"), Euro(100)),
            new ResourcesLacked(Id(3), Day("2026-06-05"), Note: null),
            new ResourcesLacked(Id(4), Day("2026-06-05"), Note: null),
            new ResourcesLacked(Id(5), Day("2026-05-20"), Note: null)).Facts();

        Liquidity.Of(facts, Day("2026-06-10")).Should().Be(new Liquidity(WithResources: 9, Observed: 11, Reported: 2));
        Liquidity.Of(facts, Day("2026-05-19")).Should().Be(new Liquidity(0, 0, 0));
        Liquidity.Of(facts, Day("2026-05-19")).Points.Should().BeNull();
    }

    [Fact]
    public void The_matrix_is_the_mean_level_on_a_scale_of_a_hundred_without_housing()
    {
        var matrix = SelfSufficiency.Of(
            [
                new DomainRating(MatrixDomain.Housing, 4),
                new DomainRating(MatrixDomain.Food, 3),
                new DomainRating(MatrixDomain.Income, 1),
                new DomainRating(MatrixDomain.Credit, 5),
            ])!;

        matrix.Points.Should().Be(new Ratio(600, 12));
        matrix.Ratings.Select(r => r.Domain).Should()
            .Equal(MatrixDomain.Income, MatrixDomain.Housing, MatrixDomain.Food, MatrixDomain.Credit);
        matrix.Counted.Should().HaveCount(3);
        SelfSufficiency.Of([new DomainRating(MatrixDomain.Housing, 4)])!.Points.Should().BeNull();
        SelfSufficiency.Of([]).Should().BeNull();
    }

    [Fact]
    public void Autonomy_counts_actions_done_in_time_or_late_of_those_that_fell_due()
    {
        ComplianceOutcome[] outcomes =
        [
            ComplianceOutcome.Kept,
            ComplianceOutcome.PartlyKept,
            ComplianceOutcome.Broken,
            ComplianceOutcome.Broken,
            ComplianceOutcome.Excused,
        ];
        HouseholdEvent[] tasks = [.. outcomes.Select((_, i) => Task(1 + i, "2026-02-01", "2026-02-10"))];
        HouseholdEvent[] checks = [.. outcomes.Select((o, i) => Assessment(101 + i, 1 + i, "2026-03-01", o))];
        var late = (ComplianceAssessed)checks[3] with { CuredOn = Day("2026-02-20") };
        var facts = Enrolled(
            [
                .. tasks,
                .. checks[..3],
                late,
                checks[4],
                Task(20, "2026-02-01", "2026-03-01"),
                Task(21, "2026-02-01", "2026-03-02"),
                Task(22, "2026-02-01", "2026-02-28"),
                new CommitmentWithdrawn(Id(23), Day("2026-02-28"), Id(22), "agreed"),
                Promised(24, "2026-02-01", "2026-02-10", 50),
                Assessment(124, 24, "2026-03-01", ComplianceOutcome.Broken),
                Promised(25, "2026-02-01", "2026-02-10", 50),
            ]).Facts();

        var autonomy = Autonomy.Of(facts, JudgedPromise.All(facts, Day("2026-03-02")), Day("2026-03-02"));

        autonomy.Should().Be(new Autonomy(Done: 2, Due: 4, Unjudged: 1));
        autonomy.Points.Should().Be(new Ratio(200, 4));
        default(Autonomy).Points.Should().BeNull();
    }

    [Fact]
    public void The_index_is_the_weighted_mean_of_what_is_available_with_the_count_of_what_is_missing()
    {
        var figures = Figures() with
        {
            Arrears = new ArrearsReduction(Euro(3), Euro(2)),
            Liquidity = new Liquidity(1, 2, 0),
            Autonomy = new Autonomy(1, 1, 0),
            SelfSufficiency = SelfSufficiency.Of([new DomainRating(MatrixDomain.Income, 2)]),
        };

        EmpowermentIndex.Of(figures, EmpowermentValues.Shipped).Should().Be(new EmpowermentIndex(new Ratio(520_833, 10_000), Missing: 2));
        EmpowermentIndex.Of(figures, new EmpowermentValues([1, 0, 1, 1, 1, 2], FollowUpMonths: 6)).Points!.Value.ToText(2)
            .Should().Be("68.75");
        EmpowermentIndex.Of(figures, new EmpowermentValues([1, 0, 0, 1, 0, 0], FollowUpMonths: 6)).Points.Should().BeNull();
    }

    [Fact]
    public void With_fewer_than_four_components_there_is_no_index()
        => EmpowermentIndex.Of(
                Figures() with
                {
                    Arrears = new ArrearsReduction(Euro(3), Euro(2)), Liquidity = new Liquidity(1, 2, 0), Autonomy = new Autonomy(1, 1, 0),
                },
                EmpowermentValues.Shipped)
            .Should().Be(new EmpowermentIndex(Points: null, Missing: 3));

    [Fact]
    public void The_largest_figures_fit_into_the_index()
    {
        var most = new Money(long.MaxValue / 200);
        var figures = Figures() with
        {
            Reliability = new PaymentReliability([], new ComplianceRate(1, 2, 3, 0, 0, new Ratio(2_000_001, 6_000_000))),
            Arrears = new ArrearsReduction(most, new Money(1)),
            Liquidity = new Liquidity(89, 90, 0),
            Autonomy = new Autonomy(997, 1_009, 0),
        };

        EmpowermentIndex.Of(figures, new EmpowermentValues([1_000, 1_000, 1_000, 1_000, 1_000, 1_000], 6)).Points!.Value.ToText(4)
            .Should().Be("82.7582");
    }

    private static EmpowermentFigures Figures() => new(
        Day("2026-06-30"),
        PaymentReliability.Of([], ShippedDefaults.Values),
        default,
        default,
        WellBeing: null,
        SelfSufficiency: null,
        default);
}
