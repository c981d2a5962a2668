using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>An agency copies the shipped defaults and publishes complete sets that are never edited (R60).</summary>
public sealed class AgencyTests
{
    private static readonly CreateAgency Creation = new(Cremona, Day("2020-01-01"), "Comune di Cremona", Hash);
    private static readonly RegisterCreditor Registration = new(new CreditorId("acer"), Day("2026-06-30"), "ACER");

    private static readonly ParameterSet Set = Shipped with
    {
        Id = new ParameterSetId("local-2026"), ValidFrom = Day("2026-07-01"), Values = ShippedDefaults.Values with { GraceDays = 10 },
    };

    [Fact]
    public void A_new_agency_starts_from_a_copy_of_the_shipped_parameters_and_a_second_time_is_nothing()
    {
        var decision = CreateAgency.Decide(AgencyState.Absent, Creation, RecordedDay);

        decision.Should().Be(new Decision<AgencyEvent>.Accepted(
            [new AgencyCreated(Cremona, Day("2020-01-01"), "Comune di Cremona"), new ParameterSetPublished(Shipped)]));
        CreateAgency.Decide(Agency, Creation, RecordedDay).Should().Be(Decision<AgencyEvent>.Nothing);
    }

    [Fact]
    public void Another_agency_under_the_same_id_is_refused()
        => ReasonOf(CreateAgency.Decide(Agency, Creation with { DisplayName = "Altro" }, RecordedDay)).Should().Be(Reasons.AgencyExists);

    [Fact]
    public void An_agency_has_an_id_a_past_day_and_a_name()
    {
        ReasonOf(CreateAgency.Decide(AgencyState.Absent, Creation with { Agency = new AgencyId("") }, RecordedDay))
            .Should().Be(Reasons.SlugInvalid);
        ReasonOf(CreateAgency.Decide(AgencyState.Absent, Creation with { Date = Day("2026-07-01") }, RecordedDay))
            .Should().Be(Reasons.DateAfterRecordedDay);
        ReasonOf(CreateAgency.Decide(AgencyState.Absent, Creation with { DisplayName = " " }, RecordedDay))
            .Should().Be(Reasons.ValueMissing);
        ReasonOf(CreateAgency.Decide(AgencyState.Absent, Creation with { DisplayName = new string('x', 201) }, RecordedDay))
            .Should().Be(Reasons.TextTooLong);
    }

    [Fact]
    public void A_creditor_is_registered_and_a_second_time_is_nothing()
    {
        var registered = new CreditorRegistered(new CreditorId("acer"), Day("2026-06-30"), "ACER");

        RegisterCreditor.Decide(Agency, Registration, RecordedDay).Should().Be(new Decision<AgencyEvent>.Accepted([registered]));
        var after = AgencyState.Evolve(Agency, AgencyEntry(5, registered));
        RegisterCreditor.Decide(after, Registration, RecordedDay).Should().Be(Decision<AgencyEvent>.Nothing);
        after.Creditors().Select(c => c.Creditor).Should().Equal(new CreditorId("acer"), Aler, Condominium);
        Agency.FindCreditor(new CreditorId("acer")).Should().BeNull();
    }

    [Fact]
    public void The_id_of_a_creditor_is_not_reused()
        => ReasonOf(RegisterCreditor.Decide(Agency, Registration with { Creditor = Aler }, RecordedDay))
            .Should().Be(Reasons.CreditorIdReused);

    [Fact]
    public void A_creditor_has_an_id_a_past_day_and_a_name()
    {
        ReasonOf(RegisterCreditor.Decide(Agency, Registration with { Creditor = new CreditorId("A C E R") }, RecordedDay))
            .Should().Be(Reasons.SlugInvalid);
        ReasonOf(RegisterCreditor.Decide(Agency, Registration with { Date = Day("2026-07-01") }, RecordedDay))
            .Should().Be(Reasons.DateAfterRecordedDay);
        ReasonOf(RegisterCreditor.Decide(Agency, Registration with { DisplayName = "" }, RecordedDay)).Should().Be(Reasons.ValueMissing);
    }

    [Fact]
    public void An_absent_agency_neither_registers_nor_publishes()
    {
        ReasonOf(RegisterCreditor.Decide(AgencyState.Absent, Registration, RecordedDay)).Should().Be(Reasons.AgencyUnknown);
        ReasonOf(PublishParameterSet.Decide(AgencyState.Absent, new PublishParameterSet(Set))).Should().Be(Reasons.AgencyUnknown);
    }

    [Fact]
    public void A_parameter_set_is_published_and_a_second_time_is_nothing()
    {
        var decision = PublishParameterSet.Decide(Agency, new PublishParameterSet(Set));
        var after = AgencyState.Evolve(Agency, AgencyEntry(5, new ParameterSetPublished(Set)));

        decision.Should().Be(new Decision<AgencyEvent>.Accepted([new ParameterSetPublished(Set)]));
        PublishParameterSet.Decide(after, new PublishParameterSet(Set)).Should().Be(Decision<AgencyEvent>.Nothing);
        after.Parameters.InForce(Day("2026-06-30")).Should().Be(Shipped);
        after.Parameters.InForce(Day("2026-07-01")).Should().Be(Set);
        after.Version.Should().Be(5);
    }

    [Fact]
    public void A_published_set_is_never_edited()
        => ReasonOf(PublishParameterSet.Decide(Agency, new PublishParameterSet(Set with { Id = Shipped.Id })))
            .Should().Be(Reasons.ParameterSetIdReused);

    [Fact]
    public void A_set_has_an_id_and_a_day_of_the_books()
    {
        ReasonOf(PublishParameterSet.Decide(Agency, new PublishParameterSet(Set with { Id = new ParameterSetId("") })))
            .Should().Be(Reasons.SlugInvalid);
        ReasonOf(PublishParameterSet.Decide(Agency, new PublishParameterSet(Set with { ValidFrom = Day("1899-01-01") })))
            .Should().Be(Reasons.DateOutOfRange);
    }

    [Fact]
    public void Every_value_outside_its_bounds_is_named_at_once()
    {
        var bad = new ParameterValues(
            GraceDays: 32,
            KeptTolerance: Euro(1.01m),
            PartlyKeptWeightPpm: 1_000_001,
            InterestBeforeCosts: false,
            ExcessRule.Unspecified,
            AgeBucketDays: [0, 30, 30],
            MonthBuckets: [],
            TrendBandPpm: 800_000,
            NonPaymentPpm: 750_000,
            SuspensionMonthsMax: 0,
            new LapseRule(2, 0),
            InstalmentTable: [new InstalmentRow(Euro(400), 6), new InstalmentRow(Euro(400), 0), new InstalmentRow(Euro(500), 12)],
            PlanMinimumDebt: Euro(-1),
            ReviewMonths: 0);

        var refused = (Decision<AgencyEvent>.Refused)PublishParameterSet.Decide(Agency, new PublishParameterSet(Set with { Values = bad }));

        refused.Refusal.Reason.Should().Be(Reasons.ParametersInvalid);
        refused.Refusal.Details.Select(d => d.Name).Should().Equal(
            "grace_days",
            "kept_tolerance",
            "partly_kept_weight_ppm",
            "excess",
            "age_bucket_days",
            "month_buckets",
            "non_payment_ppm",
            "suspension_months_max",
            "lapse.months",
            "instalment_table[1].debt_up_to",
            "instalment_table[1].months_max",
            "instalment_table[2].debt_up_to",
            "plan_minimum_debt",
            "review_months");
    }

    [Fact]
    public void Limits_of_warnings_and_weights_of_the_index_lie_within_their_bounds()
    {
        var bad = ShippedDefaults.Values with
        {
            Warnings = new WarningValues(0, -1, 1_000_001, 0, 0, 0, -1, 367, 0),
            Empowerment = new EmpowermentValues([0, 0, 0, 0, 0, 0], FollowUpMonths: 0),
        };

        Violations(bad).Should().Equal(
            "warnings.relapse_month_ends",
            "warnings.relapse_charge_ppm",
            "warnings.halfway_share_ppm",
            "warnings.income_months",
            "warnings.income_drop_ppm",
            "warnings.unkept_in_a_row",
            "warnings.renewal_days",
            "warnings.hosting_end_days",
            "warnings.silence_days",
            "empowerment.weights",
            "empowerment.follow_up_months");
        Violations(Weighing(1, 1, 1, 1, 1)).Should().Equal("empowerment.weights");
        Violations(Weighing(1, 1, 1, 1, 1, -1)).Should().Equal("empowerment.weights");
        Violations(Weighing(1, 1, 1, 1, 1, 1_001)).Should().Equal("empowerment.weights");
        Violations(Weighing(0, 0, 0, 0, 0, 1_000)).Should().BeEmpty();
    }

    [Fact]
    public void The_strict_rule_and_the_edges_of_the_bounds_are_accepted()
    {
        var edges = ShippedDefaults.Values with
        {
            GraceDays = 0, KeptTolerance = Euro(1), Lapse = new LapseRule(1, 0), InstalmentTable = [new InstalmentRow(null, 600)],
        };

        PublishParameterSet.Decide(Agency, new PublishParameterSet(Set with { Values = edges }))
            .Should().BeOfType<Decision<AgencyEvent>.Accepted>();
    }

    [Fact]
    public void An_absent_agency_knows_nothing()
    {
        AgencyState.Absent.Version.Should().Be(0);
        AgencyState.Absent.Creation.Should().BeNull();
        AgencyState.Absent.Creditors().Should().BeEmpty();
        AgencyState.Absent.Parameters.InForce(Day("2026-01-01")).Should().BeNull();
    }

    private static ParameterValues Weighing(params int[] weights)
        => ShippedDefaults.Values with { Empowerment = new EmpowermentValues([.. weights], FollowUpMonths: 6) };

    private static IEnumerable<string> Violations(ParameterValues values)
    {
        var decision = PublishParameterSet.Decide(Agency, new PublishParameterSet(Set with { Values = values }));
        return decision is Decision<AgencyEvent>.Refused refused ? refused.Refusal.Details.Select(detail => detail.Name) : [];
    }
}
