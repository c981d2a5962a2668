using BudgetCoaching.Domain.Households;

namespace BudgetCoaching.Api.Demo;

/// <summary>
/// Famiglia Esposito: paid a plan of ten instalments to its end, stayed without arrears for more than a year, and stopped paying three
/// months ago but for 50.00. Nobody has spoken with them for eleven weeks: a relapse that nobody would have noticed.
/// </summary>
internal static class BackInArrears
{
    private const long RentCents = 198_00;

    public static DemoHousehold Tell(DemoCalendar calendar)
    {
        var household = new DemoHousehold("esposito", "Famiglia Esposito", calendar.Month(-28, 10)).Follow("marco", adults: 1, minors: 1);
        household.Contract(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        household.Owed("arrears", DemoBooks.Landlord, ChargeKind.Rent, calendar.Month(-31, 5), 600_00);
        var plan = household.Plan(
            "plan", "arrears", 600_00, DemoBooks.Landlord, calendar.Month(-28, 20), count: 10, calendar.Month(-27, 12));
        household.Agree(plan);
        for (var back = -27; back < 0; back++)
        {
            var (bill, due) = ($"rent {-back}", calendar.Month(back, 5));
            if (back < -3)
            {
                household.BillPaid(bill, DemoBooks.Landlord, ChargeKind.Rent, due, RentCents);
            }
            else
            {
                household.Charge(bill, DemoBooks.Landlord, ChargeKind.Rent, due, RentCents);
            }

            if (back + 28 is var number and <= 10)
            {
                household.Pay($"instalment {number}", DemoBooks.Landlord, calendar.Month(back, 11), 60_00, plan.Id);
                household.Check($"check {number}", plan.Id, number, calendar.Month(back, 18));
            }
        }

        household.Met("office", calendar.Day(-77), ContactWay.Office, "marco", "all well, the next talk in the new year");
        return household.Pay("what there was", DemoBooks.Landlord, calendar.Month(-1, 20), 50_00);
    }
}
