using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Api.Demo;

/// <summary>
/// Famiglia Bassi: part-time wages, an allowance, and day labour that may come. Each month leaves something over, and yet the money is
/// gone for a week before the wages: the rent falls due five days from now, the wages come in twelve. Two rents stayed unpaid beside an old
/// one, and two promises were not kept. No plan is agreed yet; moving the rent to the day of the wages makes one possible.
/// </summary>
internal static class IrregularIncome
{
    private const long RentCents = 210_00;

    public static DemoHousehold Tell(DemoCalendar calendar)
    {
        var household = new DemoHousehold("bassi", "Famiglia Bassi", calendar.Month(-13, 20))
            .Follow(DemoBooks.Consultant, adults: 2, minors: 1);
        household.Contract(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        household.Owed("old rent", DemoBooks.Landlord, ChargeKind.Rent, calendar.Month(-15, 5), RentCents);
        for (var back = -12; back < 0; back++)
        {
            if (back is -5 or -2)
            {
                household.Charge($"rent {-back}", DemoBooks.Landlord, ChargeKind.Rent, calendar.Month(back, 5), RentCents);
            }
            else
            {
                household.BillPaid($"rent {-back}", DemoBooks.Landlord, ChargeKind.Rent, calendar.Month(back, 5), RentCents);
            }
        }

        household.Charge("rent to come", DemoBooks.Landlord, ChargeKind.Rent, calendar.Day(12), RentCents);
        household.PromiseToPay("promise 1", DemoBooks.Landlord, calendar.Month(-5, 8), calendar.Month(-5, 20), RentCents);
        household.Check("check 1", household.IdOf("promise 1"), instalment: null, calendar.Month(-5, 26));
        household.PromiseToPay("promise 2", DemoBooks.Landlord, calendar.Month(-2, 8), calendar.Month(-2, 20), RentCents);
        household.Pay("what there was", DemoBooks.Landlord, calendar.Month(-2, 18), 40_00);
        household.Check("check 2", household.IdOf("promise 2"), instalment: null, calendar.Month(-2, 26));
        Budget(household, calendar, calendar.Day(-16));
        return household.Met("visit", calendar.Day(-16), ContactWay.Visit, "giulia", "wrote the budget down together");
    }

    /// <summary>12.00 a day for food; the purse was counted the day before yesterday, so that 250.00 are left today.</summary>
    private static void Budget(DemoHousehold household, DemoCalendar calendar, LocalDate declared)
    {
        household.Expects("wages", declared, IncomeSource.Wages, 640_00, Reliability.Certain, calendar.Day(12));
        household.Expects("allowance", declared, IncomeSource.Benefit, 199_40, Reliability.Certain, calendar.Day(16));
        household.Expects(
            "day labour",
            declared,
            IncomeSource.Other,
            180_00,
            Reliability.Uncertain,
            calendar.Day(3),
            last: calendar.Day(25),
            Frequency.TwoWeekly);
        household.Plans("food", declared, NeedClass.Primary, 365_00, declared);
        household.Plans("phone", declared, NeedClass.Other, 18_00, calendar.Day(3));
        household.Plans("rent", declared, NeedClass.Essential, RentCents, calendar.Day(5));
        household.Plans("energy", declared, NeedClass.Essential, 95_00, calendar.Day(8));
        household.Counts("cash", calendar.Day(-2), 274_00);
    }
}
