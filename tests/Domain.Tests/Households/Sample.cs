using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using NodaTime.Text;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Fixed facts of a fixed household, of which a test states only what it is about.</summary>
internal static class Sample
{
    public static readonly AgencyId Cremona = new("cremona");
    public static readonly CreditorId Aler = new("aler");
    public static readonly CreditorId Condominium = new("condominio-sole");
    public static readonly HouseholdId Household = new(Guid.Parse("5b0f6c1e-0000-4000-8000-000000000001"));
    public static readonly MemberId Mother = new(Guid.Parse("5b0f6c1e-0000-4000-8000-00000000000a"));
    public static readonly Today RecordedDay = new(Day("2026-06-30"));
    public static readonly Instant Start = Instant.FromUtc(2026, 6, 30, 8, 0);
    public static readonly string Hash = new('a', 64);

    public static readonly AgencyState Agency = AgencyState.Fold(
        AgencyState.Absent,
        [
            AgencyEntry(1, new AgencyEvent.AgencyCreated(Cremona, Day("2020-01-01"), "Comune di Cremona")),
            AgencyEntry(2, new AgencyEvent.ParameterSetPublished(Shipped)),
            AgencyEntry(3, new AgencyEvent.CreditorRegistered(Aler, Day("2020-01-01"), "ALER")),
            AgencyEntry(4, new AgencyEvent.CreditorRegistered(Condominium, Day("2020-01-01"), "Condominio Sole")),
        ]);

    public static readonly HouseholdEnrolled Enrolment = new(Household, Cremona, Day("2026-01-10"), Label: null);

    public static ParameterSet Shipped
        => new(ShippedDefaults.Id, ShippedDefaults.ValidFrom, ShippedDefaults.PublishedOn, ShippedDefaults.Values, Hash);

    public static FactId Id(int number) => new(new Guid(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1));

    public static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;

    public static Money Euro(decimal amount) => new((long)(amount * 100));

    public static HouseholdEntry Entry(long version, HouseholdEvent happened, EntryOrigin? origin = null)
        => new(version, Start + Duration.FromSeconds(version), happened, origin);

    public static AgencyEntry AgencyEntry(long version, AgencyEvent happened)
        => new(version, Instant.FromUtc(2020, 1, 1, 8, 0) + Duration.FromSeconds(version), happened);

    /// <summary>An enrolled household with these events after its enrolment.</summary>
    public static HouseholdState Enrolled(params HouseholdEvent[] events) => After(HouseholdState.Absent, [Enrolment, .. events]);

    public static HouseholdState After(HouseholdState state, params HouseholdEvent[] events)
        => HouseholdState.Fold(state, events.Select((happened, i) => Entry(state.Version + i + 1, happened)));

    public static HouseholdState After(HouseholdState state, Decision<HouseholdEvent> decision)
        => After(state, [.. ((Decision<HouseholdEvent>.Accepted)decision).Events]);

    public static ChargePosted Charge(int id, string issued = "2026-02-01", string due = "2026-02-10", decimal amount = 300m)
        => new(
            Id(id),
            Day(issued),
            Aler,
            ChargeKind.Rent,
            Period: null,
            Day(due),
            new DebtAmount(Euro(amount), Money.Zero, Money.Zero),
            Terms: default,
            Contract: null,
            Note: null);

    public static PaymentRecorded Payment(int id, string day, decimal amount, params FactId[] designated)
        => new(
            Id(id),
            Day(day),
            Aler,
            Euro(amount),
            designated.Length == 0
                ? null
                : new Designation(DesignatedBy.Debtor, designated.Select(target => new DesignatedPart(target, Amount: null)).ToValueList()),
            CapitalFirst: false,
            Payer: null,
            Remittance: null);

    public static CommitmentAgreed Promised(int id, string agreed, string due, decimal amount)
        => new(Id(id), Day(agreed), CommitmentKind.Payment, Mother, Day(due), Aler, Euro(amount), What: null, EvidenceRule: null);

    public static CommitmentAgreed Task(int id, string agreed, string due)
        => new(
            Id(id),
            Day(agreed),
            CommitmentKind.Task,
            Mother,
            Day(due),
            Creditor: null,
            Amount: null,
            new PersonalText("Read the meters"),
            EvidenceRule: null);

    public static RepaymentPlanAgreed Plan(
        int id, string signed, FactId charge, decimal amount, params (string Due, decimal Amount)[] instalments)
        => new(
            Id(id),
            Day(signed),
            Aler,
            [new CoveredCharge(charge, Euro(amount))],
            Interest: Money.Zero,
            instalments.Select((part, i) => new Instalment(i + 1, Day(part.Due), Euro(part.Amount))).ToValueList(),
            CurrentBillFirst: true,
            CourtOrdered: false,
            AcceptedOn: Day(signed),
            ReviewOn: Day(signed).PlusMonths(3),
            Replaces: null,
            Note: null);

    public static SuspensionApproved Suspended(int id, string decided, string from, string to)
        => new(
            Id(id),
            Day(decided),
            Aler,
            new DateSpan(Day(from), Day(to)),
            "job-loss",
            new PersonalText("Letter of dismissal"),
            new StaffId("anna"),
            new StaffId("bruno"));

    public static NoFaultClaimed Claim(int id)
        => new(
            Id(id),
            Day("2026-04-20"),
            Aler,
            NoFaultCause.Dismissal,
            CauseOn: Day("2026-03-01"),
            new DateSpan(Day("2026-03-01"), Day("2026-06-01")),
            new PersonalText("Letter of dismissal"),
            new StaffId("anna"));

    /// <summary>With a well-being of 54 points (raw 23, read by oneself, 18 to 61) and two domains at levels 2 and 3.</summary>
    public static EvaluationRecorded Evaluated(int id, string day, EvaluationPhase phase)
        => new(
            Id(id),
            Day(day),
            phase,
            new WellBeingAnswers(
                WellBeingVersion.CfpbTenItems,
                InterviewMode.SelfAdministered,
                AdultAge.From18To61,
                [1, 2, 3, 4, 5, 4, 3, 2, 1, 2],
                Mother),
            [new DomainRating(MatrixDomain.Income, 2), new DomainRating(MatrixDomain.Food, 3)],
            Note: null);

    /// <summary>The reason of a refusal; null when the decision was no refusal.</summary>
    public static string? ReasonOf<TEvent>(Decision<TEvent> decision) => (decision as Decision<TEvent>.Refused)?.Refusal.Reason;

    /// <summary>A decision to append exactly these events.</summary>
    public static Decision<HouseholdEvent> Appends(params HouseholdEvent[] events) => new Decision<HouseholdEvent>.Accepted([.. events]);
}
