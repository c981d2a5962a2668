using System.Net;
using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;

namespace BudgetCoaching.Api.Tests;

public sealed class The_service_keeps_its_contract(RunningService service) : IClassFixture<RunningService>
{
    private const string Demo = "agencies/demo";

    private readonly HouseholdService.HouseholdServiceClient households = new(service.Channel);
    private readonly LedgerService.LedgerServiceClient ledger = new(service.Channel);
    private readonly ArrearsService.ArrearsServiceClient arrears = new(service.Channel);
    private readonly EmpowermentService.EmpowermentServiceClient empowerment = new(service.Channel);

    [Fact]
    public async Task R5_the_same_request_again_gets_the_same_answer_and_appends_nothing()
    {
        var household = await EnrolAsync();
        var request = Charge(household, Guid.NewGuid().ToString());
        request.RequestId = Guid.NewGuid().ToString();

        var first = await ledger.PostChargeAsync(request, RunningService.Headers);
        var second = await ledger.PostChargeAsync(request, RunningService.Headers);

        first.Already.Should().BeFalse();
        second.Already.Should().BeTrue();
        second.Already = false;
        second.Should().Be(first);
    }

    [Fact]
    public async Task R5_a_request_id_with_other_contents_is_refused()
    {
        var household = await EnrolAsync();
        var request = Charge(household, Guid.NewGuid().ToString());
        request.RequestId = Guid.NewGuid().ToString();
        await ledger.PostChargeAsync(request, RunningService.Headers);
        request.Charge.Amount.Capital.Units++;

        await Refused(
            () => ledger.PostChargeAsync(request, RunningService.Headers).ResponseAsync,
            StatusCode.FailedPrecondition,
            "REQUEST_ID_REUSED");
    }

    [Fact]
    public async Task R6_a_stale_etag_is_refused_and_the_current_one_is_accepted()
    {
        var household = await EnrolAsync();
        var stale = Charge(household, Guid.NewGuid().ToString());
        stale.Etag = "\"7\"";
        await Refused(() => ledger.PostChargeAsync(stale, RunningService.Headers).ResponseAsync, StatusCode.Aborted, "ETAG_MISMATCH");

        var current = Charge(household, Guid.NewGuid().ToString());
        current.Etag = (await households.GetHouseholdAsync(new GetHouseholdRequest { Name = household }, RunningService.Headers)).Etag;

        (await ledger.PostChargeAsync(current, RunningService.Headers)).Version.Should().Be(2);
    }

    [Fact]
    public async Task Every_malformed_field_is_named_in_one_answer()
    {
        var malformed = new PostChargeRequest { Household = "x", ChargeId = "y", Charge = new Charge() };

        var error = await Refused(
            () => ledger.PostChargeAsync(malformed, RunningService.Headers).ResponseAsync,
            StatusCode.InvalidArgument,
            "FIELD_INVALID");

        error.Details[1].Unpack<BadRequest>().FieldViolations.Select(v => v.Field).Should().Equal(
            "charge_id", "charge.issue_date", "charge.creditor", "charge.kind", "charge.due_date", "charge.amount", "household");
    }

    [Fact]
    public Task Who_does_not_say_who_is_calling_writes_nothing() => Refused(
        () => ledger.PostChargeAsync(new PostChargeRequest()).ResponseAsync, StatusCode.Unauthenticated, "CALLER_UNKNOWN");

    [Fact]
    public Task A_household_that_nobody_enrolled_is_not_found() => Refused(
        () => arrears.GetArrearsAsync(new GetArrearsRequest { Household = $"households/{Guid.NewGuid()}" }).ResponseAsync,
        StatusCode.NotFound,
        "RESOURCE_NOT_FOUND");

    [Fact]
    public async Task R14_a_designation_names_what_is_recorded_later_and_the_receipt_says_so()
    {
        var household = await EnrolAsync();
        var charge = Guid.NewGuid().ToString();
        var payment = new RecordPaymentRequest
        {
            Household = household,
            Payment = new Payment
            {
                ValueDate = Day(2025, 3, 1),
                Creditor = "aler",
                Amount = Euro(100),
                Designation = new Designation { DesignatedBy = DesignatedBy.Debtor, Parts = { new DesignatedPart { TargetId = charge } } },
            },
        };

        var early = await ledger.RecordPaymentAsync(payment, RunningService.Headers);
        await ledger.PostChargeAsync(Charge(household, charge), RunningService.Headers);

        early.PendingReferences.Should().Equal(charge);
        var statement = (await ledger.GetLedgerAsync(new GetLedgerRequest { Household = household })).Statements.Single();
        statement.Debts.Single().Outstanding.Capital.Should().Be(Euro(100));
        statement.PendingReferences.Should().BeEmpty();
    }

    [Fact]
    public async Task R4_a_correction_changes_the_figures_and_not_what_was_known_before()
    {
        var household = await EnrolAsync();
        var charge = Charge(household, Guid.NewGuid().ToString());
        var posted = await ledger.PostChargeAsync(charge, RunningService.Headers);
        var mended = charge.Charge.Clone();
        mended.Amount.Capital = Euro(150);
        var correction = new CorrectFactRequest
        {
            Household = household, FactId = charge.ChargeId, ReasonCode = "typing-error", Replacement = new Fact { Charge = mended },
        };
        var corrected = await households.CorrectFactAsync(correction, RunningService.Headers);

        var now = await OwedAsync(household, new Viewpoint { MinCursor = corrected.Cursor });
        var before = await OwedAsync(household, new Viewpoint { KnownAt = posted.RecordTime });

        (now, before).Should().Be((Euro(150), Euro(200)));
        correction.CorrectionId = Guid.NewGuid().ToString();
        await Refused(
            () => households.CorrectFactAsync(correction, RunningService.Headers).ResponseAsync,
            StatusCode.FailedPrecondition,
            "CORRECTION_SUPERSEDED");
    }

    [Fact]
    public async Task R61_read_model_and_replay_give_the_same_trend_of_every_demo_household()
    {
        var listed = await households.ListHouseholdsAsync(
            new ListHouseholdsRequest { Agency = Demo, ShowClosed = true, MinCursor = await HeadAsync() });
        foreach (var household in listed.Households.Select(h => h.Household))
        {
            var now = await arrears.GetArrearsTrendAsync(new GetArrearsTrendRequest { Household = household });
            var replayed = await arrears.GetArrearsTrendAsync(new GetArrearsTrendRequest
            {
                Household = household,
                Viewpoint = new Viewpoint { AsOf = now.Resolved.AsOf, KnownAt = now.Resolved.KnownAt },
            });

            (replayed.Resolved.Cursor, now.Resolved.Cursor) = ("", "");
            replayed.Should().Be(now);
        }
    }

    [Fact]
    public async Task R61_read_model_and_replay_give_the_same_progress_of_every_demo_household()
    {
        var listed = await households.ListHouseholdsAsync(
            new ListHouseholdsRequest { Agency = Demo, ShowClosed = true, MinCursor = await HeadAsync() });
        foreach (var household in listed.Households.Select(h => h.Household))
        {
            var now = await empowerment.GetEmpowermentProgressAsync(new GetEmpowermentProgressRequest { Household = household });
            var replayed = await empowerment.GetEmpowermentProgressAsync(new GetEmpowermentProgressRequest
            {
                Household = household,
                Viewpoint = new Viewpoint { AsOf = now.Resolved.AsOf, KnownAt = now.Resolved.KnownAt },
            });

            (replayed.Resolved.Cursor, now.Resolved.Cursor) = ("", "");
            replayed.Should().Be(now);
        }
    }

    [Fact]
    public async Task R12_the_same_resolved_pair_gives_the_same_answer_after_more_was_recorded()
    {
        var household = await EnrolAsync();
        await ledger.PostChargeAsync(Charge(household, Guid.NewGuid().ToString()), RunningService.Headers);
        var before = await empowerment.GetEmpowermentProgressAsync(new GetEmpowermentProgressRequest { Household = household });
        await ledger.PostChargeAsync(Charge(household, Guid.NewGuid().ToString()), RunningService.Headers);

        var after = await empowerment.GetEmpowermentProgressAsync(new GetEmpowermentProgressRequest
        {
            Household = household,
            Viewpoint = new Viewpoint { AsOf = before.Resolved.AsOf, KnownAt = before.Resolved.KnownAt },
        });

        (before.Resolved.Cursor, after.Resolved.Cursor) = ("", "");
        after.Should().Be(before);
    }

    [Fact]
    public async Task The_demo_shows_its_situations_by_urgency_in_pages()
    {
        var all = await households.ListHouseholdsAsync(
            new ListHouseholdsRequest { Agency = Demo, ShowClosed = true, MinCursor = await HeadAsync() });
        var pages = new List<HouseholdSummary>();
        var request = new ListHouseholdsRequest { Agency = Demo, ShowClosed = true, PageSize = 2 };
        do
        {
            var page = await households.ListHouseholdsAsync(request);
            pages.AddRange(page.Households);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0 && pages.Count < 100);

        all.Households.Should().HaveCount(9);
        pages.Should().Equal(all.Households);
        all.Households[0].Creditors.Select(c => c.TrendClass).Should().Contain(TrendClass.NonPayment);
    }

    [Fact]
    public async Task A_page_token_of_another_question_is_refused()
    {
        var page = await households.ListHouseholdsAsync(
            new ListHouseholdsRequest { Agency = Demo, PageSize = 1, MinCursor = await HeadAsync() });

        await Refused(
            () => households.ListHouseholdsAsync(
                new ListHouseholdsRequest { Agency = Demo, PageSize = 1, ShowClosed = true, PageToken = page.NextPageToken }).ResponseAsync,
            StatusCode.InvalidArgument,
            "PAGE_TOKEN_INVALID");
    }

    [Fact]
    public async Task R2_a_replay_gives_every_event_in_order_chained_by_hash_and_resumes_after_any_version()
    {
        var household = await EnrolAsync();
        await ledger.PostChargeAsync(Charge(household, Guid.NewGuid().ToString()), RunningService.Headers);
        await ledger.PostChargeAsync(Charge(household, Guid.NewGuid().ToString()), RunningService.Headers);

        var events = await ReplayAsync(household, afterVersion: 0);
        var rest = await ReplayAsync(household, afterVersion: 1);

        events.Select(e => (e.Version, e.EventType)).Should().Equal((1, "HouseholdEnrolled"), (2, "ChargePosted"), (3, "ChargePosted"));
        events[0].PreviousHash.Should().AllSatisfy(b => b.Should().Be(0));
        events[2].PreviousHash.Should().Equal(events[1].Hash);
        events.Should().OnlyContain(e => e.Unverified && e.Actor == "test" && e.Agency == "test");
        rest.Should().Equal(events.Skip(1));
    }

    [Fact]
    public async Task Health_says_that_it_is_ready_once_the_read_models_follow()
    {
        await HeadAsync();
        using var http = new HttpClient();

        (await http.GetStringAsync(service.Web + "/health/live")).Should().Be("""{"live":true}""");
        (await http.GetAsync(service.Web + "/health/ready")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await http.GetStringAsync(service.Web + "/")).Should().Contain(service.Grpc).And.Contain(service.DataFolder);
    }

    private async Task<Google.Type.Money> OwedAsync(string household, Viewpoint viewpoint) =>
        (await arrears.GetArrearsAsync(new GetArrearsRequest { Household = household, Viewpoint = viewpoint })).TotalDebt;

    /// <summary>A cursor of now: what waits for it has seen everything written so far.</summary>
    private async Task<string> HeadAsync()
    {
        var closing = new CloseHouseholdRequest { Household = await EnrolAsync(), Closing = new Closing { ReasonCode = "test" } };
        return (await households.CloseHouseholdAsync(closing, RunningService.Headers)).Cursor;
    }

    private async Task<string> EnrolAsync() => (await households.EnrolHouseholdAsync(
        new EnrolHouseholdRequest { Agency = RunningService.Agency, EnrolmentDate = Day(2025, 1, 1) },
        RunningService.Headers)).Household.Name;

    private async Task<List<ReplayHouseholdResponse>> ReplayAsync(string household, long afterVersion)
    {
        using var call = households.ReplayHousehold(new ReplayHouseholdRequest { Household = household, AfterVersion = afterVersion });
        var events = new List<ReplayHouseholdResponse>();
        await foreach (var happened in call.ResponseStream.ReadAllAsync())
        {
            events.Add(happened);
        }

        return events;
    }

    private static PostChargeRequest Charge(string household, string id) => new()
    {
        Household = household,
        ChargeId = id,
        Charge = new Charge
        {
            IssueDate = Day(2025, 2, 1),
            DueDate = Day(2025, 2, 5),
            Creditor = "aler",
            Kind = ChargeKind.Rent,
            Amount = new DebtAmount { Capital = Euro(200) },
        },
    };

    private static async Task<Google.Rpc.Status> Refused<T>(Func<Task<T>> call, StatusCode code, string reason)
    {
        var error = (await call.Should().ThrowAsync<RpcException>()).Which;
        var status = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin"));
        (error.StatusCode, status.Details[0].Unpack<ErrorInfo>().Reason).Should().Be((code, reason));
        return status;
    }

    private static Google.Type.Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };

    private static Google.Type.Money Euro(long units) => new() { CurrencyCode = "EUR", Units = units };
}
