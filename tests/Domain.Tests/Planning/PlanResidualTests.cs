using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>What a lapse returns to the charges (R59).</summary>
public sealed class PlanResidualTests
{
    private static readonly RepaymentPlanAgreed Agreed =
        Plan(11, "2026-02-01", Id(10), 200, ("2026-03-10", 110), ("2026-04-10", 110)) with { Interest = Euro(20) };

    private static readonly HouseholdEvent[] Facts = [Charge(10, "2026-01-01", "2026-01-10", 200), Agreed];

    [Fact]
    public void An_unpaid_plan_returns_its_debt_without_the_agreed_interest()
        => Residual("2026-03-01", Facts).Should().Be(Euro(200));

    [Fact]
    public void What_was_paid_extinguished_the_interest_first()
        => Residual("2026-03-20", [.. Facts, Payment(12, "2026-03-10", 110)]).Should().Be(Euro(110));

    [Fact]
    public void A_plan_that_is_not_active_returns_nothing()
    {
        Residual("2026-01-31", Facts).Should().Be(Money.Zero);
        Residual("2026-04-01", [.. Facts, new PlanLapsed(Id(13), Day("2026-04-01"), Id(11), "broken", Euro(200))]).Should().Be(Money.Zero);
    }

    private static Money Residual(string asOf, HouseholdEvent[] events)
        => PlanResidual.Of(Enrolled(events).Facts(), Agreed, Day(asOf), Agency.Parameters);
}
