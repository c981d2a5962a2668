using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>Poor households at random: a few incomes and expenses of every frequency, a need of every day, little cash.</summary>
internal static class RandomBudgets
{
    public static readonly LocalDate OpeningDay = new(2026, 1, 20);

    private static readonly Frequency[] Frequencies = Enum.GetValues<Frequency>()[1..];

    public static Arbitrary<DatedBudget> Arbitrary(int entriesMax = 8) => Arb.From(Any(entriesMax));

    public static Gen<DatedBudget> Any(int entriesMax = 8) =>
        from cash in Gen.Choose(-10_00, 600_00)
        from count in Gen.Choose(0, entriesMax)
        from entries in Entry().ArrayOf(count)
        from perWeek in Gen.Choose(0, 100_00)
        select new DatedBudget(
            OpeningDay,
            new Money(cash),
            [
                .. entries.Select((entry, i) => entry with { Id = Id(i + 1) }),
                new BudgetEntry(
                    Id(900), EntryKind.PrimaryNeed, new Money(perWeek), new Recurrence(Frequency.Weekly, OpeningDay, null)),
            ]);

    /// <summary>Budgets that nearly hold: about as many allow a plan as do not.</summary>
    public static Gen<DatedBudget> Tight(int expensesMax) =>
        from cash in Gen.Choose(150_00, 600_00)
        from wage in Gen.Choose(700_00, 1_200_00)
        from payday in Gen.Choose(1, 31)
        from reliability in Gen.Elements(Reliability.Certain, Reliability.Likely)
        from count in Gen.Choose(1, expensesMax)
        from expenses in Expense().ArrayOf(count)
        from perWeek in Gen.Choose(35_00, 100_00)
        from agreed in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 60_00)))
        from agreedOn in Gen.Choose(1, 90)
        select new DatedBudget(
            OpeningDay,
            new Money(cash),
            [
                new BudgetEntry(
                    Id(800),
                    EntryKind.Income,
                    new Money(wage),
                    new Recurrence(Frequency.Monthly, OpeningDay.PlusDays(payday), null))
                {
                    Reliability = reliability,
                },
                .. expenses.Select((entry, i) => entry with { Id = Id(i + 1) }),
                new BudgetEntry(
                    Id(900), EntryKind.PrimaryNeed, new Money(perWeek), new Recurrence(Frequency.Weekly, OpeningDay, null)),
            ])
        {
            Instalments = agreed == 0
                ? []
                : [new AgreedInstalment(Id(700), Sample.Aler, 1, OpeningDay.PlusDays(agreedOn), new Money(agreed))],
        };

    private static Gen<BudgetEntry> Expense() =>
        from cents in Gen.Choose(20_00, 350_00)
        from frequency in Gen.Elements(Frequencies)
        from first in Gen.Choose(-40, 60)
        from length in Gen.Frequency((3, Gen.Constant(100_000)), (1, Gen.Choose(0, 100)))
        from shift in Gen.Elements(WorkingDayShift.Unspecified, WorkingDayShift.Following, WorkingDayShift.Preceding)
        let start = OpeningDay.PlusDays(first)
        let amount = frequency is Frequency.Weekly or Frequency.TwoWeekly ? cents / 4 : cents
        select new BudgetEntry(
            default,
            EntryKind.Expense,
            new Money(amount),
            new Recurrence(frequency, start, length > 1_000 ? null : start.PlusDays(length)))
        {
            Shift = shift,
            Need = NeedClass.Essential,
        };

    private static Gen<BudgetEntry> Entry() =>
        from income in Gen.Elements(true, false)
        from cents in Gen.Choose(1, income ? 1_200_00 : 400_00)
        from frequency in Gen.Elements(Frequencies)
        from first in Gen.Choose(-100, 200)
        from length in Gen.Frequency((3, Gen.Constant(100_000)), (1, Gen.Choose(0, 400)))
        from shift in Gen.Elements(WorkingDayShift.Unspecified, WorkingDayShift.Following, WorkingDayShift.Preceding)
        from reliability in Gen.Elements(Reliability.Certain, Reliability.Certain, Reliability.Likely, Reliability.Uncertain)
        let start = OpeningDay.PlusDays(first)
        select new BudgetEntry(
            default,
            income ? EntryKind.Income : EntryKind.Expense,
            new Money(cents),
            new Recurrence(frequency, start, length > 1_000 ? null : start.PlusDays(length)))
        {
            Reliability = reliability,
            Shift = shift,
            Need = income ? NeedClass.Unspecified : NeedClass.Essential,
        };
}
