using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Demo;

/// <summary>
/// One example household, told step by step: each is a command, in the order in which somebody would have recorded it. Here the account
/// with its creditors, plans and promises.
/// </summary>
internal sealed partial class DemoHousehold(string name, string label, LocalDate enrolled)
{
    private readonly List<HouseholdDecider> steps = [];

    public HouseholdId Id { get; } = new(DemoBooks.IdOf(name));

    public string Label => label;

    public LocalDate Enrolled => enrolled;

    public IReadOnlyList<HouseholdDecider> Steps => steps;

    /// <summary>The hosting that its steps lead to; null where it is not hosted in a flat of the agency.</summary>
    public FactId? Hosting { get; private set; }

    /// <summary>The id of a fact by its name within the household.</summary>
    public FactId IdOf(string fact) => new(DemoBooks.IdOf($"{name}/{fact}"));

    public DemoHousehold Record(Fact fact)
    {
        var command = new RecordFact(fact);
        steps.Add((state, agency, today) => RecordFact.Decide(state, command, agency, today));
        return this;
    }

    /// <summary>A monthly contract from a year before the enrolment on.</summary>
    public DemoHousehold Contract(CreditorId creditor, ChargeKind kind, long cents) => Record(new ContractRecorded(
        IdOf($"contract {creditor}"),
        enrolled.PlusYears(-1),
        creditor,
        kind,
        new Money(cents),
        EveryMonths: 1,
        new DateSpan(enrolled.PlusYears(-1), null)));

    /// <summary>A bill for the month that begins when it is issued, fifteen days before it is due.</summary>
    public DemoHousehold Charge(string fact, CreditorId creditor, ChargeKind kind, LocalDate due, long cents)
    {
        var issued = due.PlusDays(-15);
        return Record(new ChargePosted(
            IdOf(fact),
            issued,
            creditor,
            kind,
            new DateSpan(issued, issued.PlusMonths(1)),
            due,
            new DebtAmount(new Money(cents), Money.Zero, Money.Zero),
            default,
            Contract: null,
            Note: null));
    }

    /// <summary>A debt from before the enrolment.</summary>
    public DemoHousehold Owed(string fact, CreditorId creditor, ChargeKind kind, LocalDate due, long cents) =>
        Record(new OpeningArrearsRecorded(
            IdOf(fact), enrolled, creditor, kind, due, new DebtAmount(new Money(cents), Money.Zero, Money.Zero), default, Note: null));

    /// <param name="fact">Its name.</param>
    /// <param name="creditor">Whom it reached.</param>
    /// <param name="valueDate">From which day it counts.</param>
    /// <param name="cents">How much.</param>
    /// <param name="target">The charge or plan that the family names; absent, the law's order holds.</param>
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

    /// <summary>A bill paid two days before it is due; the payment names it.</summary>
    public DemoHousehold BillPaid(string bill, CreditorId creditor, ChargeKind kind, LocalDate due, long cents) =>
        Charge(bill, creditor, kind, due, cents).Pay($"payment of {bill}", creditor, due.PlusDays(-2), cents, IdOf(bill));

    public DemoHousehold Agree(AgreePlan plan)
    {
        steps.Add((state, agency, today) => AgreePlan.Decide(state, plan, agency, today));
        return this;
    }

    /// <summary>The family wished for a plan that it could not have kept: that one was refused, and a gentler one agreed.</summary>
    /// <exception cref="InvalidOperationException">When the step is taken: the hurried plan would have been accepted.</exception>
    public DemoHousehold AgreeAfterRefusal(AgreePlan hurried, AgreePlan gentler)
    {
        steps.Add((state, agency, today) =>
            AgreePlan.Decide(state, hurried, agency, today) is Decision<HouseholdEvent>.Refused refused
                && refused.Refusal.Reason == Reasons.PlanNotSustainable
                ? AgreePlan.Decide(state, gentler, agency, today)
                : throw new InvalidOperationException($"The demo's plan {hurried.Id} was to be refused as not sustainable."));
        return this;
    }

    /// <summary>Equal monthly instalments over one old debt.</summary>
    public AgreePlan Plan(
        string fact, string debt, long cents, CreditorId creditor, LocalDate signed, int count, LocalDate firstDue) => new(
        IdOf(fact),
        signed,
        creditor,
        [new CoveredCharge(IdOf(debt), new Money(cents))],
        Money.Zero,
        new PlanSchedule.EqualMonthly(count, firstDue, firstDue.Day),
        LumpSum: null,
        CurrentBillFirst: false,
        CourtOrdered: false,
        AcceptedOn: signed,
        ReviewOn: null,
        Replaces: null,
        Note: null);

    public DemoHousehold PromiseToPay(string fact, CreditorId creditor, LocalDate agreed, LocalDate due, long cents) =>
        Record(new CommitmentAgreed(
            IdOf(fact), agreed, CommitmentKind.Payment, Owner: null, due, creditor, new Money(cents), What: null, EvidenceRule: null));

    /// <summary>A promise that is not about money.</summary>
    public DemoHousehold Promise(string fact, LocalDate agreed, LocalDate due, string what) => Record(new CommitmentAgreed(
        IdOf(fact),
        agreed,
        CommitmentKind.Behaviour,
        Owner: null,
        due,
        Creditor: null,
        Amount: null,
        new PersonalText(what),
        EvidenceRule: null));

    /// <summary>A promise to pay, or an instalment, judged by what was paid.</summary>
    public DemoHousehold Check(string fact, FactId subject, int? instalment, LocalDate judgedOn) =>
        Check(new CheckCompliance(IdOf(fact), judgedOn, subject, instalment, Outcome: null, Suspension: null, Evidence: null));

    /// <summary>A promise that is not about money: a person says how it ended.</summary>
    /// <param name="fact">Its name.</param>
    /// <param name="subject">The promise.</param>
    /// <param name="judgedOn">When.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="doneOn">The day on which it was done after all; null otherwise.</param>
    public DemoHousehold Judge(
        string fact, FactId subject, LocalDate judgedOn, ComplianceOutcome outcome, LocalDate? doneOn = null) =>
        Check(new CheckCompliance(IdOf(fact), judgedOn, subject, Instalment: null, outcome, Suspension: null, Evidence: null)
        {
            DoneOn = doneOn,
        });

    public DemoHousehold DecideClaim(DecideNoFault decision)
    {
        steps.Add((state, agency, today) => DecideNoFault.Decide(state, decision, agency, today));
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

    private DemoHousehold Check(CheckCompliance check)
    {
        steps.Add((state, agency, today) => CheckCompliance.Decide(state, check, agency, today));
        return this;
    }
}
