using BudgetCoaching.Api.Demo;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Domain.Warnings;
using NodaTime;
using BudgetChange = BudgetCoaching.Domain.Planning.BudgetChange;
using PlanProposals = BudgetCoaching.Domain.Planning.PlanProposals;

namespace BudgetCoaching.Api.Tests.Demo;

/// <summary>What the README prints of the demo must be true whenever somebody starts it.</summary>
public sealed class The_demo_is_the_same_on_every_day
{
    private static readonly string[] Names =
        ["bassi", "donati", "esposito", "neri", "marini", "giordano", "fontana", "colombo", "leoni"];

    /// <summary>Ends of months long and short, a leap day, the turn of a year and of the clocks, and days in between.</summary>
    private static readonly LocalDate[] Days =
    [
        new(2026, 1, 1), new(2026, 1, 31), new(2026, 2, 1), new(2026, 2, 14), new(2026, 2, 28), new(2026, 3, 1), new(2026, 3, 16),
        new(2026, 3, 29), new(2026, 4, 30), new(2026, 5, 5), new(2026, 5, 31), new(2026, 7, 20), new(2026, 8, 31), new(2026, 10, 25),
        new(2026, 12, 31), new(2028, 2, 19), new(2028, 2, 29),
    ];

    [Fact]
    public async Task The_work_list_has_the_same_ranks_scores_and_reasons()
    {
        foreach (var day in Days)
        {
            var desk = await DemoDesk.OpenAsync(day);
            List<(string Name, HouseholdSituation Situation)> families = [];
            foreach (var name in Names)
            {
                families.Add((name, (await desk.FamilyAsync(name)).Situation));
            }

            var list = WorkList.Of(families.Select(family => family.Situation), day, consultant: null);

            list.Entries.Select(entry =>
                    $"{families.Find(f => f.Situation == entry.Situation).Name} {Reasons(entry)} {entry.Situation.Overdue}")
                .Should().Equal(
                    [
                        "bassi 50 ShortfallAhead 50 UnkeptInARow 30 IncomeEnding 15 2×4 2×2 590.00",
                        "donati 60 IncomeDrop 25 IncomeEnding 15 Relapse 40 3×6 1×1 691.50",
                        "esposito 60 Silence 25 Relapse 40 2×4 8×8 544.00",
                        "neri 30 UnkeptInARow 30 5×10 4×4 430.00",
                        "marini 30 1×2 230.50",
                        "giordano HostingEnding 25 0.00",
                        "fontana 1×15 0.00",
                        "colombo 10 2×2 0.00",
                    ],
                    "the demo was opened on {0}",
                    day);
        }
    }

    [Fact]
    public async Task Bassis_days_without_money_and_the_plan_that_a_moved_rent_allows_are_the_same()
    {
        foreach (var day in Days)
        {
            var family = await (await DemoDesk.OpenAsync(day)).FamilyAsync("bassi");
            var flow = family.CashFlow(days: 30);
            var rules = new PlanningRules(family.Set, day, day, Persons: 3);
            var budget = HouseholdBudget.Of(family.Facts, day, family.Set)!;
            var debt = new DebtToPlan(DemoBooks.Landlord, new Money(590_00), Money.Zero);

            var asItIs = PlanProposals.For(new ProposalRequest(budget, [debt], rules)).Answer!;
            var change = asItIs.Impossible!.Changes.OfType<BudgetChange.Move>().First();
            var request = new ProposalRequest(budget.With(change.Changed), [debt], rules, PreferWithinLimits: true);
            var moved = PlanProposals.For(request).Answer!;

            var gentlest = moved.Proposals.Single(proposal => proposal.Kind == ProposalKind.Gentlest);
            (flow.Opening, DaysTo(day, flow.FirstBadDay!.Value), flow.BadDays, flow.Lowest.Balance, DaysTo(day, flow.Lowest.Day))
                .Should().Be((new Money(250_00), 5, 7, new Money(-205_00), 11), "the demo was opened on {0}", day);
            (asItIs.Proposals.Count, change.Changed.Id, change.Days, change.Lowest.Balance)
                .Should().Be((0, family.IdOf("rent"), 7, new Money(5_00)), "the demo was opened on {0}", day);
            moved.Proposals.Select(one => (one.Plans[0].Count, one.Plans[0].Instalment, one.Plans[0].LastInstalment, one.Lowest.Balance))
                .Should().Equal(
                    [(5, new Money(118_00), new Money(118_00), new Money(5_00)), (12, new Money(49_17), new Money(49_13), new Money(5_00))],
                    "the demo was opened on {0}",
                    day);
            Blocking(budget.With(change.Changed), Hurried(gentlest.Plans[0]), rules).Should().Equal(
                [
                    PlanCheckKind.EveryDay,
                    PlanCheckKind.MonthlyResidual,
                    PlanCheckKind.InstalmentCap,
                    PlanCheckKind.InstalmentSurplus,
                ],
                "the demo was opened on {0}",
                day);
        }
    }

    /// <summary>The same debt in three instalments.</summary>
    private static ScheduledAmount[] Hurried(ProposedPlan plan) =>
        [.. InstalmentSchedule.EqualMonthly(plan.Total, 3, plan.FirstDue, plan.DayOfMonth)!.Value
            .Select(instalment => new ScheduledAmount(instalment.DueDate, instalment.Amount))];

    private static IEnumerable<PlanCheckKind> Blocking(DatedBudget budget, ScheduledAmount[] payments, PlanningRules rules) =>
        Sustainability.Judge(budget, Sustainability.Horizon(budget, payments), rules).With(payments, rules).Checks
            .Where(check => check.Verdict == CheckVerdict.Block)
            .Select(check => check.Kind);

    /// <summary>Warnings by kind with their points, everything else by its count.</summary>
    private static string Reasons(WorkListEntry entry) => string.Join(' ', entry.Parts.Select(part => part.Reason switch
    {
        ScoreReason.Trend => $"{part.Points}",
        ScoreReason.Warning => $"{part.Warning} {part.Points}",
        _ => $"{part.Count}×{part.Points}",
    }));

    private static int DaysTo(LocalDate from, LocalDate to) => Period.DaysBetween(from, to);
}
