using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Entry, exit and follow-up (R58), and the progress between them, component by component (R56).</summary>
public sealed class EvaluatedCourseTests
{
    private static readonly EvaluationRecorded Entry = Evaluated(1, "2026-01-12", EvaluationPhase.Entry);

    private static readonly EvaluationRecorded Exit = Evaluated(2, "2026-03-31", EvaluationPhase.Exit) with
    {
        WellBeing = Entry.WellBeing! with { Choices = [1, 1, 5, 1, 5, 5, 5, 1, 5, 5] },
        Matrix = [new DomainRating(MatrixDomain.Income, 3), new DomainRating(MatrixDomain.Food, 3)],
    };

    private static readonly EvaluationRecorded FollowUp = Evaluated(3, "2026-06-01", EvaluationPhase.FollowUp) with { Matrix = [] };

    [Fact]
    public void Progress_is_exit_less_entry_and_follow_up_less_exit()
    {
        var course = Courses(
            "2026-06-30",
            Charge(10, "2025-12-01", "2025-12-10", 400),
            Payment(11, "2026-03-01", 100),
            Payment(12, "2026-05-01", 100),
            Entry,
            Exit,
            FollowUp).Should().ContainSingle().Subject;

        course.Steps.Select(s => s.Evaluation.Phase).Should().Equal(EvaluationPhase.Entry, EvaluationPhase.Exit, EvaluationPhase.FollowUp);
        course.EntryToExit.Select(c => (c.Component, c.Points?.ToText(1))).Should().Equal(
            (EmpowermentComponent.Reliability, null),
            (EmpowermentComponent.Arrears, "25.0"),
            (EmpowermentComponent.Liquidity, null),
            (EmpowermentComponent.WellBeing, "32.0"),
            (EmpowermentComponent.SelfSufficiency, "12.5"),
            (EmpowermentComponent.Autonomy, null));
        course.ExitToFollowUp.Select(c => c.Points?.ToText(1)).Should().Equal(null, "25.0", null, "-32.0", null, null);
        course.ExitToFollowUp.Should().OnlyContain(c => c.From == Day("2026-03-31") && c.To == Day("2026-06-01"));
        course.FollowUpDueOn.Should().BeNull();
        course.Steps[0].Index.Should().Be(new EmpowermentIndex(Points: null, Missing: 3));
    }

    [Fact]
    public void The_follow_up_is_due_six_months_after_the_exit()
    {
        Courses("2026-06-30", Entry, Exit).Single().FollowUpDueOn.Should().Be(Day("2026-09-30"));
        Courses("2026-06-30", Entry).Single().Should().BeEquivalentTo(
            new { FollowUpDueOn = (NodaTime.LocalDate?)null, EntryToExit = Array.Empty<ComponentChange>() });
        FollowUpDue("2026-06-30", Entry, Exit).Should().Be(Day("2026-09-30"));
        FollowUpDue("2026-03-30", Entry, Exit).Should().BeNull();
        FollowUpDue("2026-06-30", Entry, Exit, FollowUp).Should().BeNull();
        FollowUpDue("2026-06-30", Entry, Exit, Evaluated(4, "2026-06-01", EvaluationPhase.Entry)).Should().BeNull();
    }

    [Fact]
    public void An_entry_after_an_exit_begins_another_course()
        => Courses("2026-06-30", Entry, Exit, Evaluated(4, "2026-06-01", EvaluationPhase.Entry))
            .Select(c => c.Steps.Count).Should().Equal(2, 1);

    [Fact]
    public void An_evaluation_takes_nothing_from_the_one_before_and_a_day_takes_what_was_measured_last()
    {
        HouseholdEvent[] facts = [Entry, Exit, FollowUp];

        Courses("2026-06-30", facts).Single().Steps[2].Figures.SelfSufficiency.Should().BeNull();
        var known = Enrolled(facts).Facts();
        var today = EmpowermentCalculator.At(known, [], Day("2026-06-30"), Agency.Parameters)!;
        today.SelfSufficiency!.Ratings.Should().Equal(Exit.Matrix);
        today.WellBeing!.Points.Should().Be(54);
        EmpowermentCalculator.At(known, [], Day("2026-01-09"), Agency.Parameters).Should().BeNull();
    }

    [Fact]
    public void Scores_of_different_versions_are_never_compared()
    {
        var change = WellBeing(Exit with { WellBeing = Entry.WellBeing! with { Version = (WellBeingVersion)2 } });

        (change.Points, change.Caveats).Should().Be((null, [ChangeCaveat.AnotherVersion]));
    }

    [Fact]
    public void Another_mode_age_group_or_respondent_is_marked()
    {
        var change = WellBeing(Exit with
        {
            WellBeing = Entry.WellBeing! with
            {
                Mode = InterviewMode.ReadBySomeoneElse, Age = AdultAge.From62, Respondent = null,
            },
        });

        change.Points.Should().Be(new Ratio(0, 1));
        change.Caveats.Should().Equal(ChangeCaveat.AnotherMode, ChangeCaveat.AnotherAgeGroup, ChangeCaveat.AnotherRespondent);
        WellBeing(Exit).Caveats.Should().BeEmpty();
    }

    [Fact]
    public void Only_domains_rated_both_times_are_compared()
    {
        var other = Exit with { Matrix = [new DomainRating(MatrixDomain.Income, 4), new DomainRating(MatrixDomain.Legal, 5)] };

        var change = Courses("2026-06-30", Entry, other).Single().EntryToExit[4];

        change.Points!.Value.ToText(1).Should().Be("50.0");
        change.Caveats.Should().Equal(ChangeCaveat.OtherDomains);
    }

    [Fact]
    public void A_phase_is_counted_once_in_a_reporting_period()
    {
        var courses = Courses(
            "2026-06-30",
            Entry,
            Evaluated(5, "2026-02-01", EvaluationPhase.Intermediate),
            Evaluated(6, "2026-03-01", EvaluationPhase.Intermediate),
            Exit,
            FollowUp);

        EvaluatedCourse.CountedIn(new DateSpan(Day("2026-01-12"), Day("2026-06-01")), courses).Select(s => s.Evaluation.Id)
            .Should().Equal(Id(1), Id(6), Id(2));
    }

    [Fact]
    public void Evaluations_are_accepted_in_their_order_only()
    {
        Decide([], Exit).Should().Be(Reasons.EvaluationOutOfOrder);
        Decide([], FollowUp).Should().Be(Reasons.EvaluationOutOfOrder);
        Decide([], Entry).Should().BeNull();
        Decide([Entry], Evaluated(4, "2026-02-01", EvaluationPhase.Entry)).Should().Be(Reasons.EvaluationOutOfOrder);
        Decide([Entry], FollowUp).Should().Be(Reasons.EvaluationOutOfOrder);
        Decide([Entry], Evaluated(4, "2026-01-11", EvaluationPhase.Exit)).Should().Be(Reasons.EvaluationOutOfOrder);
        Decide([Entry, Exit], Evaluated(4, "2026-04-01", EvaluationPhase.Intermediate)).Should().Be(Reasons.EvaluationOutOfOrder);
        Decide([Entry, Exit], Evaluated(4, "2026-03-01", EvaluationPhase.Intermediate)).Should().BeNull();
        Decide([Entry, Exit], FollowUp).Should().BeNull();
        Decide([Entry, Exit, FollowUp], Evaluated(4, "2026-06-02", EvaluationPhase.FollowUp)).Should().BeNull();
        Decide([Entry, Exit, FollowUp], Evaluated(4, "2026-06-02", EvaluationPhase.Entry)).Should().BeNull();
    }

    [Fact]
    public void A_closed_household_takes_follow_ups_only()
    {
        var closed = new HouseholdClosed(Day("2026-04-01"), "moved-away");

        Decide([Entry, Exit, closed], FollowUp).Should().BeNull();
        Decide([Entry, closed], Exit).Should().Be(Reasons.HouseholdIsClosed);
    }

    [Fact]
    public void Answers_are_complete_and_levels_lie_between_one_and_five()
    {
        Decide([], Entry with { WellBeing = Entry.WellBeing! with { Choices = [1, 2, 3] } }).Should().Be(Reasons.ValueOutOfRange);
        Decide([], Entry with { WellBeing = Entry.WellBeing! with { Choices = [1, 2, 3, 4, 5, 4, 3, 2, 1, 0] } })
            .Should().Be(Reasons.ValueOutOfRange);
        Decide([], Entry with { WellBeing = Entry.WellBeing! with { Mode = InterviewMode.Unspecified } })
            .Should().Be(Reasons.ValueUnspecified);
        Decide([], Entry with { Matrix = [new DomainRating(MatrixDomain.Food, 6)] }).Should().Be(Reasons.ValueOutOfRange);
        Decide([], Entry with { Matrix = [new DomainRating(MatrixDomain.Unspecified, 1)] }).Should().Be(Reasons.ValueUnspecified);
        Decide([], Entry with { Matrix = [.. Entry.Matrix, Entry.Matrix[0]] }).Should().Be(Reasons.ListRepeats);
    }

    private static ComponentChange WellBeing(EvaluationRecorded exit) => Courses("2026-06-30", Entry, exit).Single().EntryToExit[3];

    private static string? Decide(HouseholdEvent[] known, EvaluationRecorded next)
        => ReasonOf(RecordFact.Decide(Enrolled(known), new RecordFact(next), Agency, RecordedDay));

    private static NodaTime.LocalDate? FollowUpDue(string day, params HouseholdEvent[] facts)
        => EvaluatedCourse.FollowUpDue(Enrolled(facts).Facts(), Day(day), Agency.Parameters);

    private static IReadOnlyList<EvaluatedCourse> Courses(string day, params HouseholdEvent[] facts)
    {
        var known = Enrolled(facts).Facts();
        var timelines = ArrearsCalculator.Creditors(known)
            .Select(creditor => ArrearsCalculator.Timeline(known, creditor, Agency.Parameters))
            .ToList();
        return EvaluatedCourse.All(known, timelines, Day(day), Agency.Parameters);
    }
}
