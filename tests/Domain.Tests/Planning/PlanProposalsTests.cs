using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using FsCheck;
using FsCheck.Fluent;
using static BudgetCoaching.Domain.Tests.Planning.Budgets;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests.Planning;

/// <summary>Plans that a family can keep are found exactly, or what would make one exist.</summary>
public sealed class PlanProposalsTests
{
    /// <summary>A table so short that every plan can be written out.</summary>
    private static readonly ParameterSet Short = Shipped with
    {
        Values = ShippedDefaults.Values with
        {
            InstalmentTable = [new InstalmentRow(Euro(100), 2), new InstalmentRow(null, 3)],
            PlanMinimumDebt = Money.Zero,
        },
    };

    [Fact]
    public void The_best_plan_of_each_kind_is_the_one_that_brute_force_finds()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Tight(5).Zip(Gen.Choose(1, 400_00))),
                given => HoldsAgainstBruteForce(given.Item1, 120, new Money(given.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(20260601, 9));

    [Fact]
    public void The_best_pair_for_two_creditors_is_the_one_that_brute_force_finds_with_the_first_deciding()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Tight(3).Zip(Gen.Choose(1, 300_00)).Zip(Gen.Choose(1, 300_00))),
                given => HoldsAgainstBruteForce(given.Item1.Item1, 95, new Money(given.Item1.Item2), new Money(given.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5).WithReplay(20260602, 9));

    [Fact]
    public void Within_limits_the_best_plan_is_the_one_that_brute_force_finds_among_those_that_no_check_blocks_R47()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Tight(4).Zip(Gen.Choose(1, 400_00)).Zip(Gen.Choose(0, 2))),
                given => HoldsWithinLimits(given.Item1.Item1, 120, Limited(given.Item2), new Money(given.Item1.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(20260603, 9));

    [Fact]
    public void Within_limits_the_best_pair_is_the_one_that_brute_force_finds_among_those_that_no_check_blocks_R47()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Tight(3).Zip(Gen.Choose(1, 200_00)).Zip(Gen.Choose(1, 200_00)).Zip(Gen.Choose(0, 2))),
                given => HoldsWithinLimits(
                    given.Item1.Item1.Item1, 95, Limited(given.Item2), new Money(given.Item1.Item1.Item2), new Money(given.Item1.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3).WithReplay(20260604, 9));

    /// <summary>The table of <see cref="Short"/>, with a cap that often closes a month, or a living minimum that does.</summary>
    private static ParameterSet Limited(int kind)
    {
        var planning = Short.Values.Planning with
        {
            InstalmentCapPpm = kind == 0 ? 60_000 : 200_000,
            Floor = FloorBasis.OwnBasket,
            OwnBasket = [Euro(850)],
            FloorBlocks = kind == 2,
        };
        return Short with { Values = Short.Values with { Planning = planning } };
    }

    private static void HoldsWithinLimits(DatedBudget budget, int days, ParameterSet set, params Money[] debts)
    {
        var rules = new PlanningRules(set, budget.OpeningDay, budget.OpeningDay, Persons: 1);
        var asked = debts.Select(debt => (debt, InstalmentLimit.MonthsFor(debt, set.Values)!.Value)).ToList();
        var limited = new PlainProposals(budget, days, rules.Weights, asked, rules);
        var free = new PlainProposals(budget, days, rules.Weights, asked);
        CreditorId[] creditors = [Aler, Condominium];

        var answer = PlanProposals.For(new ProposalRequest(
            budget, debts.Select((debt, i) => new DebtToPlan(creditors[i], debt, Money.Zero)).ToValueList(), rules, days, true)).Answer!;

        var plain = limited.Best(ProposalKind.Fastest, Money.Zero) is null ? free : limited;
        foreach (var kind in Enum.GetValues<ProposalKind>()[1..])
        {
            var expected = plain.Best(kind, kind == ProposalKind.Balanced ? answer.Reserve : Money.Zero);
            var found = answer.Proposals.SingleOrDefault(proposal => proposal.Kind == kind);
            (found?.Plans.SelectMany(p => p.Payments()).ToList())
                .Should().Equal(expected?.SelectMany(p => p.Payments).ToList());
        }

        foreach (var change in answer.Impossible?.Changes ?? [])
        {
            var changed = new PlainProposals(budget.With(change.Changed), days, rules.Weights, asked, rules);
            change.IsWithinLimits.Should().Be(changed.Best(ProposalKind.Fastest, Money.Zero) is not null);
        }
    }

    private static void HoldsAgainstBruteForce(DatedBudget budget, int days, params Money[] debts)
    {
        var rules = new PlanningRules(Short, budget.OpeningDay, budget.OpeningDay, Persons: null);
        var plain = new PlainProposals(
            budget, days, rules.Weights, [.. debts.Select(debt => (debt, InstalmentLimit.MonthsFor(debt, Short.Values)!.Value))]);
        CreditorId[] creditors = [Aler, Condominium];

        var (answer, refusal) = PlanProposals.For(new ProposalRequest(
            budget, debts.Select((debt, i) => new DebtToPlan(creditors[i], debt, Money.Zero)).ToValueList(), rules, days));

        refusal.Should().BeNull();
        foreach (var kind in Enum.GetValues<ProposalKind>()[1..])
        {
            var least = kind == ProposalKind.Balanced ? answer!.Reserve : Money.Zero;
            var expected = plain.Best(kind, least);
            var found = answer!.Proposals.SingleOrDefault(proposal => proposal.Kind == kind);
            (found?.Plans.Select(p => (p.Count, p.FirstDue, p.DayOfMonth, p.LastDue)).ToList())
                .Should().Equal(expected?.Select(p => (p.Count, p.First, p.DayOfMonth, p.Last)).ToList());
            found?.Plans.SelectMany(p => p.Payments()).Should().Equal(expected!.SelectMany(p => p.Payments));
        }

        if (answer!.Impossible is { } impossible)
        {
            HoldsAgainstBruteForce(impossible, plain);
        }
    }

    private static void HoldsAgainstBruteForce(NoPlanYet impossible, PlainProposals plain)
    {
        var moves = plain.Moves();
        var reductions = plain.Reductions();
        impossible.Changes.Count.Should().Be(Math.Min(3, moves.Count + reductions.Count));
        foreach (var change in impossible.Changes)
        {
            switch (change)
            {
                case BudgetChange.Move move:
                    moves[move.Changed.Id].Should().Be(move.Days);
                    break;
                case BudgetChange.Reduction reduction:
                    reductions[reduction.Changed.Id].Should().Be(reduction.By);
                    break;
                default:
                    Assert.Fail("No such change.");
                    break;
            }
        }

        impossible.Changes.OfType<BudgetChange.Move>().Select(move => Math.Abs(move.Days))
            .Should().Equal(moves.Values.Select(Math.Abs).Order().Take(3));
        impossible.Changes.OfType<BudgetChange.Reduction>().Select(reduction => reduction.By)
            .Should().Equal(reductions.Values.OrderBy(by => by.Cents).Take(3 - Math.Min(3, moves.Count)));
    }
}
