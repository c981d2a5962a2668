using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Warnings;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Tests.Warnings;

/// <summary>What holds for every household: no order of recording (R14) and nothing later (R12) changes what is said of a day.</summary>
public sealed class WarningProperties
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20261122, 7);

    [Fact]
    public void The_order_of_recording_and_what_happened_later_change_nothing() => Check((events, seed) =>
    {
        var asOf = Generators.FirstDay.PlusDays(seed % 700);
        var facts = Known(events);
        var expected = Situation(facts, asOf);

        Situation(Known(Generators.Shuffled(events, seed)), asOf).Should().Be(expected);
        Situation(facts.EffectiveUntil(asOf), asOf).Should().Be(expected);
        Figures(facts.EffectiveUntil(asOf), asOf).Should().Be(Figures(facts, asOf));
    });

    [Fact]
    public void Every_warning_names_its_figures_and_every_score_its_parts() => Check((events, seed) =>
    {
        var asOf = Generators.FirstDay.PlusDays(seed % 700);
        var situation = Situation(Known(events), asOf)!;
        foreach (var warning in situation.Warnings)
        {
            warning.Amount?.IsNegative.Should().BeFalse();
            if (warning.Evidence is WarningEvidence.Halfway half)
            {
                warning.Amount.Should().Be(half.Due - half.Paid);
                half.Paid.Should().BeLessThan(half.Due);
                half.Period.Contains(asOf).Should().BeTrue();
                half.Checkpoint.Should().BeLessThanOrEqualTo(asOf);
            }
        }

        var list = WorkList.Of([situation], asOf, consultant: null);
        list.Entries.Select(entry => (entry.Rank, entry.Score)).Should().Equal(
            WorkScore.Parts(situation) is { Count: > 0 } parts ? [(1, parts.Sum(part => part.Points))] : Array.Empty<(int, int)>());
    });

    private static void Check(Action<IReadOnlyList<HouseholdEvent>, int> holds) => Prop.ForAll(
            Generators.LedgerStreams(50),
            Arb.From(Gen.Choose(0, int.MaxValue - 1)),
            (ledger, seed) => holds([.. ledger, .. Coaching(seed)], seed))
        .Check(Fixed);

    private static HouseholdFacts Known(IEnumerable<HouseholdEvent> events)
        => HouseholdFacts.Known(Generators.Recorded([Sample.Enrolment with { Date = Generators.FirstDay }, .. events]));

    private static List<CreditorTimeline> Timelines(HouseholdFacts facts) => ArrearsCalculator.Creditors(facts)
        .Select(creditor => ArrearsCalculator.Timeline(facts, creditor, Sample.Agency.Parameters))
        .ToList();

    /// <summary>Timelines of creditors whose first fact lies ahead say nothing yet.</summary>
    private static HouseholdSituation? Situation(HouseholdFacts facts, LocalDate asOf)
        => HouseholdSituation.Of(facts, Timelines(facts), asOf, Sample.Agency.Parameters);

    private static EmpowermentFigures? Figures(HouseholdFacts facts, LocalDate asOf)
        => EmpowermentCalculator.At(facts, Timelines(facts), asOf, Sample.Agency.Parameters);

    /// <summary>Counts, incomes, promises, contacts and a hosting on days drawn from the seed; ids beyond those of the ledger.</summary>
    private static IEnumerable<HouseholdEvent> Coaching(int seed)
    {
        LocalDate Day(int salt) => Generators.FirstDay.PlusDays((int)(((long)seed * (salt + 7) + salt * 131) % 650));
        var creditor = new CreditorId("aler");
        for (var i = 0; i < 6; i++)
        {
            var id = 5_000 + i * 10;
            yield return new CashCounted(Generators.Id(id), Day(i), new Money(i * 1_500));
            yield return new IncomeReceived(
                Generators.Id(id + 1), Day(i + 20), new Money(80_000), IncomeSource.Wages, Entry: null, Earner: null, Note: null);
            yield return new CommitmentAgreed(
                Generators.Id(id + 2),
                Day(i + 40),
                i % 2 == 0 ? CommitmentKind.Payment : CommitmentKind.Work,
                Owner: null,
                Day(i + 40).PlusDays(10),
                i % 2 == 0 ? creditor : null,
                i % 2 == 0 ? new Money(5_000) : null,
                What: null,
                EvidenceRule: null);
            yield return new CommitmentWithdrawn(Generators.Id(id + 3), Day(i + 40).PlusDays(i * 4), Generators.Id(id + 2), "agreed");
            yield return new ContactRecorded(Generators.Id(id + 4), Day(i + 60), ContactWay.Visit, Staff: null, Note: null);
            yield return new ResourcesLacked(Generators.Id(id + 5), Day(i + 80), Note: null);
        }

        yield return new HostingAgreed(
            Generators.Id(6_000), Day(100), new DateSpan(Day(100), Day(100).PlusMonths(6)), Place: null);
    }
}
