using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Demo;

/// <summary>
/// Famiglia Donati: always paid, until the father was dismissed four months ago. The promise that they made in the first month without
/// wages was judged broken; Giulia then asked for the arrears to be recognised as without fault, Marco decided so, and the promise was
/// judged again: excused. The amount stays due, and its days do not age. Their unemployment benefit ends in twenty days.
/// </summary>
internal static class JobLoss
{
    private const long RentCents = 230_50;

    /// <summary>The month before the first without wages.</summary>
    private const int LastWages = -4;

    public static DemoHousehold Tell(DemoCalendar calendar)
    {
        var household = new DemoHousehold("donati", "Famiglia Donati", calendar.Month(-12, 3))
            .Follow(DemoBooks.Consultant, adults: 2, minors: 2);
        household.Contract(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        for (var back = -12; back < 0; back++)
        {
            var (bill, due) = ($"rent {-back}", calendar.Month(back, 5));
            if (back <= LastWages)
            {
                household.Receives($"wages {-back}", calendar.Month(back, 27), IncomeSource.Wages, 1_310_00);
                household.BillPaid(bill, DemoBooks.Landlord, ChargeKind.Rent, due, RentCents);
            }
            else
            {
                household.Receives($"benefit {-back}", calendar.Month(back, 15), IncomeSource.Benefit, 742_30);
                household.Charge(bill, DemoBooks.Landlord, ChargeKind.Rent, due, RentCents);
            }
        }

        household.Expects(
            "benefit",
            calendar.Month(-3, 15),
            IncomeSource.Benefit,
            742_30,
            Reliability.Certain,
            calendar.Month(-3, 15),
            last: calendar.Day(20));
        household.PromiseToPay("promise", DemoBooks.Landlord, calendar.Month(-3, 6), calendar.Month(-3, 20), RentCents);
        household.Check("check", household.IdOf("promise"), instalment: null, calendar.Month(-3, 26));
        NoFault(household, calendar);
        household.Check("check again", household.IdOf("promise"), instalment: null, calendar.Month(-1, 10));
        return household.Met("call", calendar.Day(-9), ContactWay.Phone, "giulia", "two job interviews next week");
    }

    private static void NoFault(DemoHousehold household, DemoCalendar calendar)
    {
        household.Record(new NoFaultClaimed(
            household.IdOf("claim"),
            calendar.Month(-2, 20),
            DemoBooks.Landlord,
            NoFaultCause.Dismissal,
            calendar.Month(LastWages, 28),
            new DateSpan(calendar.Month(-3, 1), calendar.Month(2, 1)),
            new PersonalText("letter of dismissal, file 31"),
            new StaffId("giulia")));
        household.DecideClaim(new DecideNoFault(
            household.IdOf("decision"),
            calendar.Month(-1, 8),
            household.IdOf("claim"),
            new GrantedSuspension(household.IdOf("recognised"), Period: null),
            "job-loss",
            new StaffId("marco")));
    }
}
