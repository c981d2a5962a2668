using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

/// <summary>Hostings and their places, by verified callers of the demo's agency (R51 to R54).</summary>
[Collection(Wire_collection.Name)]
public sealed class Hosting_over_the_wire(RunningService service)
{
    private static readonly Metadata Demo = new() { { "x-actor", "test" }, { "x-agency", "demo" } };

    private readonly HostingService.HostingServiceClient hostings = new(service.Channel);

    [Fact]
    public async Task Two_others_approve_and_the_places_are_held_until_the_household_leaves()
    {
        var flat = await RegisterAsync(places: 3);
        var household = await EnrolAsync(persons: 2);
        var proposed = await hostings.ProposeHostingAsync(Proposal(household, flat), service.As("supervisor"));
        await Refused(Decide(household, proposed, "supervisor"), StatusCode.FailedPrecondition, "FOUR_EYES");
        (await Decide(household, proposed, "consultant")).Hosting.Should().BeNull();
        await Refused(Decide(household, proposed, "consultant"), StatusCode.FailedPrecondition, "APPROVER_REPEATED");
        var pending = (await GetAsync(household)).Proposals.Single();
        (pending.State, pending.FailedConditions.Single())
            .Should().Be((HostingProposalLine.Types.State.Pending, HostingCondition.Approvals));
        (await OccupancyAsync(flat)).PersonCount.Should().Be(0);

        var decided = await Decide(household, proposed, "protection");

        decided.Hosting.Period.Should().Be(new DateSpan { StartDate = Day("2025-02-01"), EndDate = Day("2026-02-01") });
        (decided.Decision.PersonCount, decided.Decision.Approver).Should().Be((2, "demo-protection"));
        (await OccupancyAsync(flat)).Should().Be(
            new FlatOccupancy { Flat = $"agencies/demo/flats/{flat}", District = "desio", PlaceCount = 3, PersonCount = 2 });
        await hostings.EndHostingAsync(
            new EndHostingRequest
            {
                Household = household,
                HostingEnd = new HostingEnd
                {
                    EndDate = Day("2025-06-01"), HostingId = decided.Decision.HostingId, Exit = HostingExit.PrivateRent,
                },
            },
            service.As("consultant"));
        (await OccupancyAsync(flat, "2025-05-31")).PersonCount.Should().Be(2);
        (await OccupancyAsync(flat, "2025-06-01")).PersonCount.Should().Be(0);
        var course = await GetAsync(household);
        (course.Hostings.Single().LastDate, course.Hostings.Single().Exit, course.Hostings.Single().Months, course.MonthsLeft)
            .Should().Be((Day("2025-05-31"), HostingExit.PrivateRent, 4, 20));
    }

    [Fact]
    public async Task Every_condition_that_fails_is_named()
    {
        var household = await EnrolAsync(persons: 5, hasIncome: false);
        var proposal = Proposal(household, await RegisterAsync(places: 5));
        proposal.HostingProposal.Target = HostingTarget.Unspecified;

        var refused = await Refused(
            hostings.ProposeHostingAsync(proposal, service.As("supervisor")), StatusCode.FailedPrecondition, "HOSTING_NOT_ELIGIBLE");

        var course = await GetAsync(household);
        (course.PersonCount, course.IncomeEntryCount).Should().Be((5, 0));
        course.FailedConditions.Should().Equal(HostingCondition.Size, HostingCondition.Income);
        refused.Details.Single().Unpack<Google.Rpc.ErrorInfo>().Metadata["failed"].Should().Be("SIZE,INCOME,TARGET");
    }

    [Fact]
    public async Task Of_two_admissions_at_the_same_time_one_gets_the_last_places()
    {
        var flat = await RegisterAsync(places: 3);
        var first = await PendingAsync(flat);
        var second = await PendingAsync(flat);

        var outcomes = await Task.WhenAll(
            OutcomeAsync(Decide(first.Household, first.Proposal, "protection")),
            OutcomeAsync(Decide(second.Household, second.Proposal, "protection")));

        outcomes.Should().BeEquivalentTo([StatusCode.OK, StatusCode.FailedPrecondition]);
        (await OccupancyAsync(flat)).PersonCount.Should().Be(2);
        var lost = outcomes[0] == StatusCode.OK ? second : first;
        (await GetAsync(lost.Household)).Proposals.Single().State.Should().Be(HostingProposalLine.Types.State.Pending);
        await Refused(Decide(lost.Household, lost.Proposal, "protection"), StatusCode.FailedPrecondition, "PLACES_TAKEN");
    }

    [Fact]
    public async Task The_flat_of_a_protected_household_is_shown_to_the_protection_role_alone()
    {
        var (household, proposal) = await PendingAsync(await RegisterAsync(places: 2));
        await Decide(household, proposal, "protection");
        await new ProtectionService.ProtectionServiceClient(service.Channel).DecideProtectionAsync(
            new DecideProtectionRequest
            {
                Household = household,
                Protection = new Protection { DecisionDate = Day("2025-02-01"), IsProtected = true, ReasonCode = "violence" },
            },
            service.As("protection"));

        var hidden = await GetAsync(household, "supervisor");
        var shown = await GetAsync(household, "protection");

        (hidden.Proposals.Single().Proposal.Flat, hidden.Hostings.Single().Hosting.Place).Should().Be(("", ""));
        shown.Proposals.Single().Proposal.Flat.Should().StartWith("flat-");
        shown.Hostings.Single().Hosting.Place.Should().Be(shown.Proposals.Single().Proposal.Flat);
    }

    [Fact]
    public async Task A_birth_puts_the_hosting_on_the_work_list_with_its_reason()
    {
        var (household, proposal) = await PendingAsync(await RegisterAsync(places: 2), from: Today);
        await Decide(household, proposal, "protection");
        var born = await ComposeAsync(household, 3, Today);

        var entry = (await ListedAsync(household, born.Cursor))!;
        entry.Parts.Should().Contain(new ScorePart { Reason = ScoreReason.HostingReviewDue, Count = 1, Points = 10 });
        entry.HostingReviewDueDate.Should().Be(Today);
    }

    [Fact]
    public async Task A_proposal_calls_to_its_household_on_the_work_list_until_it_is_decided()
    {
        var (household, proposal) = await PendingAsync(await RegisterAsync(places: 2));

        var waiting = (await ListedAsync(household, proposal.Cursor))!;
        waiting.Parts.Should().Contain(new ScorePart { Reason = ScoreReason.HostingToDecide, Count = 1, Points = 10 });
        (waiting.HostingProposalDate, waiting.HostingApprovalCount).Should().Be((Day("2025-01-10"), 1));

        var decided = await Decide(household, proposal, "protection");
        (await ListedAsync(household, decided.Receipt.Cursor)).Should().BeNull();
    }

    [Fact]
    public async Task Decisions_of_one_day_are_told_as_they_were_recorded()
    {
        var (household, proposal) = await PendingAsync(await RegisterAsync(places: 2), decision: "ffffffff-ffff-4fff-bfff-ffffffffffff");
        await Decide(household, proposal, "protection", decision: "00000000-0000-4000-8000-000000000001");

        (await GetAsync(household)).Proposals.Single().Decisions.Select(decided => decided.Approver)
            .Should().Equal("giulia", "demo-protection");
    }

    private static Google.Type.Date Today
    {
        get
        {
            var day = Domain.Today.At(NodaTime.SystemClock.Instance.GetCurrentInstant()).Date;
            return new Google.Type.Date { Year = day.Year, Month = day.Month, Day = day.Day };
        }
    }

    private static ProposeHostingRequest Proposal(string household, string flat, Google.Type.Date? from = null) => new()
    {
        Household = household,
        RequestId = NewId(),
        HostingProposal = new HostingProposal
        {
            ProposalDate = from ?? Day("2025-01-10"),
            Period = new DateSpan { StartDate = from ?? Day("2025-02-01") },
            Target = HostingTarget.FragileHousehold,
            Flat = flat,
            ReasonCode = "lost-home",
        },
    };

    private static async Task<StatusCode> OutcomeAsync(AsyncUnaryCall<DecideHostingResponse> call)
    {
        try
        {
            await call;
            return StatusCode.OK;
        }
        catch (RpcException refused)
        {
            return refused.StatusCode;
        }
    }

    private AsyncUnaryCall<DecideHostingResponse> Decide(string household, FactReceipt proposal, string role, string decision = "") =>
        hostings.DecideHostingAsync(
            new DecideHostingRequest
            {
                Household = household,
                RequestId = NewId(),
                DecisionId = decision,
                HostingRuling = new HostingRuling { ProposalId = proposal.FactId, Approved = true, ReasonCode = "agreed" },
            },
            service.As(role));

    /// <summary>A household of two with one approval.</summary>
    private async Task<(string Household, FactReceipt Proposal)> PendingAsync(
        string flat, Google.Type.Date? from = null, string decision = "")
    {
        var household = await EnrolAsync(persons: 2);
        var proposal = await hostings.ProposeHostingAsync(Proposal(household, flat, from), service.As("supervisor"));
        await Decide(household, proposal, "consultant", decision);
        return (household, proposal);
    }

    private async Task<HostingCourse> GetAsync(string household, string role = "auditor") =>
        await hostings.GetHostingAsync(new GetHostingRequest { Household = household }, service.As(role));

    /// <summary>Null where nothing calls to it.</summary>
    private async Task<WorkListEntry?> ListedAsync(string household, string cursor) =>
        (await new WarningService.WarningServiceClient(service.Channel).GetWorkListAsync(
            new GetWorkListRequest { Agency = "agencies/demo", PageSize = 100, MinCursor = cursor }, service.As("supervisor")))
        .Entries.SingleOrDefault(entry => entry.Household == household);

    private async Task<FlatOccupancy> OccupancyAsync(string flat, string day = "2025-03-01") => (await hostings.GetOccupancyAsync(
        new GetOccupancyRequest { Agency = "agencies/demo", OccupancyDate = Day(day) }, service.As("administrator")))
        .Flats.Single(each => each.Flat.EndsWith(flat, StringComparison.Ordinal));

    private async Task<string> RegisterAsync(int places)
    {
        var flat = $"flat-{NewId()}";
        await hostings.RegisterFlatAsync(
            new RegisterFlatRequest
            {
                Parent = "agencies/demo",
                FlatId = flat,
                Flat = new Flat { EffectiveDate = Day("2025-01-01"), District = "desio", PlaceCount = places },
            },
            service.As("administrator"));
        return flat;
    }

    private async Task<string> EnrolAsync(int persons, bool hasIncome = true)
    {
        var household = (await new HouseholdService.HouseholdServiceClient(service.Channel).EnrolHouseholdAsync(
            new EnrolHouseholdRequest { Agency = "agencies/demo", EnrolmentDate = Day("2025-01-01") }, Demo)).Household.Name;
        await ComposeAsync(household, persons, Day("2025-01-01"));
        if (hasIncome)
        {
            await new BudgetService.BudgetServiceClient(service.Channel).RecordIncomeEntryAsync(
                new RecordIncomeEntryRequest
                {
                    Household = household,
                    IncomeEntry = new IncomeEntry
                    {
                        DeclaredDate = Day("2025-01-01"),
                        Source = IncomeSource.Wages,
                        Amount = Euro(1),
                        Reliability = Reliability.Uncertain,
                        Recurrence = new Recurrence { Frequency = Frequency.Monthly, FirstDate = Day("2025-01-27") },
                    },
                },
                Demo);
        }

        return household;
    }

    private async Task<FactReceipt> ComposeAsync(string household, int persons, Google.Type.Date day)
    {
        var composition = new Composition { EffectiveDate = day };
        composition.Members.Add(Enumerable.Range(0, persons).Select(_ => new Member { MemberId = NewId() }));
        return await new HouseholdService.HouseholdServiceClient(service.Channel).RecordCompositionAsync(
            new RecordCompositionRequest { Household = household, Composition = composition }, Demo);
    }
}
