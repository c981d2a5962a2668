using System.Buffers.Text;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

/// <summary>Receipts, replays and refusals carry what the next call needs.</summary>
[Collection(Wire_collection.Name)]
public sealed class Answers_say_what_to_do_next(RunningService service)
{
    private readonly HouseholdService.HouseholdServiceClient households = new(service.Channel);
    private readonly LedgerService.LedgerServiceClient ledger = new(service.Channel);
    private readonly PlanService.PlanServiceClient plans = new(service.Channel);
    private readonly ComplianceService.ComplianceServiceClient compliance = new(service.Channel);
    private readonly ArrearsService.ArrearsServiceClient arrears = new(service.Channel);

    [Fact]
    public async Task R4_the_receipt_of_a_correction_gives_the_id_that_the_next_one_supersedes()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 200);

        var first = await VoidAsync(household, charge, supersedes: "");
        var refused = await Refused(VoidAsync(household, charge, ""), StatusCode.FailedPrecondition, "CORRECTION_SUPERSEDED");
        var second = await VoidAsync(household, charge, first.CorrectionId);

        (first.FactId, second.FactId).Should().Be((charge, charge));
        first.CorrectionId.Should().NotBe(second.CorrectionId).And.HaveLength(36);
        refused.Details[0].Unpack<ErrorInfo>().Metadata["live_correction"].Should().Be(first.CorrectionId);
        refused.Message.Should().Contain("put live_correction into supersedes_id");
    }

    [Fact]
    public async Task R2_a_replay_tells_the_reason_that_an_event_carries()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await VoidAsync(household, await household.ChargeAsync("2025-02-05", 200), "");
        await households.CloseHouseholdAsync(
            new CloseHouseholdRequest { Household = household.Name, Closing = new Closing { ReasonCode = "moved-away" } },
            RunningService.Headers);

        using var replay = households.ReplayHousehold(new ReplayHouseholdRequest { Household = household.Name });
        var reasons = new List<string>();
        await foreach (var happened in replay.ResponseStream.ReadAllAsync())
        {
            reasons.Add(happened.ReasonCode);
        }

        reasons.Should().Equal("", "", "typing-error", "moved-away");
    }

    [Fact]
    public async Task A_replay_waits_for_a_cursor_ahead_of_the_log_and_then_is_behind()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var cursor = (await arrears.GetArrearsAsync(new GetArrearsRequest { Household = household.Name })).Resolved.Cursor;
        var ahead = Base64Url.DecodeFromChars(cursor);
        ahead[^16] = ahead[^8] = 1;
        var request = new GetArrearsRequest
        {
            Household = household.Name, Viewpoint = new Viewpoint { MinCursor = Base64Url.EncodeToString(ahead) },
        };

        var refused = await Refused(arrears.GetArrearsAsync(request), StatusCode.Aborted, "READ_BEHIND");

        refused.Details[0].Unpack<ErrorInfo>().Metadata["waited_seconds"].Should().Be("5");
    }

    [Fact]
    public void A_fraction_is_given_in_lowest_terms()
    {
        Shown(-150_000_000_000_000, 4_000_000_000_000).Should().Be(("-75", "2", "-37.5000"));
        Shown(0, 12).Should().Be(("0", "1", "0.0000"));
        Shown(3, 7).Should().Be(("3", "7", "0.4286"));

        static (string, string, string) Shown(long numerator, long denominator)
        {
            var wire = new Domain.Ratio(numerator, denominator).ToWire();
            return (wire.Numerator, wire.Denominator, wire.Decimal);
        }
    }

    [Fact]
    public void An_absent_word_is_required_and_a_malformed_one_is_told_its_form()
    {
        var faults = new FieldFaults();
        faults.Root.Creditor("creditor", "");
        faults.Root.SlugOf("reason_code", "");
        faults.Root.SlugOf("category", "Not This");

        faults.Found.Select(f => (f.Field, f.Description)).Should().Equal(
            ("creditor", "is required: 1 to 64 of a-z 0-9 - _ . beginning with a letter or digit"),
            ("reason_code", "is required: 1 to 64 of a-z 0-9 - _ . beginning with a letter or digit"),
            ("category", "must be 1 to 64 of a-z 0-9 - _ . and begin with a letter or digit"));
    }

    [Fact]
    public void R7_the_edge_refuses_an_amount_from_the_cent_at_which_the_rules_do()
    {
        var faults = new FieldFaults();
        faults.Root.Money("most", Euro(100_000_000)).Should().Be(new Domain.Money(100_000_000_00));
        faults.Found.Should().BeEmpty();

        faults.Root.Money("more", Euro(100_000_000.01m));

        faults.Found.Select(f => (f.Field, f.Description)).Should().Equal(("more", "must be at most 100000000.00 EUR"));
    }

    [Fact]
    public async Task Every_header_that_is_wrong_is_named_at_once()
    {
        var call = ledger.PostChargeAsync(new PostChargeRequest(), new Metadata { { "x-role", "NOT A SLUG" } });

        var refused = await Refused(call, StatusCode.Unauthenticated, "CALLER_UNKNOWN");

        refused.Details[0].Unpack<ErrorInfo>().Metadata["header"].Should().Be("x-actor, x-role, x-agency");
    }

    [Fact]
    public async Task A_refusal_carries_the_variable_parts_of_its_message()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var id = household.Name["households/".Length..];
        var charge = await household.ChargeAsync("2025-02-05", 100);
        var enrol = new EnrolHouseholdRequest
        {
            HouseholdId = id, Agency = RunningService.Agency, EnrolmentDate = Day("2025-01-02"),
        };
        var pay = new RecordPaymentRequest
        {
            Household = household.Name,
            Payment = new Payment { ValueDate = Day("2190-01-01"), Creditor = "aler", Amount = Euro(10) },
        };

        await RefusedWith(
            households.EnrolHouseholdAsync(enrol, RunningService.Headers),
            StatusCode.AlreadyExists,
            "HOUSEHOLD_EXISTS",
            ("household", id),
            ("differing", "enrolment_date"));
        var late = await Refused(
            ledger.RecordPaymentAsync(pay, RunningService.Headers), StatusCode.FailedPrecondition, "DATE_AFTER_RECORDED_DAY");
        var dates = late.Details[0].Unpack<ErrorInfo>().Metadata;
        (dates["date"], dates["recorded_day"].Length).Should().Be(("2190-01-01", "2026-01-01".Length));
        await RefusedWith(
            ApproveAsync(household),
            StatusCode.FailedPrecondition,
            "SUSPENSION_TOO_LONG",
            ("field", "suspension.period"),
            ("months_max", "6"));
        var subject = NewId();
        await RefusedWith(
            CheckAsync(household, subject, 0),
            StatusCode.FailedPrecondition,
            "SUBJECT_UNKNOWN",
            ("field", "subject_id"),
            ("subject", subject));
        await RefusedWith(
            AgreeAsync(household, charge, 99.99m),
            StatusCode.FailedPrecondition,
            "PLAN_SUM_DIFFERS",
            ("field", "terms.schedule.payments"),
            ("instalments_sum", "99.99"),
            ("debt_and_interest", "100.00"));
        var plan = (await AgreeAsync(household, charge, 100)).Receipt.FactId;
        await RefusedWith(
            CheckAsync(household, plan, 2),
            StatusCode.FailedPrecondition,
            "INSTALMENT_UNKNOWN",
            ("field", "instalment"),
            ("instalment", "2"),
            ("instalment_count", "1"));
    }

    private static async Task RefusedWith<T>(
        AsyncUnaryCall<T> call, StatusCode code, string reason, params (string Name, string Value)[] parts) =>
        (await Refused(call, code, reason)).Details[0].Unpack<ErrorInfo>().Metadata.Select(m => (m.Key, m.Value))
            .Should().BeEquivalentTo(parts);

    private AsyncUnaryCall<FactReceipt> VoidAsync(OpenedHousehold household, string fact, string supersedes) => households.CorrectFactAsync(
        new CorrectFactRequest
        {
            Household = household.Name, FactId = fact, SupersedesId = supersedes, ReasonCode = "typing-error", Void = true,
        },
        RunningService.Headers);

    private AsyncUnaryCall<FactReceipt> ApproveAsync(OpenedHousehold household) => plans.ApproveSuspensionAsync(
        new ApproveSuspensionRequest
        {
            Household = household.Name,
            Suspension = new Suspension
            {
                DecisionDate = Day("2025-03-01"),
                Creditor = "aler",
                Period = new DateSpan { StartDate = Day("2025-03-01"), EndDate = Day("2025-09-02") },
                ReasonCode = "no-fault",
                Evidence = "letter 12",
                Proposer = "anna",
                Approver = "bruno",
            },
        },
        RunningService.Headers);

    private AsyncUnaryCall<CheckComplianceResponse> CheckAsync(OpenedHousehold household, string subject, int instalment) =>
        compliance.CheckComplianceAsync(
            new CheckComplianceRequest
            {
                Household = household.Name, JudgementDate = Day("2025-06-01"), SubjectId = subject, Instalment = instalment,
            },
            RunningService.Headers);

    /// <summary>A plan of one instalment over a debt of 100 euro.</summary>
    private AsyncUnaryCall<AgreePlanResponse> AgreeAsync(OpenedHousehold household, string charge, decimal instalment) =>
        plans.AgreePlanAsync(
            new AgreePlanRequest
            {
                Household = household.Name,
                Terms = new PlanTerms
                {
                    SignatureDate = Day("2025-04-01"),
                    AcceptanceDate = Day("2025-04-01"),
                    Creditor = "aler",
                    CoveredCharges = { new CoveredCharge { ChargeId = charge, Amount = Euro(100) } },
                    Schedule = new InstalmentSchedule
                    {
                        Payments = { new ScheduledPayment { DueDate = Day("2025-05-05"), Amount = Euro(instalment) } },
                    },
                },
            },
            RunningService.Headers);
}
