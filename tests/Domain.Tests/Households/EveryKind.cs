using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>One well-formed event of every kind; a test holds it complete.</summary>
internal static class EveryKind
{
    public static IReadOnlyList<Fact> Facts =>
    [
        new CompositionRecorded(
            Id(1),
            Day("2026-01-10"),
            [new Member(Mother, new PersonalText("Maria"), new PersonalText("1980-01-31"), AgeBand.From18To61, ["worker"], null)],
            ["minors"],
            SensitiveTags: null),
        new ConsultantAssigned(Id(2), Day("2026-01-10"), new StaffId("anna")),
        new IncomeEntryRecorded(
            Id(3), Day("2026-01-10"), IncomeSource.Wages, Euro(900), Monthly("2026-01-27"), Reliability.Likely, Mother, Note: null),
        new IncomeReceived(Id(4), Day("2026-01-27"), Euro(900), IncomeSource.Wages, Id(3), Mother, Note: null),
        new ExpensePlanned(Id(5), Day("2026-01-10"), "food", NeedClass.Primary, Euro(360), Monthly("2026-02-01"), Note: null),
        new ExpenseIncurred(Id(6), Day("2026-02-03"), "food", NeedClass.Primary, Euro(80), Id(5), Note: null),
        new BudgetEntryEnded(Id(7), Day("2026-05-01"), Id(5)),
        new OccurrenceAdjusted(
            Id(80), Day("2026-02-20"), Id(3), new OccurrenceChange(Day("2026-02-27"), Euro(450), Day("2026-03-02"))),
        new CashCounted(Id(8), Day("2026-02-01"), Money.Zero),
        new BalanceObserved(Id(28), Day("2026-02-03"), new AccountId(Id(29).Value), Euro(-12.05m), Id(6), "statement"),
        new ContractRecorded(
            Id(9), Day("2019-03-01"), Aler, ChargeKind.Rent, Euro(900), EveryMonths: 3, new DateSpan(Day("2019-03-01"), null)),
        Charge(10),
        new OpeningArrearsRecorded(
            Id(11),
            Day("2026-01-10"),
            Aler,
            ChargeKind.Rent,
            Day("2025-06-05"),
            new DebtAmount(Euro(400), Euro(3.20m), Euro(12)),
            new DebtTerms(0, 25_000, Day("2030-06-05")),
            Note: null),
        new InterestAndCostsAdded(Id(12), Day("2026-03-01"), Id(10), Euro(1.10m), Money.Zero),
        Payment(13, "2026-03-05", 100, Id(10)),
        new PaymentReversed(Id(14), Day("2026-03-08"), Id(13), "insufficient-funds"),
        new PaymentRefunded(Id(15), Day("2026-03-09"), Id(13), Euro(20)),
        new CreditGranted(Id(16), Day("2026-03-10"), Aler, CreditKind.Waiver, Euro(5), Id(10), Note: null),
        new ChargeDisputed(Id(17), Day("2026-03-11"), Id(10), Amount: null, Note: null),
        new DisputeClosed(Id(18), Day("2026-04-11"), Id(17), DisputeOutcome.Rejected),
        Plan(19, "2026-04-20", Id(11), 400, ("2026-05-10", 200), ("2026-06-10", 200)),
        new PlanLapsed(Id(20), Day("2026-06-20"), Id(19), "broken", Euro(400)),
        Suspended(21, "2026-05-01", "2026-05-01", "2026-06-01"),
        new SuspensionEnded(Id(22), Day("2026-05-20"), Id(21)),
        Promised(23, "2026-04-01", "2026-04-10", 50),
        new ComplianceAssessed(
            Id(24),
            Day("2026-04-16"),
            Id(23),
            Instalment: null,
            ComplianceOutcome.Broken,
            Euro(50),
            Money.Zero,
            CuredOn: null,
            Suspension: null,
            Reassesses: null,
            Cause: null,
            new JudgementBasis(Shipped.Id, Hash, 1),
            Evidence: null),
        new CommitmentWithdrawn(Id(26), Day("2026-04-05"), Id(23), "agreed"),
        Claim(27),
        new NoFaultDecided(Id(28), Day("2026-05-02"), Id(27), Id(21), "job-loss", new StaffId("bruno")),
        new SuspensionProposed(
            Id(64), Day("2026-04-20"), Aler, new DateSpan(Day("2026-03-01"), Day("2026-06-01")), "illness", new PersonalText("letter"),
            new StaffId("anna")),
        new SuspensionDecided(Id(65), Day("2026-05-02"), Id(64), Id(21), "illness", new StaffId("bruno")),
        new ContactRecorded(Id(29), Day("2026-05-03"), ContactWay.Visit, new StaffId("anna"), Note: null),
        new ResourcesLacked(Id(30), Day("2026-05-20"), Note: null),
        Evaluated(31, "2026-01-12", EvaluationPhase.Entry),
        new HostingProposed(
            Id(66),
            Day("2026-01-11"),
            new DateSpan(Day("2027-02-01"), Day("2028-02-01")),
            HostingTarget.FragileHousehold,
            new PersonalText("desio-3"),
            Id(32),
            "no-home-found",
            new PersonalText("report"),
            new StaffId("anna")),
        new HostingDecided(
            Id(67), Day("2026-01-12"), Id(66), IsApproved: true, Id(32), Persons: 3, "agreed", new StaffId("bruno")),
        new HostingEnded(Id(68), Day("2026-06-01"), Id(32), HostingExit.PrivateRent),
        new HostingAgreed(Id(32), Day("2026-01-12"), new DateSpan(Day("2026-02-01"), Day("2027-02-01")), Place: null),
        new ExitPlanAgreed(Id(33), Day("2026-06-01"), Id(32), new PersonalText("A flat of the municipality")),
        new AddressRecorded(Id(60), Day("2026-01-10"), new PersonalText("via Roma 12"), new PersonalText("Cremona")),
        new ProtectionDecided(Id(61), Day("2026-01-10"), IsProtected: true, "violence"),
        new ConsentGiven(
            Id(62),
            Day("2026-01-10"),
            new StaffId("social-services"),
            "social-project",
            ["ledger"],
            new DateSpan(Day("2026-01-10"), Day("2026-06-10"))),
        new ConsentWithdrawn(Id(63), Day("2026-03-10"), Id(62)),
    ];

    public static IReadOnlyList<HouseholdEvent> Events =>
    [
        Enrolment,
        .. Facts,
        new FactCorrected(Id(25), Id(10), Supersedes: null, "typing-error", Charge(10, amount: 310), Day("2026-02-01")),
        new HouseholdClosed(Day("2026-06-25"), "moved-away"),
        new HouseholdReopened(Day("2026-06-28"), "came-back"),
        new HouseholdErased(Day("2026-06-29"), "asked-to"),
    ];

    public static Recurrence Monthly(string first) => new(Frequency.Monthly, Day(first), Last: null);
}
