using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Warnings;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Warnings;

/// <summary>EW2: the money runs out before the next debt falls due (R30, R44).</summary>
public sealed class ShortfallAheadTests
{
    /// <summary>100 at hand on 1 June, 10 a day needed: nothing is left on the 11th, and 30 are missing by the 14th.</summary>
    private static readonly HouseholdEvent[] Lean =
    [
        new CashCounted(Id(1), Day("2026-06-01"), Euro(100)),
        new ExpensePlanned(
            Id(2),
            Day("2026-01-10"),
            "food",
            NeedClass.Primary,
            Euro(70),
            new Recurrence(Frequency.Weekly, Day("2026-01-05"), Last: null),
            Note: null),
    ];

    [Fact]
    public void Money_that_runs_out_before_the_rent_falls_due_warns()
        => On("2026-06-01", [.. Lean, Charge(3, "2026-06-01", "2026-06-15")]).Should().Be(new Warning(
            WarningKind.ShortfallAhead,
            Day("2026-06-12"),
            Creditor: null,
            Euro(30),
            [Id(3)],
            new WarningEvidence.Shortfall(Day("2026-06-15"), Euro(-30), Day("2026-06-14"), Day("2026-06-01")),
            new JudgementBasis(Shipped.Id, Hash, WarningCalculator.Number)));

    [Fact]
    public void Money_that_lasts_until_the_day_before_is_enough()
    {
        On("2026-06-01", [.. Lean, Charge(3, "2026-06-01", "2026-06-12")]).Should().BeNull();
        On("2026-06-01", [.. Lean, Charge(3, "2026-06-01", "2026-06-13")]).Should().NotBeNull();
    }

    [Fact]
    public void The_next_of_charges_instalments_and_promises_counts()
    {
        HouseholdEvent[] later = [Charge(3, "2026-06-01", "2026-06-20"), Charge(4, "2026-01-01", "2026-01-10", 100)];
        var plan = Plan(5, "2026-05-01", Id(4), 100, ("2026-06-14", 100));

        Due(On("2026-06-01", [.. Lean, .. later])).Should().Be(Day("2026-06-20"));
        Due(On("2026-06-01", [.. Lean, .. later, plan])).Should().Be(Day("2026-06-14"));
        Due(On("2026-06-01", [.. Lean, .. later, plan, Promised(6, "2026-05-01", "2026-06-13", 10)])).Should().Be(Day("2026-06-13"));
    }

    [Fact]
    public void Certain_and_likely_income_help_and_uncertain_does_not()
    {
        IncomeEntryRecorded Wages(Reliability reliability) => new(
            Id(9),
            Day("2026-01-10"),
            IncomeSource.Wages,
            Euro(500),
            new Recurrence(Frequency.Monthly, Day("2026-01-10"), Last: null),
            reliability,
            Mother,
            Note: null);
        HouseholdEvent[] facts = [.. Lean, Charge(3, "2026-06-01", "2026-06-15")];

        On("2026-06-01", [.. facts, Wages(Reliability.Likely)]).Should().BeNull();
        On("2026-06-01", [.. facts, Wages(Reliability.Uncertain)]).Should().NotBeNull();
    }

    [Fact]
    public void Nothing_due_no_count_or_an_old_one_gives_no_warning()
    {
        On("2026-06-01", Lean).Should().BeNull();
        On("2026-06-01", Lean[1], Charge(3, "2026-06-01", "2026-06-15")).Should().BeNull();
        On("2026-07-02", [.. Lean, Charge(3, "2026-06-01", "2026-07-15")]).Should().NotBeNull();
        On("2026-07-03", [.. Lean, Charge(3, "2026-06-01", "2026-07-15")]).Should().BeNull();
    }

    private static NodaTime.LocalDate Due(Warning? warned) => ((WarningEvidence.Shortfall)warned!.Evidence).DueDate;

    private static Warning? On(string day, params HouseholdEvent[] facts)
        => WarningTests.On(day, facts).SingleOrDefault(w => w.Kind == WarningKind.ShortfallAhead);
}
