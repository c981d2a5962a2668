using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Demo;

/// <summary>The example households: invented, one situation each. Dates count back from the day of the first start.</summary>
internal static class DemoHouseholds
{
    private const long RentCents = 230_50;
    private const long ServiceCents = 85_00;

    /// <summary>Month-ends before the last one that a trend needs, and some more.</summary>
    private const int Months = 8;

    public static IReadOnlyList<DemoHousehold> All(LocalDate day) =>
        [Regular(day), Growing(day), PlanKept(day), PlanBroken(day), NoFault(day), Mended(day), Closed(day), DemoCourse.Hosted(day)];

    /// <summary>Pays on time: no arrears.</summary>
    private static DemoHousehold Regular(LocalDate day)
    {
        var household = New("regular", "Family that pays on time", day).Follow("giulia");
        household.Rent(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        foreach (var due in DueDates(day))
        {
            household.Charge($"rent {due}", DemoBooks.Landlord, ChargeKind.Rent, due, RentCents);
            household.Pay($"payment {due}", DemoBooks.Landlord, due.PlusDays(-2), RentCents);
        }

        household.Record(new IncomeEntryRecorded(
            household.IdOf("wages"),
            household.Enrolled,
            IncomeSource.Wages,
            new Money(1_150_00),
            new Recurrence(Frequency.Monthly, household.Enrolled.PlusDays(10), null),
            Reliability.Certain,
            Earner: null,
            Note: null));
        return household.Record(new CashCounted(household.IdOf("cash"), day.PlusDays(-3), new Money(312_40)));
    }

    /// <summary>Stopped paying two creditors five months ago: the arrears grow by a whole month each month.</summary>
    private static DemoHousehold Growing(LocalDate day)
    {
        var household = New("growing", "Family that lost its income", day).Follow("giulia");
        household.Rent(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        household.Rent(DemoBooks.Condominium, ChargeKind.Condominium, ServiceCents);
        foreach (var due in DueDates(day))
        {
            household.Charge($"rent {due}", DemoBooks.Landlord, ChargeKind.Rent, due, RentCents);
            household.Charge($"service {due}", DemoBooks.Condominium, ChargeKind.Condominium, due, ServiceCents);
            if (due < day.PlusMonths(-5))
            {
                household.Pay($"payment {due}", DemoBooks.Landlord, due, RentCents);
                household.Pay($"service payment {due}", DemoBooks.Condominium, due, ServiceCents);
            }
        }

        return household;
    }

    /// <summary>Old arrears under a plan, instalments and current rent paid and judged as kept.</summary>
    private static DemoHousehold PlanKept(LocalDate day)
    {
        var household = New("plan-kept", "Family that keeps its plan", day).Follow("marco");
        household.Rent(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        household.Owed("arrears", DemoBooks.Landlord, ChargeKind.Rent, day.PlusMonths(-20), 960_00);
        foreach (var due in DueDates(day))
        {
            household.Charge($"rent {due}", DemoBooks.Landlord, ChargeKind.Rent, due, RentCents);
            household.Pay($"payment {due}", DemoBooks.Landlord, due, RentCents, household.IdOf($"rent {due}"));
        }

        var plan = Plan(household, day.PlusMonths(-6), 960_00, count: 12, DemoBooks.Landlord);
        household.Agree(plan);
        for (var number = 1; number <= 4; number++)
        {
            var due = FirstDue(plan.SignedOn).PlusMonths(number - 1);
            household.Pay($"instalment {number}", DemoBooks.Landlord, due.PlusDays(-1), 80_00, plan.Id);
            household.Check($"check {number}", plan.Id, number, due.PlusDays(6));
        }

        return household;
    }

    /// <summary>A plan of which one instalment was paid in part and the next not at all.</summary>
    private static DemoHousehold PlanBroken(LocalDate day)
    {
        var household = New("plan-broken", "Family that falls behind its plan", day).Follow("marco");
        household.Rent(DemoBooks.Condominium, ChargeKind.Condominium, ServiceCents);
        household.Owed("arrears", DemoBooks.Condominium, ChargeKind.Condominium, day.PlusMonths(-14), 600_00);
        var plan = Plan(household, day.PlusMonths(-5), 600_00, count: 10, DemoBooks.Condominium);
        household.Agree(plan);
        var first = FirstDue(plan.SignedOn);
        household.Pay("instalment 1", DemoBooks.Condominium, first, 60_00, plan.Id);
        household.Pay("part of instalment 2", DemoBooks.Condominium, first.PlusMonths(1), 25_00, plan.Id);
        for (var number = 1; number <= 3; number++)
        {
            household.Check($"check {number}", plan.Id, number, first.PlusMonths(number - 1).PlusDays(6));
        }

        return household;
    }

    /// <summary>Recognised no-fault arrears: the days of the suspension do not age them, and a promise inside is excused.</summary>
    private static DemoHousehold NoFault(LocalDate day)
    {
        var household = New("no-fault", "Family with recognised no-fault arrears", day).Follow("giulia");
        household.Rent(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        household.Charge("rent 1", DemoBooks.Landlord, ChargeKind.Rent, day.PlusMonths(-4), RentCents);
        household.Charge("rent 2", DemoBooks.Landlord, ChargeKind.Rent, day.PlusMonths(-3), RentCents);
        household.Record(new CommitmentAgreed(
            household.IdOf("promise"),
            day.PlusMonths(-3),
            CommitmentKind.Payment,
            Owner: null,
            day.PlusMonths(-2),
            DemoBooks.Landlord,
            new Money(RentCents),
            new PersonalText("pay one month of rent"),
            EvidenceRule: null));
        household.Suspend(new ApproveSuspension(
            household.IdOf("suspension"),
            day.PlusMonths(-2),
            DemoBooks.Landlord,
            new DateSpan(day.PlusMonths(-3), day.PlusMonths(1)),
            "job-loss",
            new PersonalText("file 12, letter of dismissal"),
            new StaffId("giulia"),
            new StaffId("marco")));
        return household.Check("check", household.IdOf("promise"), instalment: null, day.PlusMonths(-2).PlusDays(6));
    }

    /// <summary>A payment typed wrong and mended, a direct debit that went back, a disputed charge.</summary>
    private static DemoHousehold Mended(LocalDate day)
    {
        var household = New("mended", "Family whose books were mended", day);
        household.Rent(DemoBooks.Landlord, ChargeKind.Rent, RentCents);
        foreach (var due in DueDates(day))
        {
            household.Charge($"rent {due}", DemoBooks.Landlord, ChargeKind.Rent, due, RentCents);
        }

        var typed = household.Payment("payment", DemoBooks.Landlord, day.PlusMonths(-5), 23_05);
        household.Record(typed);
        household.Correct("correction", typed with { Amount = new Money(RentCents) });
        household.Pay("debit", DemoBooks.Landlord, day.PlusMonths(-4), RentCents);
        household.Record(
            new PaymentReversed(household.IdOf("return"), day.PlusMonths(-4).PlusDays(5), household.IdOf("debit"), "no-funds"));
        household.Charge("heating", DemoBooks.Landlord, ChargeKind.Other, day.PlusMonths(-2), 140_00);
        return household.Record(new ChargeDisputed(
            household.IdOf("dispute"),
            day.PlusMonths(-1),
            household.IdOf("heating"),
            Amount: null,
            new PersonalText("meter of the flat above")));
    }

    /// <summary>Paid everything back and left.</summary>
    private static DemoHousehold Closed(LocalDate day)
    {
        var household = New("closed", "Family that completed its path", day).Follow("marco");
        household.Owed("arrears", DemoBooks.Landlord, ChargeKind.Rent, day.PlusMonths(-15), 300_00);
        household.Pay("payment", DemoBooks.Landlord, day.PlusMonths(-6), 300_00);
        return household.Close(day.PlusDays(-20));
    }

    private static DemoHousehold New(string name, string label, LocalDate day) => new(name, label, day.PlusMonths(-Months - 1));

    /// <summary>The fifth of each month, the last one already past.</summary>
    private static IEnumerable<LocalDate> DueDates(LocalDate day)
    {
        for (var back = Months; back >= 0; back--)
        {
            var month = day.PlusMonths(-back);
            var due = new LocalDate(month.Year, month.Month, 5);
            if (due < day)
            {
                yield return due;
            }
        }
    }

    private static LocalDate FirstDue(LocalDate signed) => signed.PlusMonths(1);

    private static AgreePlan Plan(DemoHousehold household, LocalDate signed, long cents, int count, CreditorId creditor) => new(
        household.IdOf("plan"),
        signed,
        creditor,
        [new CoveredCharge(household.IdOf("arrears"), new Money(cents))],
        Money.Zero,
        new PlanSchedule.EqualMonthly(count, FirstDue(signed), FirstDue(signed).Day),
        LumpSum: null,
        CurrentBillFirst: false,
        CourtOrdered: false,
        AcceptedOn: signed,
        ReviewOn: null,
        Replaces: null,
        Note: null);
}
