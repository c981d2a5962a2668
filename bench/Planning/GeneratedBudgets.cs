using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Planning.Bench;

/// <summary>
/// Households that differ in everything that costs time: sixty entries of every frequency, half of them shifting to working days, some that
/// allow a plan at once, some that almost do, some that never will. The same for the same number.
/// </summary>
internal static class GeneratedBudgets
{
    public const int Entries = 60;

    private static readonly LocalDate OpeningDay = new(2026, 1, 20);
    private static readonly Frequency[] Frequencies = Enum.GetValues<Frequency>()[1..];

    public static PlanningRules Rules { get; } = new(
        new ParameterSet(
            ShippedDefaults.Id, ShippedDefaults.ValidFrom, ShippedDefaults.PublishedOn, ShippedDefaults.Values, new string('a', 64)),
        OpeningDay,
        OpeningDay,
        Persons: 4);

    /// <summary>The same where plans bear the legal rate (R42).</summary>
    public static PlanningRules InterestRules { get; } = Rules with
    {
        Set = Rules.Set with
        {
            Values = Rules.Set.Values with
            {
                Planning = Rules.Set.Values.Planning with { PlanInterest = PlanInterestRule.Legal },
            },
        },
    };

    public static ProposalRequest Request(int number, int debts)
    {
        var random = new Random(number);
        var asked = new[] { Debt("aler", random), Debt("condominio", random) };
        return new ProposalRequest(Budget(random), [.. asked[..debts]], Rules, CashFlow.DaysMax);
    }

    private static DebtToPlan Debt(string creditor, Random random)
        => new(new CreditorId(creditor), new Money(random.Next(100_00, 12_000_00)), Money.Zero);

    private static DatedBudget Budget(Random random)
    {
        var entries = new List<BudgetEntry>(Entries)
        {
            Entry(1, EntryKind.Income, random.Next(1_200_00, 2_400_00), Frequency.Monthly, random),
            Entry(2, EntryKind.PrimaryNeed, random.Next(60_00, 120_00), Frequency.Weekly, random),
        };
        while (entries.Count < Entries)
        {
            var isIncome = entries.Count % 10 == 0;
            var frequency = Frequencies[random.Next(Frequencies.Length)];
            var weekly = frequency is Frequency.Weekly or Frequency.TwoWeekly or Frequency.FourWeekly;
            var cents = random.Next(2_00, weekly ? 8_00 : 60_00);
            entries.Add(Entry(entries.Count + 1, isIncome ? EntryKind.Income : EntryKind.Expense, cents, frequency, random));
        }

        return new DatedBudget(OpeningDay, new Money(random.Next(0, 1_500_00)), [.. entries]);
    }

    private static BudgetEntry Entry(int number, EntryKind kind, long cents, Frequency frequency, Random random)
        => new(
            new FactId(new Guid(number, 0, 0, new byte[8])),
            kind,
            new Money(cents),
            new Recurrence(frequency, OpeningDay.PlusDays(random.Next(-300, 60)), null))
        {
            Need = NeedClass.Essential,
            Shift = (WorkingDayShift)(number % 4 < 2 ? 0 : number % 4 - 1),
        };
}
