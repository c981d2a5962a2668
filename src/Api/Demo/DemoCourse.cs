using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Demo;

/// <summary>An example household followed from entry to exit: evaluations, contacts, tasks, a claim, and warnings of what comes.</summary>
internal static class DemoCourse
{
    private const long FeeCents = 120_00;

    /// <summary>
    /// Hosted for a year that ends in two months without an exit plan; lost work and had it recognised; evaluated at entry and exit, with
    /// all six components.
    /// </summary>
    public static DemoHousehold Hosted(LocalDate day)
    {
        var household = new DemoHousehold("hosted", "Family hosted for a year", day.PlusMonths(-10)).Follow("giulia");
        var entered = household.Enrolled;
        household.Owed("arrears", DemoBooks.Landlord, ChargeKind.Rent, entered.PlusMonths(-2), 480_00);
        household.Record(new HostingAgreed(
            household.IdOf("hosting"), entered, new DateSpan(entered, day.PlusMonths(2)), new PersonalText("flat 3, second floor")));
        household.Record(Evaluation(household, "entry", entered.PlusDays(7), EvaluationPhase.Entry, [3, 4, 3, 4, 2, 2, 4, 3, 2, 3], 2));
        Pay(household, entered);
        Act(household, day);
        Claim(household, day);
        household.Record(new ContactRecorded(
            household.IdOf("visit"),
            day.PlusMonths(-1),
            ContactWay.Visit,
            new StaffId("giulia"),
            new PersonalText("talked about the exit")));
        household.Record(new CashCounted(household.IdOf("cash"), day.PlusDays(-30), new Money(84_00)));
        household.Record(new ResourcesLacked(household.IdOf("lack"), day.PlusDays(-25), Note: null));
        return household.Record(
            Evaluation(household, "exit", day.PlusDays(-14), EvaluationPhase.Exit, [2, 2, 4, 2, 3, 4, 4, 2, 4, 4], 3));
    }

    /// <summary>Fees of the hosting are promised and paid month by month, the third in part.</summary>
    private static void Pay(DemoHousehold household, LocalDate entered)
    {
        for (var month = 1; month <= 4; month++)
        {
            var due = entered.PlusMonths(month);
            household.Record(new CommitmentAgreed(
                household.IdOf($"promise {month}"),
                due.PlusDays(-20),
                CommitmentKind.Payment,
                Owner: null,
                due,
                DemoBooks.Landlord,
                new Money(FeeCents),
                new PersonalText("pay back a quarter of the arrears"),
                EvidenceRule: null));
            household.Pay($"payment {month}", DemoBooks.Landlord, due.PlusDays(-1), month == 3 ? FeeCents / 2 : FeeCents);
            household.Check($"check {month}", household.IdOf($"promise {month}"), instalment: null, due.PlusDays(6));
        }
    }

    /// <summary>One promise kept, one not, one taken back.</summary>
    private static void Act(DemoHousehold household, LocalDate day)
    {
        Promise(household, "course", day.PlusMonths(-4), "attends the course on household budgets");
        Promise(household, "register", day.PlusMonths(-3), "registers with the job centre");
        Promise(household, "yard", day.PlusMonths(-2), "waters the yard in summer");
        household.Judge("course done", household.IdOf("course"), day.PlusMonths(-4).PlusDays(6), ComplianceOutcome.Kept);
        household.Judge("register not done", household.IdOf("register"), day.PlusMonths(-3).PlusDays(6), ComplianceOutcome.Broken);
        household.Record(new CommitmentWithdrawn(
            household.IdOf("yard withdrawn"), day.PlusMonths(-2).PlusDays(-5), household.IdOf("yard"), "building-works"));
    }

    private static void Promise(DemoHousehold household, string name, LocalDate due, string what) => household.Record(new CommitmentAgreed(
        household.IdOf(name),
        due.PlusMonths(-1),
        CommitmentKind.Behaviour,
        Owner: null,
        due,
        Creditor: null,
        Amount: null,
        new PersonalText(what),
        EvidenceRule: null));

    private static void Claim(DemoHousehold household, LocalDate day)
    {
        var lost = day.PlusMonths(-5);
        household.Record(new NoFaultClaimed(
            household.IdOf("claim"),
            lost.PlusDays(10),
            DemoBooks.Landlord,
            NoFaultCause.ContractNotRenewed,
            lost,
            new DateSpan(lost, lost.PlusMonths(3)),
            new PersonalText("letter of the employer, file 31"),
            new StaffId("giulia")));
        household.DecideClaim(new DecideNoFault(
            household.IdOf("decision"),
            lost.PlusDays(20),
            household.IdOf("claim"),
            new GrantedSuspension(household.IdOf("recognised"), Period: null),
            "job-loss",
            new StaffId("marco")));
    }

    private static EvaluationRecorded Evaluation(
        DemoHousehold household, string name, LocalDate day, EvaluationPhase phase, ValueList<int> choices, int level) => new(
        household.IdOf(name),
        day,
        phase,
        new WellBeingAnswers(
            WellBeingVersion.CfpbTenItems, InterviewMode.SelfAdministered, AdultAge.From18To61, choices, Respondent: null),
        [new DomainRating(MatrixDomain.Income, level), new DomainRating(MatrixDomain.Food, level + 1)],
        Note: null);
}
