using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Agencies;

public class MapOwnIdTests
{
    private static readonly Guid OwnId = Guid.Parse("0e1d0000-0000-8000-8000-000000000001");
    private static readonly MapOwnId Map = new(OwnId, OwnIdKind.Household, Day("2026-06-01"), "h-1", IsRecorded: false);
    private static readonly OwnIdMapped Mapped = new(OwnId, OwnIdKind.Household, Day("2026-06-01"), "h-1");

    [Fact]
    public void An_own_id_that_leads_nowhere_is_mapped()
    {
        Decide(Agency, Map).Should().Be(Appends(Mapped));
        After(Mapped).FindTarget(OwnId).Should().Be("h-1");
        Agency.FindTarget(OwnId).Should().BeNull();
    }

    [Fact]
    public void The_same_mapping_again_is_nothing() => Decide(After(Mapped), Map).Should().Be(Decision<AgencyEvent>.Nothing);

    [Fact]
    public void An_own_id_that_leads_elsewhere_is_taken() =>
        Decide(After(Mapped), Map with { Target = "h-2" }).Should().BeEquivalentTo(
            new Decision<AgencyEvent>.Refused(
                new Refusal(Reasons.OwnIdTaken, "The own id leads to h-1 already.", [new RefusalDetail("target", "h-1")])));

    [Fact]
    public void An_own_id_under_whose_own_UUID_something_is_recorded_is_taken_by_it()
    {
        ReasonOf(Decide(Agency, Map with { IsRecorded = true })).Should().Be(Reasons.OwnIdTaken);
        Decide(Agency, Map with { IsRecorded = true, Target = OwnId.ToString() }).Should().Be(Decision<AgencyEvent>.Nothing);
    }

    [Fact]
    public void A_released_own_id_is_free_again()
    {
        var released = Mapped with { Target = null };

        Decide(After(Mapped), Map with { Target = null }).Should().Be(Appends(released));
        Decide(Agency, Map with { Target = null }).Should().Be(Decision<AgencyEvent>.Nothing);
        Decide(After(Mapped, released), Map with { Target = "h-2" }).Should().Be(Appends(Mapped with { Target = "h-2" }));
    }

    [Fact]
    public void What_is_malformed_or_unknown_is_refused()
    {
        ReasonOf(Decide(AgencyState.Absent, Map)).Should().Be(Reasons.AgencyUnknown);
        ReasonOf(Decide(Agency, Map with { Date = Day("2026-07-01") })).Should().Be(Reasons.DateAfterRecordedDay);
        ReasonOf(Decide(Agency, Map with { Kind = OwnIdKind.Unspecified })).Should().Be(Reasons.ValueUnspecified);
        ReasonOf(Decide(Agency, Map with { Kind = OwnIdKind.Creditor, Target = "nobody" })).Should().Be(Reasons.CreditorUnknown);
        Decide(Agency, Map with { Kind = OwnIdKind.Creditor, Target = "aler" })
            .Should().Be(Appends(Mapped with { Kind = OwnIdKind.Creditor, Target = "aler" }));
    }

    private static Decision<AgencyEvent> Decide(AgencyState state, MapOwnId command) => MapOwnId.Decide(state, command, RecordedDay);

    private static Decision<AgencyEvent> Appends(OwnIdMapped mapped) => new Decision<AgencyEvent>.Accepted([mapped]);

    private static AgencyState After(params AgencyEvent[] events) =>
        AgencyState.Fold(Agency, events.Select((happened, i) => AgencyEntry(Agency.Version + i + 1, happened)));
}
