using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Demo;

/// <summary>
/// Famiglia Fontana: hosted for a year after it had lost its home, paid its old debt back month by month, was evaluated at entry and at
/// exit, and left for a flat of its own. The follow-up half a year after the exit is due.
/// </summary>
internal static class ExitInAutonomy
{
    private const long QuarterCents = 120_00;

    public static DemoHousehold Tell(DemoCalendar calendar)
    {
        var household = new DemoHousehold("fontana", "Famiglia Fontana", calendar.Month(-20, 5))
            .Follow(DemoBooks.Consultant, adults: 2, minors: 1);
        household.Owed("arrears", DemoBooks.Landlord, ChargeKind.Rent, calendar.Month(-22, 5), 4 * QuarterCents);
        household.Host(new DateSpan(household.Enrolled, household.Enrolled.PlusMonths(12)), "flat 2, first floor");
        household.Lacks("no money 1", calendar.Month(-20, 9));
        household.Lacks("no money 2", calendar.Month(-20, 10));
        household.Counts("cash at entry", calendar.Month(-20, 12), 20_00);
        household.Plans("food", calendar.Month(-20, 12), NeedClass.Primary, 365_00, calendar.Month(-20, 12));
        household.Evaluate(
            EvaluationPhase.Entry,
            calendar.Month(-20, 12),
            [3, 4, 3, 4, 2, 2, 4, 3, 2, 3],
            [new(MatrixDomain.Income, 2), new(MatrixDomain.Employment, 1), new(MatrixDomain.Housing, 1), new(MatrixDomain.Food, 3)]);
        PayBack(household, calendar);
        Act(household, calendar);
        household.Record(new ExitPlanAgreed(
            household.IdOf("exit plan"), calendar.Month(-9, 10), household.IdOf("hosting"), new PersonalText("two rooms, private rent")));
        return Leave(household, calendar.Month(-7, 15));
    }

    /// <summary>Four promises of a quarter each: the third was kept in part, and its rest came with the last.</summary>
    private static void PayBack(DemoHousehold household, DemoCalendar calendar)
    {
        for (var number = 1; number <= 4; number++)
        {
            var (promise, month) = ($"promise {number}", number - 19);
            household.PromiseToPay(promise, DemoBooks.Landlord, calendar.Month(month, 2), calendar.Month(month, 15), QuarterCents);
            household.Pay(
                $"payment {number}", DemoBooks.Landlord, calendar.Month(month, 14), number == 3 ? QuarterCents / 2 : QuarterCents);
            household.Check($"check {number}", household.IdOf(promise), instalment: null, calendar.Month(month, 21));
        }

        household.Pay("the rest", DemoBooks.Landlord, calendar.Month(-14, 10), QuarterCents / 2);
    }

    /// <summary>One promise kept, one done late, one not kept.</summary>
    private static void Act(DemoHousehold household, DemoCalendar calendar)
    {
        household.Promise("course", calendar.Month(-18, 1), calendar.Month(-17, 10), "attends the course on household budgets");
        household.Judge("course attended", household.IdOf("course"), calendar.Month(-17, 16), ComplianceOutcome.Kept);
        household.Promise("job centre", calendar.Month(-16, 1), calendar.Month(-15, 10), "registers with the job centre");
        household.Judge(
            "registered late",
            household.IdOf("job centre"),
            calendar.Month(-15, 25),
            ComplianceOutcome.Broken,
            doneOn: calendar.Month(-15, 20));
        household.Promise("meters", calendar.Month(-12, 1), calendar.Month(-11, 10), "reads the meters of the house");
        household.Judge("meters not read", household.IdOf("meters"), calendar.Month(-11, 16), ComplianceOutcome.Broken);
    }

    /// <summary>The purse was counted 31 days before the exit, and lasted for 30 of the 32 days that the count says something of.</summary>
    private static DemoHousehold Leave(DemoHousehold household, LocalDate exit)
    {
        household.Counts("cash before the exit", exit.PlusDays(-31), 352_00);
        household.Evaluate(
            EvaluationPhase.Exit,
            exit,
            [2, 2, 4, 2, 3, 4, 4, 2, 4, 4],
            [new(MatrixDomain.Income, 3), new(MatrixDomain.Employment, 4), new(MatrixDomain.Housing, 5), new(MatrixDomain.Food, 4)]);
        household.Counts("cash at leaving", exit.PlusDays(5), 1_240_00);
        household.Record(new BudgetEntryEnded(household.IdOf("food ends"), exit.PlusDays(5), household.IdOf("food")));
        return household.Close(exit.PlusDays(5));
    }
}
