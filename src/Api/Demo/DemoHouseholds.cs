using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Demo;

/// <summary>The example households, invented, one situation each; here those with a short story.</summary>
internal static class DemoHouseholds
{
    private const long RentCents = 230_50;

    public static IReadOnlyList<DemoHousehold> All(DemoCalendar calendar) =>
    [
        IrregularIncome.Tell(calendar),
        TwoCreditors.Tell(calendar),
        JobLoss.Tell(calendar),
        BackInArrears.Tell(calendar),
        ExitInAutonomy.Tell(calendar),
        Hidden(calendar),
        Regular(calendar),
        Mended(calendar),
        BehindItsPlan(calendar),
    ];

    /// <summary>
    /// A mother and two children whose address only the protection role sees. The landlord's machine may read their account, by consent;
    /// another consent was taken back. Their hosting ends in two months and nothing is agreed for the time after.
    /// </summary>
    private static DemoHousehold Hidden(DemoCalendar calendar)
    {
        var enrolled = calendar.Month(-6, 12);
        var household = new DemoHousehold("giordano", "Famiglia Giordano", enrolled).Follow("anna", adults: 1, minors: 2);
        household.Record(new ProtectionDecided(household.IdOf("protection"), enrolled, IsProtected: true, "safety"));
        household.Record(new AddressRecorded(
            household.IdOf("address"), enrolled, new PersonalText("Via Inventata 7"), new PersonalText("Paese Finto")));
        household.Expects(
            "allowance", enrolled, IncomeSource.Benefit, 230_00, Reliability.Likely, enrolled.PlusDays(15));
        household.Admit(new DateSpan(enrolled.PlusDays(3), calendar.Day(60)), DemoBooks.Flat, "anna", "giulia", "marco");
        household.Consent(
            "consent of the landlord",
            "demo-integrator",
            "rent-support",
            calendar.Month(-2, 10),
            ConsentParts.Household,
            ConsentParts.Ledger);
        household.Consent("consent of the school", "school-network", "school", calendar.Month(-5, 2), ConsentParts.Household);
        household.Record(new ConsentWithdrawn(
            household.IdOf("consent taken back"), calendar.Month(-3, 2), household.IdOf("consent of the school")));
        household.BillPaid("fee", DemoBooks.Landlord, ChargeKind.Other, calendar.Month(-1, 5), 60_00);
        return household.Met("visit", calendar.Day(-6), ContactWay.Visit, "anna", "talked about where to go after the hosting");
    }

    /// <summary>Pays on time and has a little aside: nobody needs to be called, and the work list leaves it out.</summary>
    private static DemoHousehold Regular(DemoCalendar calendar)
    {
        var household = new DemoHousehold("leoni", "Famiglia Leoni", calendar.Month(-12, 3))
            .Follow(DemoBooks.Consultant, adults: 2, minors: 1);
        household.Contract(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        for (var back = -12; back < 0; back++)
        {
            household.BillPaid($"rent {-back}", DemoBooks.Landlord, ChargeKind.Rent, calendar.Month(back, 5), RentCents);
        }

        household.Expects(
            "wages", household.Enrolled, IncomeSource.Wages, 1_150_00, Reliability.Certain, calendar.Day(11));
        return household.Counts("cash", calendar.Day(-3), 612_40);
    }

    /// <summary>A payment typed wrong and mended, a direct debit that went back, a disputed bill; nobody looks after it yet.</summary>
    private static DemoHousehold Mended(DemoCalendar calendar)
    {
        var household = new DemoHousehold("marini", "Famiglia Marini", calendar.Month(-9, 1));
        household.Contract(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        for (var back = -8; back < 0; back++)
        {
            var due = calendar.Month(back, 5);
            household.Charge($"rent {-back}", DemoBooks.Landlord, ChargeKind.Rent, due, RentCents);
            var payment = household.Payment(
                $"payment {-back}", DemoBooks.Landlord, due.PlusDays(-1), back == -6 ? 23_05 : RentCents, household.IdOf($"rent {-back}"));
            household.Record(payment);
            if (back == -6)
            {
                household.Correct("correction", payment with { Amount = new Money(RentCents) });
            }
        }

        household.Record(new PaymentReversed(
            household.IdOf("returned debit"), calendar.Month(-5, 9), household.IdOf("payment 5"), "no-funds"));
        household.Charge("heating", DemoBooks.Landlord, ChargeKind.Other, calendar.Month(-2, 20), 140_00);
        return household.Record(new ChargeDisputed(
            household.IdOf("dispute"),
            calendar.Month(-1, 3),
            household.IdOf("heating"),
            Amount: null,
            new PersonalText("meter of the flat above")));
    }

    /// <summary>A plan of five instalments: one kept, one kept in part, three broken. The agency's rule gives grounds to end it.</summary>
    private static DemoHousehold BehindItsPlan(DemoCalendar calendar)
    {
        var household = new DemoHousehold("neri", "Famiglia Neri", calendar.Month(-9, 6)).Follow("marco", adults: 2, minors: 0);
        household.Contract(DemoBooks.Condominium, ChargeKind.Condominium, 85_00);
        household.Owed("arrears", DemoBooks.Condominium, ChargeKind.Condominium, calendar.Month(-14, 5), 600_00);
        for (var back = -9; back < 0; back++)
        {
            household.BillPaid(
                $"services {-back}", DemoBooks.Condominium, ChargeKind.Condominium, calendar.Month(back, 10), 85_00);
        }

        var plan = household.Plan(
            "plan", "arrears", 600_00, DemoBooks.Condominium, calendar.Month(-7, 20), count: 5, calendar.Month(-6, 12));
        household.Agree(plan);
        household.Pay("instalment 1", DemoBooks.Condominium, calendar.Month(-6, 12), 120_00, plan.Id);
        household.Pay("part of instalment 2", DemoBooks.Condominium, calendar.Month(-5, 14), 50_00, plan.Id);
        for (var number = 1; number <= 5; number++)
        {
            household.Check($"check {number}", plan.Id, number, calendar.Month(number - 7, 18));
        }

        return household.Met("call", calendar.Day(-32), ContactWay.Phone, "marco", "they ask to pay less a month");
    }
}
