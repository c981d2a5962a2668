using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Domain.Statements;
using FsCheck;
using FsCheck.Fluent;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Statements;

/// <summary>What the books tell as a Standard Financial Statement, and what becomes of one that is taken over.</summary>
public sealed class HouseholdStatementTests
{
    private const string Outgoings = "monthly-outgoings.";

    private static readonly HouseholdEvent[] Books =
    [
        Declared(1, IncomeSource.SelfEmployment, 100, Frequency.Weekly, Reliability.Certain),
        Declared(2, IncomeSource.Maintenance, 50, Frequency.Monthly, Reliability.Likely),
        Declared(3, IncomeSource.Family, 70, Frequency.Monthly, Reliability.Uncertain),
        Planned(4, "condominio-via-roma", NeedClass.Essential, 90, Repeats(Frequency.Quarterly, "2026-01-05")),
        Planned(5, "spesa", NeedClass.Primary, 61, Repeats(Frequency.Weekly, "2026-01-05")),
        Planned(6, "luce", NeedClass.Essential, 45, Repeats(Frequency.Bimonthly, "2026-01-05")),
        Planned(7, "dentista", NeedClass.Essential, 10, Repeats(Frequency.Monthly, "2026-01-05")),
        Planned(8, "regali", NeedClass.Other, 100, Repeats(Frequency.Yearly, "2026-12-05")),
        Planned(9, "luce", NeedClass.Essential, 999, Repeats(Frequency.Monthly, "2026-01-05", "2026-02-28")),
        Planned(10, "frigorifero", NeedClass.Other, 300, Repeats(Frequency.OneOff, "2026-05-05")),
        new ContractRecorded(
            Id(11), Day("2020-01-01"), Aler, ChargeKind.Rent, Euro(600), EveryMonths: 3, new DateSpan(Day("2020-01-01"), null)),
        Charge(12, "2026-01-01", "2026-01-10", 500),
        Plan(13, "2026-02-01", Id(12), 500, ("2026-03-10", 100), ("2026-04-10", 250), ("2026-05-10", 150)),
    ];

    [Fact]
    public void Entries_stand_in_the_line_that_means_them_as_a_months_share()
    {
        var statement = Of("2026-03-15", Books);

        // 100 a week × 52 ÷ 12; 61 × 52 ÷ 12; 45 every second month; 100 a year.
        Figures(statement).Should().Equal(
            ("monthly-income.total-earnings", 433.33m),
            ("monthly-income.total-other-income", 50),
            (Outgoings + "fixed-costs.rent", 200),
            (Outgoings + "fixed-costs.other-home-contents", 30),
            (Outgoings + "fixed-costs.electricity", 22.50m),
            (Outgoings + "fixed-costs.total-other-essential", 10),
            (Outgoings + "flexible-costs.total-food-housekeeping", 264.33m),
            (Outgoings + "flexible-costs.total-personal", 8.33m));
        (statement.Income, statement.Outgoings).Should().Be((Euro(483.33m), Euro(535.16m)));
    }

    [Fact]
    public void Debts_are_owed_in_whole_and_offered_what_the_plan_takes_next_month()
    {
        var statement = Of("2026-03-15", Books);

        statement.Debts.Should().Equal(new StatementDebt("ALER", Euro(500), Euro(250), IsPriority: true));
        (statement.Figures[FinancialStatement.ForPriority], statement.Figures[FinancialStatement.ForOthers])
            .Should().Be((Euro(-51.83m), Euro(-301.83m)));
    }

    [Fact]
    public void Persons_are_counted_by_age_band()
    {
        var composition = (CompositionRecorded)EveryKind.Facts.First(fact => fact is CompositionRecorded);
        var members = new[] { AgeBand.From18To61, AgeBand.From3To17, AgeBand.Under3, AgeBand.From62 }
            .Select((band, i) => composition.Members[0] with { Id = new MemberId(Id(50 + i).Value), AgeBand = band });

        Of("2026-03-15", [composition with { Members = members.ToValueList() }]).Persons.Should().Be(
            new StatementPersons(Partner: false, Under16: 2, From16To18: 0, OtherDependants: 0, NonDependants: 1, Total: 4));
        Of("2026-03-15", Books).Persons.Should().BeNull();
    }

    [Fact]
    public void A_statement_that_the_books_tell_adds_up_and_becomes_the_same_lines_again()
        => Prop.ForAll(Arb.From(Gen.Choose(0, 3_000_00).ArrayOf(StatementLine.All.Count)), cents =>
        {
            var figures = StatementLine.All.Zip(cents).ToDictionary(part => part.First.Path, part => new Money(part.Second));
            var decision = ImportStatement.Decide(
                Enrolled(), Command(new FinancialStatement(figures, [], null), "2026-03-31"), Agency, RecordedDay);
            if (Array.TrueForAll(cents, amount => amount == 0))
            {
                ReasonOf(decision).Should().Be(Reasons.ListEmpty);
                return;
            }

            var statement = HouseholdStatement.Of(
                After(Enrolled(), decision).Facts(), Day("2026-04-30"), Agency.Parameters, creditor => creditor.Value);

            statement.Differences().Should().BeEmpty();
            foreach (var line in StatementLine.All)
            {
                statement[line].Should().Be(figures[line.Path], line.Path);
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(20260621, 9));

    [Fact]
    public void A_running_budget_is_in_the_way_unless_it_is_replaced_on_the_day()
    {
        var state = Enrolled(Books);
        var statement = new FinancialStatement(
            new Dictionary<string, Money>(StringComparer.Ordinal) { [StatementLine.Income[0].Path] = Euro(900) }, [], null);
        var command = Command(statement, "2026-03-15");

        var replaced = (Decision<HouseholdEvent>.Accepted)ImportStatement.Decide(
            state, command with { ReplacesBudget = true }, Agency, RecordedDay);

        ReasonOf(ImportStatement.Decide(state, command, Agency, RecordedDay)).Should().Be(Reasons.BudgetRunning);
        replaced.Events.OfType<BudgetEntryEnded>().Select(ended => (ended.Date, ended.Entry)).Should().Equal(
            new[] { 1, 2, 3, 4, 5, 6, 7, 8, 10 }.Select(number => (Day("2026-03-15"), Id(number))));
        var budget = HouseholdBudget.Opening(Money.Zero, After(state, replaced).Facts(), Day("2026-03-31"), Shipped);
        CashFlow.Of(budget with { Instalments = [] }, 30, Weights).Closing.Should().Be(Euro(900 - 600));
    }

    [Fact]
    public void A_closed_household_and_a_day_to_come_take_no_statement()
    {
        var statement = new FinancialStatement(
            new Dictionary<string, Money>(StringComparer.Ordinal) { [StatementLine.Income[0].Path] = Euro(900) }, [], null);
        var closed = Enrolled(new HouseholdClosed(Day("2026-03-01"), "moved"));

        ReasonOf(ImportStatement.Decide(HouseholdState.Absent, Command(statement, "2026-03-31"), Agency, RecordedDay))
            .Should().Be(Reasons.HouseholdNotEnrolled);
        ReasonOf(ImportStatement.Decide(closed, Command(statement, "2026-03-31"), Agency, RecordedDay))
            .Should().Be(Reasons.HouseholdIsClosed);
        ReasonOf(ImportStatement.Decide(Enrolled(), Command(statement, "2026-07-01"), Agency, RecordedDay))
            .Should().Be(Reasons.DateAfterRecordedDay);
    }

    private static FinancialStatement Of(string asOf, HouseholdEvent[] facts)
        => HouseholdStatement.Of(
            Enrolled(facts).Facts(), Day(asOf), Agency.Parameters, creditor => Agency.FindCreditor(creditor)!.DisplayName);

    /// <summary>Lines above zero, in the order of the format.</summary>
    private static IEnumerable<(string Path, decimal Amount)> Figures(FinancialStatement statement)
        => StatementLine.All.Where(line => !statement[line].IsZero).Select(line => (line.Path, statement[line].Cents / 100m));

    private static ImportStatement Command(FinancialStatement statement, string day)
        => new(Day(day), Day("2026-04-05"), statement, ReplacesBudget: false, IdOf);

    private static FactId IdOf(string part)
        => new(new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(part)).AsSpan(0, 16)));

    private static IncomeEntryRecorded Declared(int id, IncomeSource source, decimal amount, Frequency frequency, Reliability reliability)
        => new(Id(id), Day("2026-01-10"), source, Euro(amount), Repeats(frequency, "2026-01-12"), reliability, Earner: null, Note: null);

    private static ExpensePlanned Planned(int id, string category, NeedClass need, decimal amount, Recurrence recurrence)
        => new(Id(id), Day("2026-01-10"), category, need, Euro(amount), recurrence, Note: null);
}
