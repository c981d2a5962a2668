using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Events.Sealing;
using NodaTime;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Tests;

/// <summary>One event of every kind with every field filled, for the golden files and wherever any event will do.</summary>
internal static class Samples
{
    public static readonly HouseholdId Household = new(Guid.Parse("0f8b6f3e-6a1c-4b7e-9d56-2f1f4f0b7a01"));

    public static readonly EventPlace Place = new($"Household-{Household}", Guid.Parse("c6a1f6de-7a55-5b0c-8d2e-0d8f4f6c1b02"));

    public static readonly EventPlace AgencyPlace = new("Agency-aler-cremona", Guid.Parse("c6a1f6de-7a55-5b0c-8d2e-0d8f4f6c1b03"));

    private static readonly CreditorId Aler = new("aler-cremona");
    private static readonly MemberId Mother = new(Guid.Parse("a0000000-0000-4000-8000-000000000001"));
    private static readonly MemberId Son = new(Guid.Parse("a0000000-0000-4000-8000-000000000002"));
    private static readonly AccountId Account = new(Guid.Parse("acc00000-0000-8000-8000-000000000001"));
    private static readonly LocalDate March2 = new(2026, 3, 2);
    private static readonly DateSpan March = new(new LocalDate(2026, 3, 1), new LocalDate(2026, 4, 1));
    private static readonly DebtAmount Debt = new(new Money(230_50), new Money(1_20), new Money(5_00));
    private static readonly DebtTerms Terms = new(1, 25_000, new LocalDate(2031, 3, 10));

    public static HouseholdKey Key { get; } = new(1, [.. Enumerable.Range(1, HouseholdKey.Length).Select(i => (byte)i)]);

    public static EntryOrigin Origin { get; } = new(
        Place.EventId, "consultant-7", "consultant", true, "grpc", new AgencyId("aler-cremona"), "7d4f3a52-0000-4000-8000-00000000000a",
        Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), "correlation-1", "causation-1", "late-bill");

    public static IReadOnlyList<HouseholdEvent> HouseholdEvents { get; } =
    [
        new HouseholdEnrolled(Household, new AgencyId("aler-cremona"), March2, Text("Famiglia Rossi")),
        new CompositionRecorded(
            Fact(1),
            March2,
            [
                new Member(Mother, Text("Anna Rossi"), Text("1984-05-17"), AgeBand.From18To61, ["employed"], Text("asthma")),
                new Member(Son, Text("Luca"), null, AgeBand.From3To17, [], null),
            ],
            ["minors", "single-parent"],
            Text("disability")),
        new ConsultantAssigned(Fact(2), March2, new StaffId("consultant-7")),
        new HouseholdClosed(March2, "moved-away"),
        new HouseholdReopened(March2, "moved-back"),
        new AddressRecorded(Fact(60), March2, Text("via Roma 12, scala B"), Text("Cremona")),
        new ProtectionDecided(Fact(61), March2, IsProtected: true, "violence"),
        new ConsentGiven(Fact(62), March2, new StaffId("social-services"), "social-project", ["ledger", "plans"], March),
        new ConsentWithdrawn(Fact(63), March2, Fact(62)),
        new HouseholdErased(March2, "asked-to"),
        new FactCorrected(Fact(3), Fact(12), Fact(4), "wrong-amount", Charge(Fact(12), Text("bolletta corretta")), March2),
        new IncomeEntryRecorded(
            Fact(5), March2, IncomeSource.Pension, new Money(812_30), Monthly, Reliability.Certain, Mother, Text("INPS")),
        new IncomeReceived(Fact(6), March2, new Money(812_30), IncomeSource.Pension, Fact(5), Mother, Text("marzo")),
        new ExpensePlanned(Fact(7), March2, "food", NeedClass.Primary, new Money(90_00), Monthly, Text("spesa")),
        new ExpenseIncurred(Fact(8), March2, "food", NeedClass.Primary, new Money(41_17), Fact(7), Text("mercato")),
        new BudgetEntryEnded(Fact(9), March2, Fact(5)),
        new OccurrenceAdjusted(
            Fact(37), March2, Fact(5), new OccurrenceChange(new LocalDate(2026, 3, 27), new Money(400_00), new LocalDate(2026, 4, 1))),
        new CashCounted(Fact(10), March2, new Money(37_45)),
        new BalanceObserved(Fact(29), March2, Account, new Money(-12_05), Fact(8), "statement"),
        new ContractRecorded(Fact(11), March2, Aler, ChargeKind.Rent, new Money(230_50), 1, March),
        Charge(Fact(12), Text("bolletta di marzo")),
        new OpeningArrearsRecorded(
            Fact(13), March2, Aler, ChargeKind.Condominium, new LocalDate(2019, 6, 30), Debt, Terms, Text("vecchio debito")),
        new InterestAndCostsAdded(Fact(14), March2, Fact(12), new Money(3), new Money(12_00)),
        new PaymentRecorded(
            Fact(15), March2, Aler, new Money(100_00),
            new Designation(DesignatedBy.Debtor, [new(Fact(12), new Money(60_00)), new(Fact(20), null)]),
            true, Text("Anna Rossi"), Text("affitto marzo")),
        new PaymentReversed(Fact(16), March2, Fact(15), "insufficient-funds"),
        new PaymentRefunded(Fact(17), March2, Fact(15), new Money(10_00)),
        new CreditGranted(Fact(18), March2, Aler, CreditKind.Waiver, new Money(50_00), Fact(12), Text("contributo")),
        new ChargeDisputed(Fact(19), March2, Fact(12), new Money(20_00), Text("riscaldamento")),
        new DisputeClosed(Fact(21), March2, Fact(19), DisputeOutcome.Rejected),
        new RepaymentPlanAgreed(
            Fact(20), March2, Aler, [new(Fact(12), new Money(200_00)), new(Fact(13), new Money(50_00))], new Money(1_00),
            [new(1, new LocalDate(2026, 4, 10), new Money(125_50)), new(2, new LocalDate(2026, 5, 10), new Money(125_50))],
            true, true, March2, new LocalDate(2026, 6, 2), new PlanReplacement(Fact(22), "new-agreement"), Text("firmato in sede")),
        new PlanLapsed(Fact(23), March2, Fact(20), "two-broken", new Money(125_50)),
        new SuspensionApproved(
            Fact(24), March2, Aler, March, "no-fault", Text("lettera di licenziamento"),
            new StaffId("consultant-7"), new StaffId("lead-1")),
        new SuspensionEnded(Fact(25), March2, Fact(24)),
        new SuspensionProposed(Fact(64), March2, Aler, March, "illness", Text("certificato 7"), new StaffId("consultant-7")),
        new SuspensionDecided(Fact(65), March2, Fact(64), Fact(24), "illness", new StaffId("lead-1")),
        new CommitmentAgreed(
            Fact(26), March2, CommitmentKind.Payment, Mother, new LocalDate(2026, 3, 31), Aler, new Money(40_00), Text("acconto"),
            Text("ricevuta")),
        new ComplianceAssessed(
            Fact(27), March2, Fact(20), 1, ComplianceOutcome.PartlyKept, new Money(125_50), new Money(60_00), new LocalDate(2026, 5, 2),
            Fact(24), Fact(28), Fact(15), new JudgementBasis(new ParameterSetId("shipped-2026-01"), new string('a', 64), 1),
            Text("estratto")),
        new CommitmentWithdrawn(Fact(29), March2, Fact(26), "agreed"),
        new NoFaultClaimed(
            Fact(30), March2, Aler, NoFaultCause.LayoffFund, new LocalDate(2026, 2, 16), March, Text("lettera della cassa"),
            new StaffId("consultant-7")),
        new NoFaultDecided(Fact(31), March2, Fact(30), Fact(24), "no-fault", new StaffId("lead-1")),
        new ContactRecorded(Fact(32), March2, ContactWay.Visit, new StaffId("consultant-7"), Text("a casa")),
        new ResourcesLacked(Fact(33), March2, Text("frigo vuoto")),
        new EvaluationRecorded(
            Fact(34), March2, EvaluationPhase.FollowUp,
            new WellBeingAnswers(
                WellBeingVersion.CfpbTenItems, InterviewMode.ReadBySomeoneElse, AdultAge.From62, [1, 2, 3, 4, 5, 4, 3, 2, 1, 2], Mother),
            [new DomainRating(MatrixDomain.Income, 2), new DomainRating(MatrixDomain.Housing, 4)], Text("insieme")),
        new HostingAgreed(Fact(35), March2, March, Text("via Sesto 4")),
        new ExitPlanAgreed(Fact(36), March2, Fact(35), Text("alloggio comunale")),
        new HostingProposed(
            Fact(41), March2, March, HostingTarget.FragileHousehold, Text("desio-1"), Fact(35), "no-home-found", Text("relazione"),
            new StaffId("consultant-7")),
        new HostingDecided(Fact(42), March2, Fact(41), IsApproved: true, Fact(43), 3, "agreed", new StaffId("lead-1")),
        new HostingEnded(Fact(44), March2, Fact(35), HostingExit.PrivateRent),
    ];

    /// <summary>Of kinds that got fields later: with those filled too, each under the name of its files.</summary>
    public static IReadOnlyList<(string File, HouseholdEvent Event)> Extended { get; } =
    [
        ("HostingAgreed.renewal", HouseholdEvents.OfType<HostingAgreed>().Single() with { Renews = Fact(45) }),
        ("IncomeEntryRecorded.terms", HouseholdEvents.OfType<IncomeEntryRecorded>().Single() with
        {
            Terms = new EntryTerms(27, WorkingDayShift.Following, IsFixed: false),
        }),
        ("ExpensePlanned.terms", HouseholdEvents.OfType<ExpensePlanned>().Single() with
        {
            Terms = new EntryTerms(31, WorkingDayShift.Preceding, IsFixed: true),
        }),
        ("RepaymentPlanAgreed.judged", HouseholdEvents.OfType<RepaymentPlanAgreed>().Single() with
        {
            Judgement = new PlanJudgement(
                March2,
                new Money(-12_05),
                92,
                [
                    new PlanCheck(
                        PlanCheckKind.EveryDay, CheckVerdict.Block, new Money(-332_00), Money.Zero, null, new LocalDate(2026, 4, 26)),
                    new PlanCheck(
                        PlanCheckKind.InstalmentSurplus,
                        CheckVerdict.Pass,
                        new Money(60_00),
                        new Money(-3_00),
                        new YearMonth(2026, 4),
                        null),
                ],
                new JudgementBasis(new ParameterSetId("shipped-2026-01"), new string('a', 64), 1),
                new PlanOverride(new StaffId("lead-1"), "relatives-help")),
        }),
    ];

    /// <summary>The same of an agency.</summary>
    public static (string File, AgencyEvent Event) ExtendedSet { get; } = ("ParameterSetPublished.planning", new ParameterSetPublished(
        new ParameterSet(
            new ParameterSetId("cremona-2026-03"),
            March2,
            March2,
            ShippedDefaults.Values with
            {
                Planning = new PlanningValues(
                    900_000,
                    100_000,
                    new Money(25_00),
                    150_000,
                    350_000,
                    10,
                    FloorBasis.OwnBasket,
                    FloorBlocks: true,
                    [new DatedAmount(new LocalDate(2026, 1, 1), March2, new Money(546_24), "INPS, amounts of 2026")],
                    [new Money(650_00), new Money(900_00)],
                    PlanInterestRule.Legal,
                    [new DatedRate(new LocalDate(2026, 1, 1), new LocalDate(2025, 12, 13), 16_000, "art. 1284 c.c.")]),
            },
            new string('b', 64))));

    /// <summary>A set that hosts larger families for a shorter time than the shipped one.</summary>
    public static (string File, AgencyEvent Event) HostingSet { get; } = ("ParameterSetPublished.hosting", new ParameterSetPublished(
        new ParameterSet(
            new ParameterSetId("desio-2026-03"),
            March2,
            March2,
            ShippedDefaults.Values with { Hosting = new HostingValues(6, 1, 6, 18) },
            new string('d', 64))));

    /// <summary>A set that asks for consent again oftener than the shipped one.</summary>
    public static (string File, AgencyEvent Event) ConsentSet { get; } = ("ParameterSetPublished.consent", new ParameterSetPublished(
        new ParameterSet(
            new ParameterSetId("cremona-2026-04"),
            March2,
            March2,
            ShippedDefaults.Values with { ConsentMonths = 3 },
            new string('c', 64))));

    public static IReadOnlyList<AgencyEvent> AgencyEvents { get; } =
    [
        new AgencyCreated(new AgencyId("aler-cremona"), March2, "ALER Cremona"),
        new CreditorRegistered(Aler, March2, "ALER Cremona"),
        new OwnIdMapped(
            Guid.Parse("0e1d0000-0000-8000-8000-000000000001"), OwnIdKind.Creditor, March2, "aler-cremona"),
        new FlatRegistered(new FlatId("desio-1"), March2, "desio", 4),
        new PlacesHeld(Fact(35), new FlatId("desio-1"), March2, March, 3),
        new ParameterSetPublished(new ParameterSet(
            ShippedDefaults.Id, ShippedDefaults.ValidFrom, ShippedDefaults.PublishedOn, ShippedDefaults.Values,
            ParameterContent.Hash(ShippedDefaults.Values))),
    ];

    private static Recurrence Monthly => new(Frequency.Monthly, new LocalDate(2026, 3, 27), new LocalDate(2026, 12, 27));

    /// <summary>Nonces that count from 1, so that the same events are sealed to the same bytes.</summary>
    public static NonceSource CountingNonces()
    {
        var next = 0;
        return nonce =>
        {
            nonce.Clear();
            nonce[^1] = (byte)++next;
        };
    }

    public static PersonalText Text(string words) => new(words);

    private static FactId Fact(int number) => new(Guid.Parse($"f0000000-0000-4000-8000-{number:D12}"));

    private static ChargePosted Charge(FactId id, PersonalText note) =>
        new(id, March2, Aler, ChargeKind.Rent, March, new LocalDate(2026, 3, 10), Debt, Terms, Fact(11), note);
}
