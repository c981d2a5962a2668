using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Warnings;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Warnings;

/// <summary>Whom to see today, and why: every rank is explained by its parts, and no list starts anything by itself (R31).</summary>
public sealed class WorkListTests
{
    private static readonly StaffId Anna = new("anna");

    [Fact]
    public void A_situation_gathers_what_the_rank_is_read_from()
    {
        var situation = Situation(
            "2026-06-30",
            [
                .. WarningTests.Growing,
                Charge(2, "2026-05-01", "2026-06-25", 40) with { Creditor = Condominium },
                new ConsultantAssigned(Id(1), Day("2026-01-10"), Anna),
                new ContactRecorded(Id(3), Day("2026-04-30"), ContactWay.Visit, Anna, Note: null),
                new ContactRecorded(Id(4), Day("2026-07-01"), ContactWay.Visit, Anna, Note: null),
                Promised(5, "2026-05-01", "2026-06-24", 50),
                Promised(6, "2026-05-01", "2026-06-25", 50),
                Task(7, "2026-05-01", "2026-06-10"),
            ])!;

        situation.Should().BeEquivalentTo(new
        {
            Household,
            Consultant = Anna,
            IsOpen = true,
            Overdue = Euro(1_540),
            Trend = TrendClass.NonPayment,
            LastContact = Day("2026-04-30"),
            ToJudge = 2,
        });
        situation.MonthsOfCharge!.Value.ToText(2).Should().Be("12.00");
        situation.FollowUpDueOn.Should().BeNull();
        situation.Warnings.Select(w => (w.Kind, w.Creditor)).Should()
            .Equal((WarningKind.HalfwayUnpaid, Condominium), (WarningKind.Silence, Aler));
    }

    [Fact]
    public void The_parts_add_up_to_the_score()
    {
        var entry = WorkList.Of(
            [Situation(
                "2026-06-30",
                [.. WarningTests.Growing, Promised(5, "2026-05-01", "2026-06-20", 50), new ContactRecorded(
                    Id(3), Day("2026-06-01"), ContactWay.Phone, Staff: null, Note: null)])!],
            Day("2026-06-30"),
            consultant: null).Entries.Should().ContainSingle().Subject;

        entry.Parts.Should().Equal(
            new ScorePart(ScoreReason.Trend, WarningKind.Unspecified, 1, 60),
            new ScorePart(ScoreReason.MonthsOfCharge, WarningKind.Unspecified, 12, 24),
            new ScorePart(ScoreReason.PromisesToJudge, WarningKind.Unspecified, 1, 5),
            new ScorePart(ScoreReason.WeeksWithoutContact, WarningKind.Unspecified, 4, 4));
        (entry.Rank, entry.Score).Should().Be((1, 93));
    }

    [Fact]
    public void Every_kind_of_warning_counts_once_with_its_points()
    {
        var warning = Calm(1).Warnings;
        warning.Should().BeEmpty();
        var kinds = Enum.GetValues<WarningKind>().Where(kind => kind != WarningKind.Unspecified).ToArray();
        var parts = WorkScore.Parts(Calm(1) with { Warnings = kinds.Concat(kinds).Select(Warned).ToValueList() });

        parts.Select(p => (p.Warning, p.Count, p.Points)).Should().Equal(
            (WarningKind.HalfwayUnpaid, 2, 30),
            (WarningKind.ShortfallAhead, 2, 50),
            (WarningKind.IncomeDrop, 2, 25),
            (WarningKind.UnkeptInARow, 2, 30),
            (WarningKind.IncomeEnding, 2, 15),
            (WarningKind.HostingEnding, 2, 25),
            (WarningKind.Silence, 2, 25),
            (WarningKind.Relapse, 2, 40));
    }

    [Theory]
    [InlineData(TrendClass.NonPayment, 60)]
    [InlineData(TrendClass.Worsening, 50)]
    [InlineData(TrendClass.NoCharge, 40)]
    [InlineData(TrendClass.Stable, 30)]
    [InlineData(TrendClass.NotEnoughHistory, 20)]
    [InlineData(TrendClass.Improving, 10)]
    [InlineData(TrendClass.Cleared, 0)]
    [InlineData(TrendClass.None, 0)]
    public void A_more_urgent_class_weighs_more(TrendClass trend, int points) => WorkScore.PointsOf(trend).Should().Be(points);

    [Fact]
    public void What_nothing_calls_to_is_not_listed_however_long_ago_the_last_contact_was()
        => WorkList.Of([Calm(1) with { LastContact = Day("2020-01-01") }], Day("2026-06-30"), consultant: null)
            .Should().Be(new WorkList(Day("2026-06-30"), [], More: 0));

    [Fact]
    public void A_closed_household_is_listed_for_its_follow_up_only()
    {
        var closed = Calm(1) with { IsOpen = false, Trend = TrendClass.NonPayment, ToJudge = 3, LastContact = Day("2025-01-01") };

        Rank(closed).Should().BeEmpty();
        Rank(closed with { FollowUpDueOn = Day("2026-07-01") }).Should().BeEmpty();
        Rank(closed with { FollowUpDueOn = Day("2026-06-30") }).Single().Parts
            .Should().Equal(new ScorePart(ScoreReason.FollowUpDue, WarningKind.Unspecified, 1, 15));
    }

    [Fact]
    public void A_plan_is_to_be_reviewed_from_its_day_on_until_somebody_spoke_with_the_household_R43()
    {
        HouseholdEvent[] agreed =
        [
            Charge(10, "2026-01-01", "2026-01-10", 300),
            Plan(11, "2026-02-01", Id(10), 300, ("2026-03-10", 100), ("2026-09-10", 100), ("2026-12-10", 100)),
        ];
        ContactRecorded Spoke(string day) => new(Id(12), Day(day), ContactWay.Visit, Anna, Note: null);

        Review("2026-04-30", agreed).Should().Be((Day("2026-05-01"), 0));
        Review("2026-05-01", agreed).Should().Be((Day("2026-05-01"), 10));
        Review("2026-05-20", [.. agreed, Spoke("2026-04-30")]).Should().Be((Day("2026-05-01"), 10));
        Review("2026-05-20", [.. agreed, Spoke("2026-05-01")]).Should().Be((null, 0));
        Review("2026-05-20", [.. agreed, new PlanLapsed(Id(13), Day("2026-05-15"), Id(11), "broken", Euro(300))]).Should().Be((null, 0));
        Review("2026-12-11", agreed).Should().Be((null, 0));

        (NodaTime.LocalDate? On, int Points) Review(string asOf, HouseholdEvent[] facts)
        {
            var situation = Situation(asOf, facts)!;
            var part = WorkScore.Parts(situation).SingleOrDefault(part => part.Reason == ScoreReason.PlanReviewDue);
            return (situation.ReviewDueOn, part.Points);
        }
    }

    [Fact]
    public void A_tie_goes_to_the_larger_amount_then_to_the_longer_silence_then_to_the_id()
    {
        var recently = Day("2026-06-29");
        HouseholdSituation[] tied =
        [
            Stable(6) with { Overdue = Euro(10), LastContact = recently },
            Stable(5) with { Overdue = Euro(10), LastContact = recently },
            Stable(4) with { Overdue = Euro(10), LastContact = recently.PlusDays(-1) },
            Stable(3) with { Overdue = Euro(10) },
            Stable(2) with { Overdue = Euro(11), LastContact = recently },
            Stable(1) with { Trend = TrendClass.Worsening },
        ];

        Rank(tied).Select(e => (e.Rank, e.Situation.Household)).Should()
            .Equal((1, Home(1)), (2, Home(2)), (3, Home(3)), (4, Home(4)), (5, Home(5)), (6, Home(6)));
        Rank([.. tied.Reverse()]).Should().Equal(Rank(tied));
    }

    [Fact]
    public void A_consultant_sees_the_households_assigned_to_them()
    {
        HouseholdSituation[] all = [Stable(1) with { Consultant = Anna }, Stable(2) with { Consultant = new StaffId("bruno") }, Stable(3)];

        WorkList.Of(all, Day("2026-06-30"), Anna).Entries.Select(e => e.Situation.Household).Should().Equal(Home(1));
        WorkList.Of(all, Day("2026-06-30"), consultant: null).Entries.Should().HaveCount(3);
    }

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        var list = WorkList.Of([Stable(3), Stable(1), Stable(2)], Day("2026-06-30"), consultant: null, most: 2);

        list.Entries.Select(e => e.Situation.Household).Should().Equal(Home(1), Home(2));
        list.More.Should().Be(1);
    }

    [Fact]
    public void Before_the_enrolment_there_is_no_situation() => Situation("2026-01-09").Should().BeNull();

    private static ValueList<WorkListEntry> Rank(params HouseholdSituation[] situations)
        => WorkList.Of(situations, Day("2026-06-30"), consultant: null).Entries;

    private static HouseholdSituation Stable(int home) => Calm(home) with { Trend = TrendClass.Stable };

    private static HouseholdSituation Calm(int home) => Situation("2026-06-30")! with { Household = Home(home) };

    private static HouseholdId Home(int number) => new(Id(number).Value);

    private static Warning Warned(WarningKind kind) => new(
        kind,
        Day("2026-06-30"),
        Aler,
        Euro(1),
        [],
        new WarningEvidence.Unkept(2),
        new JudgementBasis(Shipped.Id, Hash, WarningCalculator.Number));

    private static HouseholdSituation? Situation(string day, params HouseholdEvent[] facts)
    {
        var known = Enrolled(facts).Facts();
        var timelines = ArrearsCalculator.Creditors(known)
            .Select(creditor => ArrearsCalculator.Timeline(known, creditor, Agency.Parameters))
            .ToList();
        return HouseholdSituation.Of(known, timelines, Day(day), Agency.Parameters);
    }
}
