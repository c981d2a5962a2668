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
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20260601, 9));

    [Fact]
    public void The_best_pair_for_two_creditors_is_the_one_that_brute_force_finds_with_the_first_deciding()
        => Prop.ForAll(
                Arb.From(RandomBudgets.Tight(3).Zip(Gen.Choose(1, 300_00)).Zip(Gen.Choose(1, 300_00))),
                given => HoldsAgainstBruteForce(given.Item1.Item1, 95, new Money(given.Item1.Item2), new Money(given.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8).WithReplay(20260602, 9));

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
