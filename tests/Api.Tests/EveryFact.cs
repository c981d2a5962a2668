using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Tests;

internal static class EveryFact
{
    /// <summary>Of a fact that none of them means.</summary>
    public static readonly FactId WrongKind = new(new Guid("55555555-5555-4555-8555-555555555555"));

    public static readonly FactId Id = new(new Guid("11111111-1111-4111-8111-111111111111"));
    private static readonly FactId Other = new(new Guid("22222222-2222-4222-8222-222222222222"));
    private static readonly FactId Third = new(new Guid("66666666-6666-4666-8666-666666666666"));
    private static readonly MemberId Somebody = new(new Guid("33333333-3333-4333-8333-333333333333"));
    private static readonly AccountId Account = new(new Guid("44444444-4444-8444-8444-444444444444"));
    private static readonly LocalDate Day = new(2026, 2, 28);
    private static readonly CreditorId Creditor = new("aler");
    private static readonly PersonalText Note = new("una nota");
    private static readonly DebtAmount Amount = new(new Money(200_05), new Money(1_01), new Money(7));
    private static readonly DebtTerms Terms = new(2, 25_000, Day.PlusYears(5));
    private static readonly DateSpan Span = new(Day, Day.PlusDays(30));

    /// <summary>One of every kind, with every field set.</summary>
    public static readonly Fact[] OfEveryKind =
    [
        new CompositionRecorded(
            Id,
            Day,
            [new Member(Somebody, new PersonalText("Ada"), new PersonalText("1980-01-31"), AgeBand.From18To61, ["worker"], Note)],
            ["minors", "elderly"],
            Note),
        new ConsultantAssigned(Id, Day, new StaffId("giulia")),
        new AddressRecorded(Id, Day, new PersonalText("via Roma 12"), new PersonalText("Cremona")),
        new ProtectionDecided(Id, Day, IsProtected: true, "violence"),
        new ConsentGiven(Id, Day, new StaffId("social-services"), "social-project", ["ledger", "plans"], Span),
        new ConsentWithdrawn(Id, Day, Other),
        new IncomeEntryRecorded(
            Id,
            Day,
            IncomeSource.Pension,
            new Money(1),
            new Recurrence(Frequency.Quarterly, Day, Day.PlusYears(1)),
            Reliability.Likely,
            Somebody,
            Note,
            new EntryTerms(28, WorkingDayShift.Preceding, IsFixed: false)),
        new IncomeReceived(Id, Day, new Money(2), IncomeSource.Wages, Other, Somebody, Note, Account),
        new ExpensePlanned(
            Id,
            Day,
            "groceries",
            NeedClass.Primary,
            new Money(3),
            new Recurrence(Frequency.Weekly, Day, null),
            Note,
            new EntryTerms(null, WorkingDayShift.Following, IsFixed: true)),
        new ExpenseIncurred(Id, Day, "heating", NeedClass.Essential, new Money(4), Other, Note, Account),
        new BudgetEntryEnded(Id, Day, Other),
        new OccurrenceAdjusted(Id, Day, Other, new OccurrenceChange(Day, new Money(15), Day.PlusDays(3))),
        new CashCounted(Id, Day, Money.Zero),
        new BalanceObserved(Id, Day, Account, new Money(-12_05), Other, "statement"),
        new ContractRecorded(Id, Day, Creditor, ChargeKind.Rent, new Money(5), 3, Span),
        new ChargePosted(Id, Day, Creditor, ChargeKind.Condominium, Span, Day.PlusDays(5), Amount, Terms, Other, Note),
        new OpeningArrearsRecorded(Id, Day, Creditor, ChargeKind.Other, Day.PlusDays(-5), Amount, Terms, Note),
        new InterestAndCostsAdded(Id, Day, Other, new Money(6), new Money(7)),
        new PaymentRecorded(
            Id,
            Day,
            Creditor,
            new Money(8),
            new Designation(DesignatedBy.AcceptedReceipt, [new DesignatedPart(Other, new Money(5)), new DesignatedPart(Third, null)]),
            CapitalFirst: true,
            new PersonalText("Ada"),
            new PersonalText("affitto")),
        new PaymentReversed(Id, Day, Other, "no-funds"),
        new PaymentRefunded(Id, Day, Other, new Money(9)),
        new CreditGranted(Id, Day, Creditor, CreditKind.Waiver, new Money(10), Other, Note),
        new ChargeDisputed(Id, Day, Other, new Money(11), Note),
        new DisputeClosed(Id, Day, Other, DisputeOutcome.Withdrawn),
        new RepaymentPlanAgreed(
            Id,
            Day,
            Creditor,
            [new CoveredCharge(Other, new Money(100))],
            new Money(20),
            [new Instalment(1, Day.PlusMonths(1), new Money(60)), new Instalment(2, Day.PlusMonths(2), new Money(60))],
            CurrentBillFirst: true,
            CourtOrdered: true,
            Day,
            Day.PlusMonths(3),
            new PlanReplacement(Other, "new-terms"),
            Note),
        new PlanLapsed(Id, Day, Other, "two-broken", new Money(12)),
        new SuspensionApproved(Id, Day, Creditor, Span, "job-loss", Note, new StaffId("a"), new StaffId("b")),
        new SuspensionEnded(Id, Day, Other),
        new SuspensionProposed(Id, Day, Creditor, Span, "illness", Note, new StaffId("a")),
        new SuspensionDecided(Id, Day, Other, Other, "illness", new StaffId("b")),
        new CommitmentAgreed(Id, Day, CommitmentKind.Payment, Somebody, Day.PlusDays(9), Creditor, new Money(13), Note, Note),
        new ComplianceAssessed(
            Id,
            Day,
            Other,
            2,
            ComplianceOutcome.PartlyKept,
            new Money(14),
            new Money(7),
            Day.PlusDays(-3),
            Other,
            Other,
            Other,
            new JudgementBasis(new ParameterSetId("shipped"), "ab", 1),
            Note),
        new CommitmentWithdrawn(Id, Day, Other, "agreed"),
        new NoFaultClaimed(Id, Day, Creditor, NoFaultCause.ReducedHours, Day.PlusDays(-9), Span, Note, new StaffId("a")),
        new NoFaultDecided(Id, Day, Other, Other, "job-loss", new StaffId("b")),
        new ContactRecorded(Id, Day, ContactWay.Phone, new StaffId("a"), Note),
        new ResourcesLacked(Id, Day, Note),
        new EvaluationRecorded(
            Id,
            Day,
            EvaluationPhase.Entry,
            new WellBeingAnswers(
                WellBeingVersion.CfpbTenItems, InterviewMode.ReadBySomeoneElse, AdultAge.From62, [1, 2, 3, 4, 5, 4, 3, 2, 1, 2], Somebody),
            [new DomainRating(MatrixDomain.Legal, 2)],
            Note),
        new HostingAgreed(Id, Day, Span, Note) { Renews = Other },
        new HostingProposed(
            Id, Day, Span, HostingTarget.TemporaryVulnerability, new PersonalText("desio-1"), Other, "no-home", Note, new StaffId("a")),
        new HostingDecided(Id, Day, Other, IsApproved: true, Other, 3, "agreed", new StaffId("b")),
        new HostingEnded(Id, Day, Other, HostingExit.Return),
        new ExitPlanAgreed(Id, Day, Other, Note),
    ];
}
