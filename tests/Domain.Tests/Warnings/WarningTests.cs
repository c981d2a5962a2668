using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Warnings;
using FsCheck;
using FsCheck.Fluent;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.ComplianceRateTests;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Warnings;

/// <summary>Early warnings with what they were read from (R30), EW3 to EW7; each cites the set that it was read by (R60).</summary>
public sealed class WarningTests
{
    private static readonly JudgementBasis Basis = new(Shipped.Id, Hash, WarningCalculator.Number);

    [Fact]
    public void Income_that_fell_to_seventy_of_a_hundred_warns_and_a_cent_more_does_not()
    {
        HouseholdEvent[] earlier = [Received(1, "2026-01-27", 400), Received(2, "2026-02-27", 300), Received(3, "2026-03-31", 300)];

        On("2026-06-30", [.. earlier, Received(4, "2026-04-01", 700)]).Should().Equal(new Warning(
            WarningKind.IncomeDrop,
            Day("2026-06-30"),
            Creditor: null,
            Euro(300),
            [Id(1), Id(2), Id(3), Id(4)],
            new WarningEvidence.Incomes(Day("2026-01-01"), Euro(1_000), Day("2026-04-01"), Euro(700), Declared: false),
            Basis));
        On("2026-06-30", [.. earlier, Received(4, "2026-04-01", 700.01m)]).Should().BeEmpty();
    }

    [Fact]
    public void Months_count_once_they_are_complete_and_income_before_and_after_them_does_not()
    {
        HouseholdEvent[] facts =
        [
            Received(1, "2025-12-31", 5_000),
            Received(2, "2026-01-01", 1_000),
            Received(3, "2026-06-30", 600),
            Received(4, "2026-07-01", 5_000),
        ];

        On("2026-07-30", facts).Single().Amount.Should().Be(Euro(400));
        On("2026-06-29", facts).Single().Amount.Should().Be(Euro(6_000));
    }

    [Fact]
    public void Declared_income_is_compared_where_none_was_recorded_as_received()
    {
        HouseholdEvent[] facts = [Income(1, "2026-04-30"), Income(2, last: null) with { Amount = Euro(10) }];

        On("2026-06-30", facts).Should().Equal(new Warning(
            WarningKind.IncomeDrop,
            Day("2026-06-30"),
            Creditor: null,
            Euro(1_000),
            [Id(1), Id(2)],
            new WarningEvidence.Incomes(Day("2026-01-01"), Euro(1_530), Day("2026-04-01"), Euro(530), Declared: true),
            Basis));
        On("2026-06-30", [.. facts, Received(3, "2026-05-02", 10)]).Should().BeEmpty();
        On("2026-06-30", [.. facts.Select(f => (IncomeEntryRecorded)f with { Reliability = Reliability.Uncertain })]).Should().BeEmpty();
    }

    [Fact]
    public void Without_earlier_income_nothing_fell() => On("2026-06-30", Received(1, "2026-05-01", 10)).Should().BeEmpty();

    [Fact]
    public void Two_promises_in_a_row_that_were_not_kept_warn_and_excused_ones_between_are_skipped()
    {
        var facts = Judged(
            ComplianceOutcome.Broken,
            ComplianceOutcome.Kept,
            ComplianceOutcome.PartlyKept,
            ComplianceOutcome.Excused,
            ComplianceOutcome.Broken);

        On("2026-06-20", facts).Should().Equal(new Warning(
            WarningKind.UnkeptInARow,
            Day("2026-06-15"),
            Creditor: null,
            Euro(100),
            [Id(103), Id(105)],
            new WarningEvidence.Unkept(2),
            Basis));
    }

    [Fact]
    public void A_promise_kept_last_ends_the_run_and_one_alone_is_none()
    {
        On("2026-06-20", Judged(ComplianceOutcome.Broken, ComplianceOutcome.Broken, ComplianceOutcome.Kept)).Should().BeEmpty();
        On("2026-06-20", Judged(ComplianceOutcome.Kept, ComplianceOutcome.Broken)).Should().BeEmpty();
        On("2026-06-20", Judged(ComplianceOutcome.Excused)).Should().BeEmpty();
    }

    [Fact]
    public void What_was_cured_stays_in_the_run_and_is_missing_no_more()
    {
        HouseholdEvent[] facts =
        [
            Promised(1, "2026-01-15", "2026-02-10", 50),
            Promised(2, "2026-01-15", "2026-03-10", 50),
            Assessment(101, 1, "2026-04-01", ComplianceOutcome.Broken) with { CuredOn = Day("2026-03-01") },
            Assessment(102, 2, "2026-04-01", ComplianceOutcome.PartlyKept) with { PaidInTime = Euro(20) },
        ];

        On("2026-05-01", facts).Single().Should().BeEquivalentTo(new { Kind = WarningKind.UnkeptInARow, Amount = Euro(30) });
    }

    [Theory]
    [InlineData("2026-07-20", 30)]
    [InlineData("2026-06-20", 0)]
    public void A_recurring_income_that_ends_within_thirty_days_warns(string last, int days)
    {
        var benefit = Income(1, last);

        On("2026-06-20", benefit).Should().Equal(new Warning(
            WarningKind.IncomeEnding,
            Day(last),
            Creditor: null,
            Euro(500),
            [Id(1)],
            new WarningEvidence.Ending(IncomeSource.Benefit, Frequency.Monthly, days),
            Basis));
    }

    [Fact]
    public void An_income_without_end_ended_already_paid_once_or_far_from_its_end_does_not_warn()
    {
        On("2026-06-20", Income(1, "2026-07-21")).Should().BeEmpty();
        On("2026-06-20", Income(1, "2026-06-19")).Should().BeEmpty();
        On("2026-06-20", Income(1, last: null)).Should().BeEmpty();
        On("2026-06-20", Income(1, "2026-07-01"), new BudgetEntryEnded(Id(2), Day("2026-06-01"), Id(1))).Should().BeEmpty();
        On(
            "2026-06-20",
            Income(1, "2026-07-01") with { Recurrence = new Recurrence(Frequency.OneOff, Day("2026-07-01"), Day("2026-07-01")) })
            .Should().BeEmpty();
    }

    [Fact]
    public void A_hosting_that_ends_in_ninety_days_without_an_exit_plan_warns()
    {
        var hosting = Hosting(1, "2026-01-15", "2026-09-19");

        On("2026-06-20", hosting).Should().Equal(new Warning(
            WarningKind.HostingEnding,
            Day("2026-09-18"),
            Creditor: null,
            Amount: null,
            [Id(1)],
            new WarningEvidence.HostingEnd(90),
            Basis));
        On("2026-06-19", hosting).Should().BeEmpty();
        On("2026-06-20", hosting, new ExitPlanAgreed(Id(2), Day("2026-06-20"), Id(1), What: null)).Should().BeEmpty();
        On("2026-06-20", hosting, new ExitPlanAgreed(Id(2), Day("2026-06-20"), Id(9), What: null)).Should().ContainSingle();
        On("2026-09-19", hosting).Should().BeEmpty();
    }

    [Fact]
    public void A_renewed_hosting_ends_with_its_renewal()
    {
        HouseholdEvent[] hostings = [Hosting(1, "2026-01-15", "2026-07-01"), Hosting(2, "2026-07-01", "2027-07-01")];

        On("2026-06-20", hostings).Should().BeEmpty();
        On("2027-05-01", hostings).Single().Facts.Should().Equal(Id(2));
    }

    [Fact]
    public void Sixty_days_without_contact_warn_while_arrears_grow()
    {
        var contact = new ContactRecorded(Id(50), Day("2026-05-01"), ContactWay.Phone, Staff: null, Note: null);

        var warned = On("2026-06-30", [.. Growing, contact]).Single(w => w.Kind == WarningKind.Silence);

        warned.Should().Be(new Warning(
            WarningKind.Silence,
            Day("2026-06-30"),
            Aler,
            Euro(1_500),
            [Id(50)],
            new WarningEvidence.NoContact(Day("2026-05-01"), Contacted: true, Days: 60, TrendClass.NonPayment),
            Basis));
        On("2026-06-29", [.. Growing, contact]).Should().NotContain(w => w.Kind == WarningKind.Silence);
    }

    [Fact]
    public void Who_was_never_contacted_is_silent_since_enrolment()
        => On("2026-06-30", Growing).Single(w => w.Kind == WarningKind.Silence).Evidence
            .Should().Be(new WarningEvidence.NoContact(Day("2026-01-10"), Contacted: false, Days: 171, TrendClass.NonPayment));

    [Fact]
    public void Silence_without_growing_arrears_is_no_warning()
        => On("2026-06-30", Charge(1, "2026-01-01", "2026-01-10")).Should().NotContain(w => w.Kind == WarningKind.Silence);

    [Fact]
    public void A_closed_household_is_warned_of_nothing_until_it_is_taken_in_again()
    {
        var closed = new HouseholdClosed(Day("2026-06-01"), "moved-away");
        var reopened = new HouseholdReopened(Day("2026-06-01"), "came-back");

        On("2026-06-20", Income(1, "2026-07-01"), closed).Should().BeEmpty();
        On("2026-05-31", Income(1, "2026-06-10"), closed).Should().ContainSingle();
        On("2026-06-20", Income(1, "2026-07-01"), closed, reopened).Should().ContainSingle();
    }

    [Fact]
    public void Before_the_enrolment_there_is_no_warning()
        => On("2026-01-09", Income(1, "2026-01-20") with { Date = Day("2025-12-01") }).Should().BeEmpty();

    [Fact]
    public void The_limits_are_the_agencys()
    {
        var patient = Shipped with
        {
            Id = new ParameterSetId("patient"),
            Values = ShippedDefaults.Values with { Warnings = WarningValues.Shipped with { RenewalDays = 10, UnkeptInARow = 3 } },
            ValidFrom = Day("2026-01-01"),
        };
        var agency = AgencyState.Evolve(Agency, AgencyEntry(5, new AgencyEvent.ParameterSetPublished(patient)));
        HouseholdEvent[] facts = [Income(1_000, "2026-07-01"), .. Judged(ComplianceOutcome.Broken, ComplianceOutcome.Broken)];

        On("2026-06-20", facts).Should().HaveCount(2);
        On(agency, "2026-06-20", facts).Should().BeEmpty();
        On(agency, "2026-06-21", facts).Single().Basis.ParameterSet.Should().Be(patient.Id);
    }

    [Fact]
    public void The_order_of_recording_never_changes_a_warning()
    {
        HouseholdEvent[] facts =
        [
            .. Growing,
            .. Judged(ComplianceOutcome.Broken, ComplianceOutcome.Broken),
            Income(1_000, "2026-07-01"),
            Hosting(1_001, "2026-02-01", "2026-08-01"),
            new CashCounted(Id(1_002), Day("2026-06-20"), Euro(5)),
        ];
        var expected = On("2026-06-30", facts);

        expected.Select(w => w.Kind).Should().Equal(
            WarningKind.UnkeptInARow, WarningKind.IncomeEnding, WarningKind.HostingEnding, WarningKind.Silence);
        Prop.ForAll(Arb.From(Gen.Shuffle(facts)), shuffled => On("2026-06-30", shuffled) == expected)
            .Check(Config.QuickThrowOnFailure.WithReplay(20260706, 7));
    }

    internal static ValueList<Warning> On(string day, params HouseholdEvent[] facts) => On(Agency, day, facts);

    /// <summary>Five rents of 300 of which none was paid.</summary>
    internal static HouseholdEvent[] Growing
        => [.. Enumerable.Range(1, 5).Select(month => Charge(10 + month, $"2026-0{month}-01", $"2026-0{month}-10"))];

    private static ValueList<Warning> On(AgencyState agency, string day, params HouseholdEvent[] facts)
    {
        var known = Enrolled(facts).Facts();
        var timelines = ArrearsCalculator.Creditors(known)
            .Select(creditor => ArrearsCalculator.Timeline(known, creditor, agency.Parameters))
            .ToList();
        return WarningCalculator.Of(known, timelines, Day(day), agency.Parameters);
    }

    private static IncomeReceived Received(int id, string day, decimal amount)
        => new(Id(id), Day(day), Euro(amount), IncomeSource.Wages, Entry: null, Earner: null, Note: null);

    private static IncomeEntryRecorded Income(int id, string? last)
        => new(
            Id(id),
            Day("2026-01-10"),
            IncomeSource.Benefit,
            Euro(500),
            new Recurrence(Frequency.Monthly, Day("2026-01-27"), last is null ? null : Day(last)),
            Reliability.Certain,
            Mother,
            Note: null);

    private static HostingAgreed Hosting(int id, string from, string end)
        => new(Id(id), Day("2026-01-12"), new DateSpan(Day(from), Day(end)), Place: null);

    /// <summary>A promise of 50 for each month from January on, all judged on 15 June.</summary>
    private static HouseholdEvent[] Judged(params ComplianceOutcome[] outcomes)
        => [.. outcomes.SelectMany((outcome, i) => new HouseholdEvent[]
        {
            Promised(201 + i, "2026-01-15", $"2026-0{i + 2}-10", 50),
            Assessment(101 + i, 201 + i, "2026-06-15", outcome),
        })];
}
