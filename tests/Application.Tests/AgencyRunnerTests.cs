using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using Accepted = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Agencies.AgencyEvent>.Accepted;
using Refused = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Agencies.AgencyEvent>.Refused;

namespace BudgetCoaching.Application.Tests;

public class AgencyRunnerTests
{
    private readonly Desk desk = Desk.InMemory();

    [Fact]
    public async Task A_new_agency_starts_from_the_shipped_parameters()
    {
        var created = (Accepted)await desk.CreateAgency();

        created.Version.Should().Be(2);
        created.Events.Select(e => e.GetType()).Should().Equal(
            typeof(AgencyEvent.AgencyCreated), typeof(AgencyEvent.ParameterSetPublished));
        var state = await desk.Another().States.LoadAsync(Desk.Agency, CancellationToken.None);
        state.Parameters.InForce(Desk.Today)!.Values.Should().Be(ShippedDefaults.Values);
        (await desk.Log()).Select(e => e.Stream.Value).Should().Equal("Agency-aler-cremona", "Agency-aler-cremona");
    }

    [Fact]
    public async Task A_repeat_is_answered_as_before_and_a_new_request_for_the_same_finds_it_there()
    {
        var first = (Accepted)await desk.CreateAgency();
        await Register("r1", "ALER Cremona");

        (await desk.CreateAgency()).Should().Be(first with { Already = true });
        var again = (Accepted)await desk.CreateAgency("another");
        again.Should().Match<Accepted>(a => a.Version == 3 && a.Already && a.Events.Count == 0);
        (await desk.Log()).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_request_id_with_other_content_is_refused()
    {
        await desk.CreateAgency();
        await Register("r1", "ALER Cremona");

        var reused = (Refused)await Register("r1", "ALER");

        reused.Refusal.Reason.Should().Be(RequestReasons.RequestIdReused);
    }

    [Fact]
    public async Task A_rule_refuses()
    {
        ((Refused)await Register("r1", "ALER Cremona")).Refusal.Reason.Should().Be(Reasons.AgencyUnknown);
    }

    private Task<CommandOutcome<AgencyEvent>> Register(string requestId, string name) => desk.Runner.RunAsync(
        Desk.Agency,
        Desk.Request(requestId, name),
        (state, today) => RegisterCreditor.Decide(state, new RegisterCreditor(new CreditorId("aler-cremona"), Desk.Today, name), today),
        CancellationToken.None);
}
