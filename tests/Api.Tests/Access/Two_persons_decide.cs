using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests.Access;

/// <summary>Whoever proposes does not approve (R35): the proposer is who called, not a name that the approver gives.</summary>
[Collection(Wire_collection.Name)]
public sealed class Two_persons_decide(RunningService service)
{
    private static readonly Metadata Demo = new() { { "x-actor", "test" }, { "x-agency", "demo" } };

    private PlanService.PlanServiceClient Plans => new(service.Channel);

    [Fact]
    public async Task A_suspension_is_proposed_by_one_verified_caller_and_approved_by_another()
    {
        var household = await EnrolAsync();
        await Refused(
            Plans.ProposeSuspensionAsync(Proposal(household, "anna"), service.As("supervisor")),
            StatusCode.InvalidArgument,
            "FIELD_INVALID");
        var proposed = await Plans.ProposeSuspensionAsync(Proposal(household), service.As("supervisor"));
        var ruling = new SuspensionRuling { ProposalId = proposed.FactId, Approval = new SuspensionApproval(), ReasonCode = "illness" };

        await Refused(
            Plans.DecideSuspensionAsync(Decision(household, ruling), service.As("supervisor")),
            StatusCode.FailedPrecondition,
            "FOUR_EYES");
        var decided = await Plans.DecideSuspensionAsync(Decision(household, ruling), service.As("consultant"));

        (decided.Suspension.Proposer, decided.Suspension.Approver).Should().Be(("demo-supervisor", "giulia"));
        var line = (await Plans.ListSuspensionsAsync(
            new ListSuspensionsRequest { Household = household }, service.As("auditor"))).Suspensions.Single();
        (line.ProposalId, line.DecisionId, line.Decision.SuspensionId).Should().Be(
            (proposed.FactId, decided.Receipt.FactId, line.SuspensionId));
        await Refused(
            Plans.DecideSuspensionAsync(Decision(household, ruling), service.As("protection")),
            StatusCode.FailedPrecondition,
            "PROPOSAL_DECIDED");
    }

    [Fact]
    public async Task A_refused_proposal_leads_to_no_suspension()
    {
        var household = await EnrolAsync();
        var proposed = await Plans.ProposeSuspensionAsync(Proposal(household), service.As("consultant"));

        var decided = await Plans.DecideSuspensionAsync(
            Decision(household, new SuspensionRuling { ProposalId = proposed.FactId, ReasonCode = "no-evidence" }),
            service.As("supervisor"));

        decided.Suspension.Should().BeNull();
        decided.Decision.Should().Be(new SuspensionDecision
        {
            DecisionDate = decided.Decision.DecisionDate,
            ProposalId = proposed.FactId,
            ReasonCode = "no-evidence",
            Approver = "demo-supervisor",
        });
    }

    [Fact]
    public async Task The_older_call_approves_what_was_proposed_and_nothing_else()
    {
        var household = await EnrolAsync();
        await Refused(
            Plans.ApproveSuspensionAsync(Approval(household, "anna", "bruno"), service.As("supervisor")),
            StatusCode.InvalidArgument,
            "FIELD_INVALID");
        await Refused(
            Plans.ApproveSuspensionAsync(Approval(household, "demo-supervisor"), service.As("supervisor")),
            StatusCode.FailedPrecondition,
            "FOUR_EYES");
        await Refused(
            Plans.ApproveSuspensionAsync(Approval(household, "giulia"), service.As("supervisor")),
            StatusCode.FailedPrecondition,
            "PROPOSAL_MISSING");
        await Plans.ProposeSuspensionAsync(Proposal(household), service.As("consultant"));

        var approved = await Plans.ApproveSuspensionAsync(Approval(household, "giulia"), service.As("supervisor"));

        (await Plans.ApproveSuspensionAsync(
            Approval(await EnrolAsync(), "anna", "bruno"), Demo)).FactId.Should().NotBeEmpty("nobody is verified, as before");
        await Refused(
            new HouseholdService.HouseholdServiceClient(service.Channel).CorrectFactAsync(
                new CorrectFactRequest
                {
                    Household = household,
                    FactId = approved.FactId,
                    ReasonCode = "mistake",
                    Replacement = new Fact { Suspension = Approval(household, "anna").Suspension },
                },
                service.As("consultant")),
            StatusCode.FailedPrecondition,
            "FOUR_EYES");
    }

    [Fact]
    public async Task Who_claims_no_fault_is_the_caller_and_does_not_decide()
    {
        var household = await EnrolAsync();
        var compliance = new ComplianceService.ComplianceServiceClient(service.Channel);
        var claim = new NoFaultClaim
        {
            ClaimDate = Day("2025-03-01"),
            Creditor = "aler",
            Cause = NoFaultCause.Dismissal,
            CauseDate = Day("2025-02-20"),
            Period = Period,
            Evidence = "letter",
            Proposer = "anna",
        };
        ClaimNoFaultRequest Claimed() => new() { Household = household, NoFaultClaim = claim.Clone() };
        await Refused(compliance.ClaimNoFaultAsync(Claimed(), service.As("consultant")), StatusCode.InvalidArgument, "FIELD_INVALID");
        claim.Proposer = "";
        var claimed = await compliance.ClaimNoFaultAsync(Claimed(), service.As("consultant"));

        await Refused(
            compliance.DecideNoFaultAsync(
                new DecideNoFaultRequest
                {
                    Household = household,
                    Ruling = new NoFaultRuling
                    {
                        ClaimId = claimed.FactId, Recognition = new NoFaultRecognition(), ReasonCode = "job-loss",
                    },
                },
                service.As("consultant")),
            StatusCode.FailedPrecondition,
            "FOUR_EYES");
    }

    private static DateSpan Period => new() { StartDate = Day("2025-03-01"), EndDate = Day("2025-04-01") };

    private static ProposeSuspensionRequest Proposal(string household, string proposer = "") => new()
    {
        Household = household,
        RequestId = NewId(),
        SuspensionProposal = new SuspensionProposal
        {
            Creditor = "aler", Period = Period, ReasonCode = "illness", Evidence = "certificate", Proposer = proposer,
        },
    };

    private static DecideSuspensionRequest Decision(string household, SuspensionRuling ruling) =>
        new() { Household = household, Ruling = ruling.Clone(), RequestId = NewId() };

    private static ApproveSuspensionRequest Approval(string household, string proposer, string approver = "") => new()
    {
        Household = household,
        Suspension = new Suspension
        {
            DecisionDate = Day("2025-03-01"),
            Creditor = "aler",
            Period = Period,
            ReasonCode = "illness",
            Evidence = "certificate",
            Proposer = proposer,
            Approver = approver,
        },
    };

    private async Task<string> EnrolAsync() => (await new HouseholdService.HouseholdServiceClient(service.Channel).EnrolHouseholdAsync(
        new EnrolHouseholdRequest { Agency = "agencies/demo", EnrolmentDate = Day("2025-01-01") }, Demo)).Household.Name;
}
