using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Warnings;
using BudgetCoaching.Domain;
using BudgetCoaching.Projections.ArrearsTrend;
using BudgetCoaching.Projections.HouseholdDirectory;
using BudgetCoaching.Projections.WorkRanks;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.Tests;

/// <summary>The same figures without a read model: facts of the stream and the calculators, nothing else.</summary>
internal static class Replay
{
    public static CreditorFigures Figures(HouseholdFacts facts, CreditorId creditor, LocalDate asOf, ParameterHistory history)
    {
        var timeline = ArrearsCalculator.Timeline(facts, creditor, history);
        var figures = timeline.At(asOf);
        var values = history.InForce(asOf)?.Values ?? ShippedDefaults.Values;
        var charge = ArrearsCalculator.CurrentMonthlyCharge(facts, creditor, asOf);
        var age = timeline.AgeDays(asOf);
        return new CreditorFigures(
            asOf,
            figures,
            age,
            ArrearsCalculator.AgeBucket(age, values),
            charge,
            ArrearsCalculator.MonthsOfCharge(figures.Overdue, charge),
            ArrearsCalculator.MonthBucket(figures.Overdue, charge, values),
            ArrearsCalculator.Trend(timeline, asOf, charge, values));
    }

    /// <summary>Every household of the read model against a replay of its stream up to the read model's position.</summary>
    public static void AgreesWith(Books books, ReadModels readModels, Position position, IReadOnlyList<LocalDate> days)
    {
        foreach (var household in books.Households)
        {
            var reading = readModels.GetTrend(household);
            var facts = books.Replay(household, position);
            (reading is null).Should().Be(facts is null);
            if (reading is null || facts is null)
            {
                continue;
            }

            var history = books.Parameters(position);
            reading.Source.Position.Should().Be(position);
            reading.Creditors.Select(c => c.Creditor).Should().Equal(ArrearsCalculator.Creditors(facts));
            foreach (var creditor in reading.Creditors)
            {
                creditor.Movements.Should().Equal(ArrearsCalculator.Movements(facts, creditor.Creditor));
                creditor.Timeline.Steps.Should().Equal(ArrearsCalculator.Timeline(facts, creditor.Creditor, history).Steps);
                foreach (var day in days)
                {
                    creditor.At(day, reading.Source.Agency).Should().Be(Figures(facts, creditor.Creditor, day, history));
                }
            }
        }
    }

    /// <summary>Every household's way since entry against a replay, month by month.</summary>
    public static void AgreesWithEmpowerment(Books books, ReadModels readModels, Position position, LocalDate asOf)
    {
        foreach (var household in books.Households)
        {
            if (books.Replay(household, position) is not { } facts)
            {
                readModels.GetEmpowerment(household).Should().BeNull();
                continue;
            }

            var history = books.Parameters(position);
            var timelines = ArrearsCalculator.Creditors(facts).Select(c => ArrearsCalculator.Timeline(facts, c, history)).ToList();
            var expected = Domain.Empowerment.EmpowermentProgress.Of(facts, timelines, asOf, history);
            var found = readModels.GetEmpowerment(household)!.At(asOf);
            (found is null).Should().Be(expected is null);
            found?.Steps.Select(step => (step.Day, step.Reliability.Rate, step.Arrears))
                .Should().Equal(expected!.Steps.Select(step => (step.Day, step.Reliability.Rate, step.Arrears)));
            found?.Reliability.Should().Be(expected!.Reliability);
            found?.Arrears.Should().Be(expected!.Arrears);
        }
    }

    /// <summary>The list in its order against a list made of replays, page by page.</summary>
    public static void AgreesWithWorkList(Books books, ReadModels readModels, Position position, LocalDate day)
    {
        var history = books.Parameters(position);
        var situations = books.Households
            .Select(household => books.Replay(household, position))
            .OfType<HouseholdFacts>()
            .Select(facts => HouseholdSituation.Of(
                facts, [.. ArrearsCalculator.Creditors(facts).Select(c => ArrearsCalculator.Timeline(facts, c, history))], day, history))
            .OfType<HouseholdSituation>()
            .ToList();
        foreach (var consultant in new StaffId?[] { null, new StaffId("giulia") })
        {
            var expected = WorkList.Of(situations, day, consultant).Entries
                .Select(e => new WorkRank(e.Score, e.Situation.Overdue, e.Situation.LastContact, e.Situation.Household));
            var found = new List<WorkRank>();
            for (var isLast = false; !isLast;)
            {
                var page = readModels.ListWorkRanks(Books.Agency, consultant, found.Count == 0 ? null : found[^1], 1);
                (page.Day, page.Position).Should().Be((day, position));
                found.AddRange(page.Ranks);
                isLast = page.IsLast;
            }

            found.Should().Equal(expected);
        }
    }

    /// <summary>Every row of the directory against a replay for the day it says it is of.</summary>
    public static void AgreesWithDirectory(Books books, ReadModels readModels, Position position, LocalDate day)
    {
        var page = readModels.ListHouseholds(new DirectoryFilter(Books.Agency, ShowClosed: true), null, 100);
        page.Day.Should().Be(day);
        page.Position.Should().Be(position);
        var known = books.Households.Where(household => books.Replay(household, position) is not null);
        page.Households.Select(entry => entry.Household).Should().BeEquivalentTo(known);
        page.Households.Should().BeInAscendingOrder(Comparer<DirectoryEntry>.Create((left, right) =>
            (left.Urgency, right.Overdue, left.Household.Value).CompareTo((right.Urgency, left.Overdue, right.Household.Value))));
        var history = books.Parameters(position);
        foreach (var entry in page.Households)
        {
            var facts = books.Replay(entry.Household, position)!;
            entry.Creditors.Should().Equal(ArrearsCalculator.Creditors(facts).Select(creditor =>
            {
                var figures = Figures(facts, creditor, day, history);
                return new DirectoryCreditor(
                    creditor, figures.Figures.Overdue, figures.Figures.OverdueSince, figures.AgeDays, figures.Trend.Class);
            }));
            entry.Overdue.Cents.Should().Be(entry.Creditors.Sum(creditor => creditor.Overdue.Cents));
        }
    }
}
