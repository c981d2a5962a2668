using BudgetCoaching.Domain.Ledgers;
using FsCheck;
using FsCheck.Fluent;

namespace BudgetCoaching.Domain.Tests.Ledgers;

/// <summary>Largest remainder (R22), with the worked offers W7.</summary>
public sealed class ProportionalSplitTests
{
    [Fact]
    public void An_offer_of_100_over_four_debts_W7a() =>
        Split(100_00, 500_00, 1_000_00, 233_00, 200_00).Should().Equal(25_87, 51_73, 12_05, 10_35);

    [Fact]
    public void An_offer_of_160_over_three_debts_adds_up_where_rounding_would_not_W7b() =>
        Split(160_00, 4_550_00, 6_700_00, 1_200_00).Should().Equal(58_47, 86_11, 15_42);

    [Fact]
    public void An_offer_of_107_over_three_debts_W7c() =>
        Split(107_00, 918_00, 2_842_00, 3_467_00).Should().Equal(13_59, 42_08, 51_33);

    [Fact]
    public void Equal_remainders_are_served_in_the_order_given() => Split(2, 5, 5, 5).Should().Equal(1, 1, 0);

    [Fact]
    public void A_weight_of_zero_gets_nothing() => Split(7, 0, 3, 0, 3).Should().Equal(0, 4, 0, 3);

    [Fact]
    public void Nothing_is_shared_as_nothing_whatever_the_weights() => Split(0, 0, 0).Should().Equal(0, 0);

    [Fact]
    public void An_amount_without_weights_and_negative_figures_are_bugs()
    {
        FluentActions.Invoking(() => Split(1, 0, 0)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Split(-1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Split(1, 2, -1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Shares_add_up_and_each_is_within_a_cent_of_its_proportion() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 1_000_000)), Arb.From(Gen.ArrayOf(Gen.Choose(0, 500_000))), (amount, weights) =>
        {
            var sum = weights.Sum(weight => (long)weight);
            if (sum == 0)
            {
                return;
            }

            var shares = Split(amount, [.. weights.Select(weight => (long)weight)]);
            shares.Sum().Should().Be(amount);
            for (var i = 0; i < weights.Length; i++)
            {
                var floor = (long)((Int128)amount * weights[i] / sum);
                shares[i].Should().BeInRange(floor, floor + 1);
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(20260102, 7));

    private static long[] Split(long amount, params long[] weights) =>
        Array.ConvertAll(ProportionalSplit.Of(new Money(amount), Array.ConvertAll(weights, w => new Money(w))), share => share.Cents);
}
