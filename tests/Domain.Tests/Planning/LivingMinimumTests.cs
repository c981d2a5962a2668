using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>Dated tables: the living minimum of art. 283 (R48), what is protected of a pension (R47), plan interest (R42).</summary>
public sealed class LivingMinimumTests
{
    private static readonly PlanningValues Values = ShippedDefaults.Values.Planning;

    [Theory]
    [InlineData("2023-06-30", 1, 9_813_77, 817_81)]
    [InlineData("2023-06-30", 2, 15_407_61, 1_283_97)]
    [InlineData("2023-06-30", 3, 20_020_08, 1_668_34)]
    [InlineData("2023-06-30", 4, 24_141_86, 2_011_82)]
    [InlineData("2023-06-30", 5, 27_969_23, 2_330_77)]
    [InlineData("2024-06-30", 1, 10_421_00, 868_42)]
    [InlineData("2024-06-30", 2, 16_360_96, 1_363_41)]
    [InlineData("2024-06-30", 3, 21_258_83, 1_771_57)]
    [InlineData("2024-06-30", 4, 25_635_65, 2_136_30)]
    [InlineData("2024-06-30", 5, 29_699_84, 2_474_99)]
    [InlineData("2025-06-30", 1, 10_504_46, 875_37)]
    [InlineData("2025-06-30", 2, 16_491_99, 1_374_33)]
    [InlineData("2025-06-30", 3, 21_429_09, 1_785_76)]
    [InlineData("2025-06-30", 4, 25_840_96, 2_153_41)]
    [InlineData("2025-06-30", 5, 29_937_70, 2_494_81)]
    public void Art_283_gives_a_year_and_a_month_by_household_size_W13(string day, int persons, long yearly, long monthly)
    {
        var minimum = LivingMinimum.For(Values, persons, Day(day), knownOn: Day(day))!;

        minimum.Yearly.Should().Be(new Money(yearly));
        minimum.Monthly.Should().Be(new Money(monthly));
    }

    [Fact]
    public void The_scale_grows_by_thirty_five_hundredths_from_the_sixth_person_on()
        => Enumerable.Range(1, 8).Select(LivingMinimum.Scale).Should().Equal(100, 157, 204, 246, 285, 320, 355, 390);

    [Fact]
    public void An_amount_that_was_adjusted_later_holds_for_the_same_year_once_it_is_public()
    {
        Row("2023-06-30", "2023-06-30").Should().Be(Euro(503.27m));
        Row("2023-06-30", "2023-11-28").Should().Be(Euro(503.27m));
        Row("2023-06-30", "2023-11-29").Should().Be(Euro(507.30m));
        Row("2024-02-01", "2023-12-31").Should().Be(Euro(507.30m));
        Row("2024-02-01", "2024-02-01").Should().Be(Euro(534.41m));
    }

    [Fact]
    public void The_last_row_goes_on_and_says_how_old_it_is_and_before_the_first_there_is_none()
    {
        LivingMinimum.For(Values, 1, Day("2026-07-01"), Day("2026-07-01"))!.Row!.ValidFrom.Should().Be(Day("2025-01-01"));
        LivingMinimum.For(Values, 1, Day("2020-12-31"), Day("2026-07-01")).Should().BeNull();
    }

    [Fact]
    public void An_agency_may_set_a_basket_of_its_own_whose_last_row_holds_for_more_persons()
    {
        var own = Values with { Floor = FloorBasis.OwnBasket, OwnBasket = [Euro(600), Euro(900)] };

        LivingMinimum.For(own, 1, Day("2026-01-01"), Day("2026-01-01")).Should().Be(new LivingMinimum(Euro(600), null, null));
        LivingMinimum.For(own, 5, Day("2026-01-01"), Day("2026-01-01")).Should().Be(new LivingMinimum(Euro(900), null, null));
    }

    [Fact]
    public void A_pension_is_protected_up_to_twice_the_allowance_and_a_thousand_at_least_W14()
    {
        PensionProtection.Of(Euro(980), Euro(468.11m)).Should().Be(new PensionProtection(Euro(1000), Money.Zero));
        PensionProtection.Of(Euro(1300), Euro(538.69m)).Should().Be(new PensionProtection(Euro(1077.38m), Euro(44.52m)));
    }

    [Fact]
    public void Pensions_that_run_are_told_with_what_is_protected_of_them_and_no_other_income_R47()
    {
        HouseholdEvent[] facts =
        [
            Declared(1, IncomeSource.Pension, 1_300, Frequency.Monthly),
            Declared(2, IncomeSource.Pension, 900, Frequency.Monthly),
            Declared(3, IncomeSource.Pension, 1_300, Frequency.Yearly),
            Declared(4, IncomeSource.Wages, 1_300, Frequency.Monthly),
            new HouseholdEvent.BudgetEntryEnded(Id(5), Day("2025-05-01"), Id(2)),
        ];

        ProtectedPension.All(Enrolled(facts).Facts(), new PlanningRules(Shipped, Day("2025-06-30"), Day("2025-06-30"), Persons: 1))
            .Should().Equal(new ProtectedPension(Id(1), Euro(1_300), new PensionProtection(Euro(1_077.38m), Euro(44.52m))));
        ProtectedPension.All(Enrolled(facts).Facts(), new PlanningRules(Shipped, Day("2020-06-30"), Day("2025-06-30"), Persons: 1))
            .Should().BeEmpty();

        static HouseholdEvent.IncomeEntryRecorded Declared(int id, IncomeSource source, decimal amount, Frequency frequency) => new(
            Id(id), Day("2025-01-10"), source, Euro(amount), Repeats(frequency, "2025-02-01"), Reliability.Certain, null, Note: null);
    }

    [Fact]
    public void Legal_interest_runs_by_the_rate_of_each_year_and_is_rounded_once_R42()
    {
        // 2022: 31 days at 1.25 %; 2023: 365 at 5 %; 2024: 60 at 2.5 %. 1,000 × (31 × 1.25 + 365 × 5 + 60 × 2.5) ÷ 36,500 = 55.17.
        Interest(1000, "2022-11-30", Due("2024-02-29", 1000)).Should().Be(Euro(55.17m));

        // 1,000 for 31 days and 400 for 28, at 1.6 %: 1.3589 + 0.4910 = 1.85.
        Interest(1000, "2025-12-31", Due("2026-01-31", 600), Due("2026-02-28", 400)).Should().Be(Euro(1.85m));
        Interest(1000, "2026-01-31", Due("2026-01-31", 1000)).Should().Be(Money.Zero);
        Interest(1000, "2013-12-30", Due("2014-01-02", 1000)).Should().BeNull();
        PlanInterest.Of(Euro(1000), Day("2022-11-30"), [Due("2024-02-29", 1000)], Values, Day("2026-06-30")).Should().Be(Money.Zero);
    }

    [Fact]
    public void Planning_values_outside_their_bounds_are_named_R60()
    {
        var bad = Values with
        {
            LikelyIncomePpm = 500_000,
            UncertainIncomePpm = 600_000,
            SavingLine = Euro(-1),
            InstalmentCapPpm = 0,
            RentBurdenPpm = 1_000_001,
            ReserveDays = 93,
            Floor = FloorBasis.OwnBasket,
            PlanInterest = PlanInterestRule.Unspecified,
            SocialAllowance = [Values.SocialAllowance[1], Values.SocialAllowance[0]],
            LegalInterest = [],
        };
        var set = Shipped with { Id = new ParameterSetId("other"), Values = ShippedDefaults.Values with { Planning = bad } };

        var refused = (Decision<AgencyEvent>.Refused)PublishParameterSet.Decide(Agency, new PublishParameterSet(set));

        refused.Refusal.Details.Select(detail => detail.Name).Should().Equal(
            "planning.uncertain_income_ppm",
            "planning.saving_line",
            "planning.instalment_cap_ppm",
            "planning.rent_burden_ppm",
            "planning.reserve_days",
            "planning.own_basket",
            "planning.plan_interest",
            "planning.social_allowance[1].valid_from",
            "planning.legal_interest");
        PublishParameterSet.Decide(Agency, new PublishParameterSet(set with { Values = ShippedDefaults.Values }))
            .Should().BeOfType<Decision<AgencyEvent>.Accepted>();
    }

    private static Money Row(string day, string knownOn) => Values.SocialAllowance.On(Day(day), Day(knownOn))!.Amount;

    private static Money? Interest(decimal debt, string signed, params Households.ScheduledAmount[] payments)
        => PlanInterest.Of(
            Euro(debt), Day(signed), [.. payments], Values with { PlanInterest = PlanInterestRule.Legal }, Day("2026-06-30"));
}
