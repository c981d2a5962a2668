using BudgetCoaching.V1;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

/// <summary>An agency whose plans bear the legal rate (R42): proposed with its interest, agreed with the same.</summary>
[Collection(Wire_collection.Name)]
public sealed class Plan_interest_over_the_wire(RunningService service)
{
    private readonly AgencyService.AgencyServiceClient agencies = new(service.Channel);

    [Fact]
    public async Task R42_a_proposal_shows_the_legal_interest_and_is_agreed_with_the_same()
    {
        var household = await OpenedHousehold.EnrolAsync(service, await OpenAsync());
        await household.ChargeAsync("2026-03-05", 400);
        var proposing = new ProposePlansRequest
        {
            Household = household.Name,
            Viewpoint = At("2026-03-31"),
            Debts = { new DebtToPlan { Creditor = "aler", LegalInterest = true } },
            Budget = new BudgetDraft { OpeningCash = Euro(2_000) },
        };

        var plan = (await new PlanningService.PlanningServiceClient(service.Channel).ProposePlansAsync(proposing))
            .Proposals.Single(proposal => proposal.Kind == ProposalKind.Fastest).Plans[0];
        var agreed = await new PlanService.PlanServiceClient(service.Channel).AgreePlanAsync(
            new AgreePlanRequest
            {
                Household = household.Name,
                Terms = new PlanTerms
                {
                    SignatureDate = Day("2026-03-31"),
                    AcceptanceDate = Day("2026-03-31"),
                    Creditor = plan.Creditor,
                    CoveredCharges = { plan.CoveredCharges },
                    EqualInstalments = new EqualInstalments { Count = 2, FirstDueDate = Day("2026-04-30"), DayOfMonth = 30 },
                    LegalInterest = true,
                },
            },
            RunningService.Headers);

        // A day of 400 at 1.6 %: 0.0175. Then 400 for 30 days and 200 for 30: 18,000 × 0.016 ÷ 365 = 0.79.
        (plan.Count, plan.FirstDueDate, plan.Interest, plan.Total).Should().Be((1, Day("2026-04-01"), Euro(0.02m), Euro(400.02m)));
        agreed.Plan.Interest.Should().Be(Euro(0.79m));
        agreed.Plan.Instalments.Select(part => part.Amount).Should().Equal(Euro(200.40m), Euro(200.39m));
    }

    private async Task<string> OpenAsync()
    {
        var agency = (await agencies.CreateAgencyAsync(
            new CreateAgencyRequest { AgencyId = $"legal-{NewId()}", Agency = new Agency { DisplayName = "Legal" } },
            RunningService.Headers)).Name;
        await agencies.RegisterCreditorAsync(
            new RegisterCreditorRequest { Parent = agency, CreditorId = "aler", Creditor = new Creditor { DisplayName = "ALER" } },
            RunningService.Headers);
        var set = await agencies.GetParameterSetAsync(new GetParameterSetRequest { Name = agency });
        set.ValidFromDate = Day("2026-01-01");
        set.Values.Planning.PlanInterest = PlanInterestRule.Legal;
        await agencies.PublishParameterSetAsync(
            new PublishParameterSetRequest { Parent = agency, ParameterSetId = "legal", ParameterSet = set }, RunningService.Headers);
        return agency;
    }
}
