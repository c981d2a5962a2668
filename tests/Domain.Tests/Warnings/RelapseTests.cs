using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Warnings;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Warnings;

/// <summary>Arrears that are back after three clear month-ends and stand above a month's charge (R29).</summary>
public sealed class RelapseTests
{
    private static readonly ContractRecorded Rent = new(
        Id(1), Day("2024-01-01"), Aler, ChargeKind.Rent, Euro(300), EveryMonths: 1, new DateSpan(Day("2024-01-01"), null));

    /// <summary>Arrears in January, cleared in February; the ends of February, March and April are clear.</summary>
    private static readonly HouseholdEvent[] Cleared = [Rent, Charge(2, "2025-01-01", "2025-01-10", 500), Payment(3, "2025-02-20", 500)];

    [Fact]
    public void Arrears_above_a_months_charge_after_three_clear_month_ends_are_a_relapse()
    {
        HouseholdEvent[] facts =
            [.. Cleared, Charge(4, "2025-05-01", "2025-05-10", 300), Charge(5, "2025-06-01", "2025-06-10", 0.01m)];

        On("2025-06-10", facts).Should().BeNull();
        On("2025-06-11", facts).Should().Be(new Warning(
            WarningKind.Relapse,
            Day("2025-06-11"),
            Aler,
            Euro(300.01m),
            [],
            new WarningEvidence.Relapsed(3, Day("2025-04-30"), new Ratio(300_00, 1)),
            new JudgementBasis(Shipped.Id, Hash, WarningCalculator.Number)));
    }

    [Fact]
    public void Two_clear_month_ends_are_not_enough()
        => On("2025-05-01", [.. Cleared, Charge(4, "2025-04-01", "2025-04-10", 400)]).Should().BeNull();

    [Fact]
    public void A_relapse_lasts_while_the_arrears_do()
    {
        HouseholdEvent[] facts = [.. Cleared, Charge(4, "2025-05-01", "2025-05-10", 400), Payment(6, "2025-12-01", 400)];

        On("2025-11-30", facts)!.On.Should().Be(Day("2025-05-11"));
        On("2025-12-01", facts).Should().BeNull();
    }

    [Fact]
    public void Arrears_that_never_went_away_are_no_relapse()
        => On("2025-12-31", Rent, Charge(2, "2025-01-01", "2025-01-10", 500)).Should().BeNull();

    [Fact]
    public void Without_a_current_charge_there_is_nothing_to_measure_by()
        => On("2026-06-20", [.. Cleared[1..], Charge(4, "2025-05-01", "2025-05-10", 400), Payment(5, "2026-05-01", 0.01m)])
            .Should().BeNull();

    [Fact]
    public void The_first_month_ends_count_from_the_creditors_first_fact()
        => On("2025-05-20", Rent, Charge(2, "2025-03-01", "2025-05-10", 400)).Should().BeNull();

    private static Warning? On(string day, params HouseholdEvent[] facts)
        => HalfwayPaymentTests.WarningsOf(Enrolment with { Date = Day("2025-01-01") }, day, facts)
            .SingleOrDefault(w => w.Kind == WarningKind.Relapse);
}
