using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>A family to be hosted in 2022, and an agency with thirty places in four districts.</summary>
internal static class HostedFamily
{
    public static readonly FactId Stay = Id(10);
    public static readonly FactId Renewal = Id(20);
    public static readonly StaffId Anna = new("anna");
    public static readonly StaffId Bruno = new("bruno");
    public static readonly StaffId Carla = new("carla");

    public static readonly AgencyState Network = AgencyState.Fold(
        Sample.Agency,
        new[]
        {
            Flat("monza-1", "monza", 4), Flat("monza-2", "monza", 4), Flat("desio-1", "desio", 4), Flat("desio-2", "desio", 4),
            Flat("carate-1", "carate-brianza", 4), Flat("carate-2", "carate-brianza", 3), Flat("seregno-1", "seregno", 4),
            Flat("seregno-2", "seregno", 3),
        }.Select((flat, i) => AgencyEntry(5 + i, flat)));

    public static readonly ProposeHosting Admission = new(
        Id(11),
        Day("2022-01-10"),
        Day("2022-02-01"),
        End: null,
        HostingTarget.TemporaryVulnerability,
        new PersonalText("desio-1"),
        Renews: null,
        "lost-home",
        Evidence: null,
        Anna);

    public static readonly ProposeHosting RenewalProposal = Admission with
    {
        Id = Id(21),
        Date = Day("2023-01-10"),
        Start = null,
        Target = HostingTarget.Unspecified,
        Renews = Stay,
        ReasonCode = "no-home-found",
        Evidence = new PersonalText("report of January"),
    };

    public static readonly DecideHosting First = new(
        Id(12), Day("2022-01-12"), Admission.Id, IsApproved: true, Stay, "agreed", Bruno);

    public static readonly DecideHosting Second = First with { Id = Id(13), Approver = Carla };

    /// <summary>Of as many persons, with one income entry of 1.00 a month that may come or not.</summary>
    public static HouseholdState Of(int persons) => After(
        HouseholdState.Absent,
        Enrolment with { Date = Day("2021-12-01") },
        Composed(1, "2021-12-01", persons),
        new IncomeEntryRecorded(
            Id(2),
            Day("2021-12-01"),
            IncomeSource.Wages,
            Euro(1),
            new Recurrence(Frequency.Monthly, Day("2021-12-27"), Last: null),
            Reliability.Uncertain,
            Earner: null,
            Note: null));

    public static CompositionRecorded Composed(int id, string day, int persons) => new(
        Id(id),
        Day(day),
        Enumerable.Range(1, persons)
            .Select(i => new Member(new MemberId(Id(1_000 + i).Value), null, null, AgeBand.Unknown, [], null))
            .ToValueList(),
        [],
        SensitiveTags: null);

    public static HouseholdState Admitted(int persons = 4) => Approved(After(Of(persons), Propose(Of(persons), Admission)), First, Second);

    public static HouseholdState Renewed()
    {
        var state = After(Admitted(), Propose(Admitted(), RenewalProposal));
        var first = First with { Id = Id(22), Date = Day("2023-01-12"), Proposal = RenewalProposal.Id, Hosting = Renewal };
        return Approved(state, first, first with { Id = Id(23), Approver = Carla });
    }

    public static HouseholdState Approved(HouseholdState state, params DecideHosting[] decisions)
        => decisions.Aggregate(state, (known, decision) => After(known, Decide(known, decision)));

    public static Decision<HouseholdEvent> Propose(HouseholdState state, ProposeHosting command)
        => ProposeHosting.Decide(state, command, Network, RecordedDay);

    public static Decision<HouseholdEvent> Decide(HouseholdState state, DecideHosting command)
        => DecideHosting.Decide(state, command, Network, RecordedDay);

    public static Refusal RefusalOf<TEvent>(Decision<TEvent> decision) => ((Decision<TEvent>.Refused)decision).Refusal;

    /// <summary>The last day of a hosting.</summary>
    public static LocalDate LastDay(HouseholdState state, FactId hosting)
        => ((HostingAgreed)state.Find(hosting)!.Live!).Period.End!.Value.PlusDays(-1);

    public static AgencyState Held(AgencyState state, Decision<AgencyEvent> decision) => AgencyState.Fold(
        state,
        ((Decision<AgencyEvent>.Accepted)decision).Events.Select((happened, i) => AgencyEntry(state.Version + 1 + i, happened)));

    private static FlatRegistered Flat(string flat, string district, int places)
        => new(new FlatId(flat), Day("2021-01-01"), district, places);
}
