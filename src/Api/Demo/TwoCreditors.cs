using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Demo;

/// <summary>
/// Famiglia Colombo: in debt with the landlord and with the condominium, whose books never mix. They wished to be done in three months;
/// that plan was refused, because it took more than a fifth of their income. The gentler one runs for twenty months beside one of six for
/// the condominium, of which the third instalment came late: broken, and cured four days after it was judged.
/// </summary>
internal static class TwoCreditors
{
    private const long RentCents = 230_50;
    private const long ServiceCents = 85_00;
    private const long RentArrearsCents = 1_383_00;
    private const long ServiceArrearsCents = 340_00;

    /// <summary>Instalments of the long plan that fell due so far.</summary>
    private const int Due = 12;

    public static DemoHousehold Tell(DemoCalendar calendar)
    {
        var household = new DemoHousehold("colombo", "Famiglia Colombo", calendar.Month(-16, 10)).Follow("marco", adults: 2, minors: 2);
        household.Contract(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        household.Contract(DemoBooks.Condominium, ChargeKind.Condominium, ServiceCents);
        household.Owed("rent arrears", DemoBooks.Landlord, ChargeKind.Rent, calendar.Month(-20, 5), RentArrearsCents);
        household.Owed("service arrears", DemoBooks.Condominium, ChargeKind.Condominium, calendar.Month(-18, 5), ServiceArrearsCents);
        Budget(household, calendar, calendar.Month(-14, 8));
        Agree(household, calendar, calendar.Month(-14, 9));
        for (var back = -15; back < 0; back++)
        {
            household.BillPaid($"rent {-back}", DemoBooks.Landlord, ChargeKind.Rent, calendar.Month(back, 5), RentCents);
            household.BillPaid(
                $"services {-back}", DemoBooks.Condominium, ChargeKind.Condominium, calendar.Month(back, 5), ServiceCents);
        }

        Yard(household, calendar);
        household.Counts("cash lately", calendar.Day(-4), 1_486_20);
        return household.Met("visit", calendar.Day(-20), ContactWay.Visit, "marco", "they are proud of the twelve instalments");
    }

    private static void Budget(DemoHousehold household, DemoCalendar calendar, LocalDate declared)
    {
        household.Expects("wages", declared, IncomeSource.Wages, 1_480_00, Reliability.Certain, calendar.Month(-14, 10));
        household.Expects("allowance", declared, IncomeSource.Benefit, 398_00, Reliability.Certain, calendar.Month(-14, 20));
        household.Plans("food", declared, NeedClass.Primary, 547_50, declared);
        household.Plans("energy", declared, NeedClass.Essential, 140_00, calendar.Month(-14, 15));
        household.Plans("phone", declared, NeedClass.Other, 60_00, calendar.Month(-14, 15));
        household.Counts("cash", declared, 260_00);
    }

    private static void Agree(DemoHousehold household, DemoCalendar calendar, LocalDate signed)
    {
        var first = calendar.Day(10).PlusMonths(-Due);
        var hurried = household.Plan(
            "hurried plan", "rent arrears", RentArrearsCents, DemoBooks.Landlord, signed, count: 3, first);
        var gentler = household.Plan("rent plan", "rent arrears", RentArrearsCents, DemoBooks.Landlord, signed, count: 20, first);
        household.AgreeAfterRefusal(hurried, gentler);
        var services = household.Plan(
            "service plan", "service arrears", ServiceArrearsCents, DemoBooks.Condominium, signed, count: 6, first);
        household.Agree(services);
        for (var number = 1; number <= Due; number++)
        {
            var due = InstalmentSchedule.Monthly(first, first.Day, number - 1);
            household.Pay($"rent instalment {number}", DemoBooks.Landlord, due.PlusDays(-1), 69_15, gentler.Id);
            household.Check($"rent check {number}", gentler.Id, number, due.PlusDays(6));
            if (number <= 6)
            {
                PayServices(household, services, number, due);
            }
        }

        household.Pay("rent instalment ahead", DemoBooks.Landlord, calendar.Day(-3), 69_15, gentler.Id);
    }

    /// <summary>The third is paid ten days late, after it was judged, and judged again.</summary>
    private static void PayServices(DemoHousehold household, AgreePlan plan, int number, LocalDate due)
    {
        var isLate = number == 3;
        household.Pay(
            $"service instalment {number}",
            DemoBooks.Condominium,
            due.PlusDays(isLate ? 10 : -1),
            number == 6 ? 56_65 : 56_67,
            plan.Id);
        household.Check($"service check {number}", plan.Id, number, due.PlusDays(6));
        if (isLate)
        {
            household.Check("service check 3 again", plan.Id, number, due.PlusDays(11));
        }
    }

    /// <summary>Tasks for the house are worth no money; one was taken back by agreement.</summary>
    private static void Yard(DemoHousehold household, DemoCalendar calendar)
    {
        household.Promise("course", calendar.Month(-6, 1), calendar.Month(-5, 10), "attends the course on household budgets");
        household.Judge("course attended", household.IdOf("course"), calendar.Month(-5, 16), ComplianceOutcome.Kept);
        household.Promise("yard", calendar.Month(-4, 1), calendar.Month(-3, 20), "waters the yard in summer");
        household.Record(new CommitmentWithdrawn(
            household.IdOf("yard withdrawn"), calendar.Month(-3, 10), household.IdOf("yard"), "building-works"));
    }
}
