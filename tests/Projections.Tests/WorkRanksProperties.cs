using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Tests;
using BudgetCoaching.Domain.Warnings;
using BudgetCoaching.Projections.WorkRanks;
using FsCheck;
using FsCheck.Fluent;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.Tests;

/// <summary>A rank is computed again only on the days on which it may change, and yet is right on every day.</summary>
public sealed class WorkRanksProperties
{
    private const int Households = 60;

    /// <summary>From before the enrolment until everything has fallen silent.</summary>
    private const int DaysWalked = 1_000;

    private static readonly ParameterValues Sharper = ShippedDefaults.Values with
    {
        GraceDays = 2,
        Warnings = ShippedDefaults.Values.Warnings with { SilenceDays = 25, RenewalDays = 11, HostingEndDays = 40, IncomeMonths = 1 },
    };

    [Fact]
    public void A_kept_rank_is_that_of_a_computation_from_scratch_on_every_day_until_the_next_one_it_names() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 1_000_000)), Walk).Check(Config.QuickThrowOnFailure.WithMaxTest(Households));

    [Fact]
    public void A_quiet_household_is_computed_again_when_its_months_and_weeks_turn_and_never_once_nothing_can_change()
    {
        var household = Reading([
            Books.Charge(1, new LocalDate(2026, 1, 10), 100_00),
            new ContactRecorded(Books.Id(2), new LocalDate(2026, 1, 2), ContactWay.Phone, null, null)]);

        var days = new List<LocalDate>();
        for (LocalDate? day = new LocalDate(2026, 1, 2); day is { } next; day = new WorkRanksModel().Compute(household, next).NextChangeOn)
        {
            days.Add(next);
        }

        days.Select(day => day.ToString("MM-dd", null)).Should().Equal(
            "01-02", "01-09", "01-10", "01-11", "01-15", "01-16", "01-23", "01-30", "01-31", "02-01", "02-06", "02-13", "02-20", "02-27",
            "02-28", "03-03", "03-31", "04-30", "05-31", "06-30", "01-31");
    }

    private static bool Walk(int seed)
    {
        var draw = new Random(seed);
        var household = Reading(Histories.Of(draw, seed), draw.Next(2) == 0 ? Sharper : ShippedDefaults.Values);
        var model = new WorkRanksModel();
        var day = Generators.FirstDay.PlusDays(-40);
        var kept = Rank(household, day);
        var due = model.Compute(household, day).NextChangeOn;
        for (var walked = 0; walked < DaysWalked; walked++)
        {
            day = day.PlusDays(1);
            var rank = Rank(household, day);
            if (day == due)
            {
                kept = rank;
                due = model.Compute(household, day).NextChangeOn;
            }

            if (rank != kept)
            {
                throw new InvalidOperationException($"From {kept} to {rank} on {day}, which is not due: seed {seed}.");
            }
        }

        return true;
    }

    /// <summary>Null for a household that is not on the list.</summary>
    private static (StaffId? Consultant, WorkRank Rank)? Rank(HouseholdReading household, LocalDate day)
    {
        var timelines = household.Creditors.Select(ledger => ledger.Timeline).ToList();
        var situation = household.Agency.Parameters.InForce(day) is null
            ? null
            : HouseholdSituation.Of(household.Facts, timelines, day, household.Agency.Parameters);
        var score = situation is null ? 0 : WorkScore.Parts(situation).Sum(part => part.Points);
        return score == 0
            ? null
            : (situation!.Consultant, new WorkRank(score, situation.Overdue, situation.LastContact, situation.Household));
    }

    /// <summary>By the shipped set until autumn 2024, then by one of the given values.</summary>
    private static HouseholdReading Reading(IEnumerable<HouseholdEvent> happened, ParameterValues? later = null)
    {
        var start = Instant.FromUtc(2026, 1, 1, 9, 0);
        var sets = new ParameterHistory(
        [
            new(Books.Set("shipped", ShippedDefaults.ValidFrom, ShippedDefaults.Values), start),
            new(Books.Set("later", new LocalDate(2024, 9, 1), later ?? ShippedDefaults.Values), start),
        ]);
        var enrolled = new HouseholdEnrolled(Books.Household(1), Books.Agency, new LocalDate(2023, 11, 1), null);
        return new HouseholdReading(
            Books.Household(1),
            Generators.Recorded([enrolled, .. happened]),
            new AgencyReading(Books.Agency, 2, new RecordTime(0), sets));
    }
}
