using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Demo;

/// <summary>Who lives there, what they live on, and the way with the consultant.</summary>
internal sealed partial class DemoHousehold
{
    /// <summary>Who accompanies the family, and how many live there.</summary>
    public DemoHousehold Follow(string consultant, int adults, int minors)
    {
        Record(new ConsultantAssigned(IdOf("consultant"), enrolled, new StaffId(consultant)));
        var members = Enumerable.Range(1, adults + minors).Select(number => new Member(
            new MemberId(DemoBooks.IdOf($"{name}/member {number}")),
            Name: null,
            BirthDate: null,
            number <= adults ? AgeBand.From18To61 : AgeBand.From3To17,
            Tags: [],
            SensitiveTags: null));
        ValueList<string> tags = minors > 0 ? ["minors"] : [];
        return Record(new CompositionRecorded(IdOf("members"), enrolled, [.. members], tags, SensitiveTags: null));
    }

    public DemoHousehold Met(string fact, LocalDate date, ContactWay way, string staff, string note) =>
        Record(new ContactRecorded(IdOf(fact), date, way, new StaffId(staff), new PersonalText(note)));

    /// <summary>Monthly unless another frequency is given.</summary>
    public DemoHousehold Expects(
        string fact,
        LocalDate declared,
        IncomeSource source,
        long cents,
        Reliability reliability,
        LocalDate first,
        LocalDate? last = null,
        Frequency frequency = Frequency.Monthly) => Record(new IncomeEntryRecorded(
        IdOf(fact), declared, source, new Money(cents), new Recurrence(frequency, first, last), reliability, Earner: null, Note: null));

    public DemoHousehold Receives(string fact, LocalDate date, IncomeSource source, long cents) =>
        Record(new IncomeReceived(IdOf(fact), date, new Money(cents), source, Entry: null, Earner: null, Note: null));

    /// <summary>An expense planned month by month; its name is its category.</summary>
    public DemoHousehold Plans(string category, LocalDate declared, NeedClass need, long cents, LocalDate first) => Record(
        new ExpensePlanned(
            IdOf(category), declared, category, need, new Money(cents), new Recurrence(Frequency.Monthly, first, null), Note: null));

    public DemoHousehold Counts(string fact, LocalDate date, long cents) =>
        Record(new CashCounted(IdOf(fact), date, new Money(cents)));

    public DemoHousehold Lacks(string fact, LocalDate date) => Record(new ResourcesLacked(IdOf(fact), date, Note: null));

    public DemoHousehold Evaluate(
        EvaluationPhase phase, LocalDate date, ValueList<int> choices, params ReadOnlySpan<DomainRating> matrix) =>
        Record(new EvaluationRecorded(
            IdOf($"evaluation {phase}"),
            date,
            phase,
            new WellBeingAnswers(
                WellBeingVersion.CfpbTenItems, InterviewMode.SelfAdministered, AdultAge.From18To61, choices, Respondent: null),
            [.. matrix],
            Note: null));

    public DemoHousehold Host(DateSpan period, string place) =>
        Record(new HostingAgreed(IdOf("hosting"), period.Start, period, new PersonalText(place)));

    /// <summary>Admitted to a flat of the agency: one proposes, two others approve on the next days.</summary>
    public DemoHousehold Admit(DateSpan period, FlatId flat, string proposer, string first, string second)
    {
        Hosting = IdOf("hosting");
        var proposal = new ProposeHosting(
            IdOf("hosting proposal"),
            period.Start.PlusDays(-2),
            period.Start,
            period.End,
            HostingTarget.FragileHousehold,
            new PersonalText(flat.Value),
            Renews: null,
            "lost-home",
            Evidence: null,
            new StaffId(proposer));
        steps.Add((state, agency, today) => ProposeHosting.Decide(state, proposal, agency, today));
        foreach (var (fact, approver) in new[] { ("first approval", first), ("second approval", second) })
        {
            var approval = new DecideHosting(
                IdOf(fact), proposal.Date.PlusDays(1), proposal.Id, IsApproved: true, Hosting.Value, "agreed", new StaffId(approver));
            steps.Add((state, agency, today) => DecideHosting.Decide(state, approval, agency, today));
        }

        return this;
    }

    public DemoHousehold Consent(string fact, string recipient, string purpose, LocalDate from, params ReadOnlySpan<string> parts) =>
        Record(new ConsentGiven(
            IdOf(fact),
            from,
            new StaffId(recipient),
            purpose,
            [.. parts],
            new DateSpan(from, from.PlusMonths(ShippedDefaults.ConsentMonths))));
}
