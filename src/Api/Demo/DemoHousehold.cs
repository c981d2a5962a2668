using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Demo;

/// <summary>One example household, told step by step: each is a command, in the order in which somebody would have recorded it.</summary>
internal sealed class DemoHousehold(string name, string label, LocalDate enrolled)
{
    private readonly List<HouseholdDecider> steps = [];

    public HouseholdId Id { get; } = new(DemoBooks.IdOf(name));

    public string Label => label;

    public LocalDate Enrolled => enrolled;

    public IReadOnlyList<HouseholdDecider> Steps => steps;

    /// <summary>The id of a fact by its name within the household.</summary>
    public FactId IdOf(string fact) => new(DemoBooks.IdOf($"{name}/{fact}"));

    public DemoHousehold Record(Fact fact)
    {
        var command = new RecordFact(fact);
        steps.Add((state, agency, today) => RecordFact.Decide(state, command, agency, today));
        return this;
    }

    public DemoHousehold Follow(string consultant) =>
        Record(new ConsultantAssigned(IdOf("consultant"), enrolled, new StaffId(consultant)));

    /// <summary>A monthly contract from a year before the enrolment on.</summary>
    public DemoHousehold Rent(CreditorId creditor, ChargeKind kind, long cents) => Record(new ContractRecorded(
        IdOf($"contract {creditor}"),
        enrolled.PlusYears(-1),
        creditor,
        kind,
        new Money(cents),
        EveryMonths: 1,
        new DateSpan(enrolled.PlusYears(-1), null)));

    public DemoHousehold Charge(string fact, CreditorId creditor, ChargeKind kind, LocalDate due, long cents) => Record(new ChargePosted(
        IdOf(fact),
        due.PlusDays(-10),
        creditor,
        kind,
        Period: null,
        due,
        new DebtAmount(new Money(cents), Money.Zero, Money.Zero),
        default,
        Contract: null,
        Note: null));

    public DemoHousehold Owed(string fact, CreditorId creditor, ChargeKind kind, LocalDate due, long cents) =>
        Record(new OpeningArrearsRecorded(
            IdOf(fact), enrolled, creditor, kind, due, new DebtAmount(new Money(cents), Money.Zero, Money.Zero), default, Note: null));

    public DemoHousehold Pay(string fact, CreditorId creditor, LocalDate valueDate, long cents, FactId? target = null) =>
        Record(Payment(fact, creditor, valueDate, cents, target));

    public PaymentRecorded Payment(string fact, CreditorId creditor, LocalDate valueDate, long cents, FactId? target = null) => new(
        IdOf(fact),
        valueDate,
        creditor,
        new Money(cents),
        target is { } debt ? new Designation(DesignatedBy.Debtor, [new DesignatedPart(debt, null)]) : null,
        CapitalFirst: false,
        Payer: null,
        Remittance: null);

    public DemoHousehold Agree(AgreePlan plan)
    {
        steps.Add((state, agency, today) => AgreePlan.Decide(state, plan, agency, today));
        return this;
    }

    public DemoHousehold Check(string fact, FactId subject, int? instalment, LocalDate judgedOn)
    {
        var check = new CheckCompliance(IdOf(fact), judgedOn, subject, instalment, Outcome: null, Suspension: null, Evidence: null);
        steps.Add((state, agency, today) => CheckCompliance.Decide(state, check, agency, today));
        return this;
    }

    public DemoHousehold Suspend(ApproveSuspension suspension)
    {
        steps.Add((state, agency, today) => ApproveSuspension.Decide(state, suspension, agency, today));
        return this;
    }

    public DemoHousehold DecideClaim(DecideNoFault decision)
    {
        steps.Add((state, agency, today) => DecideNoFault.Decide(state, decision, agency, today));
        return this;
    }

    /// <summary>A promise that is not about money: a person says how it ended.</summary>
    public DemoHousehold Judge(string fact, FactId subject, LocalDate judgedOn, ComplianceOutcome outcome)
    {
        var check = new CheckCompliance(IdOf(fact), judgedOn, subject, Instalment: null, outcome, Suspension: null, Evidence: null);
        steps.Add((state, agency, today) => CheckCompliance.Decide(state, check, agency, today));
        return this;
    }

    public DemoHousehold Correct(string correction, Fact replacement)
    {
        var correct = new CorrectFact(IdOf(correction), replacement.Id, Supersedes: null, "typing-error", replacement);
        steps.Add((state, agency, today) => CorrectFact.Decide(state, correct, agency, today));
        return this;
    }

    public DemoHousehold Close(LocalDate date)
    {
        var close = new CloseHousehold(date, "path-completed");
        steps.Add((state, _, today) => CloseHousehold.Decide(state, close, today));
        return this;
    }
}
