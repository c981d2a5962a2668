using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>Whom to worry about and why (R29, R30): pure, from the facts known, alike in any order of recording (R14).</summary>
public static class WarningCalculator
{
    /// <summary>Cited by every warning; raised with every change here that alters a golden figure (R60).</summary>
    public const int Number = 1;

    /// <summary>
    /// The warnings of a household on a day by kind, creditor, day; none before its enrolment or while it is closed.
    /// </summary>
    /// <param name="timelines">One for every creditor of the household.</param>
    public static ValueList<Warning> Of(
        HouseholdFacts facts, IReadOnlyList<CreditorTimeline> timelines, LocalDate asOf, ParameterHistory history)
    {
        var set = history.InForce(asOf) ?? throw new InvalidOperationException("No parameter set is in force.");
        return Of(new WarningView(facts, asOf, history, set), timelines);
    }

    internal static ValueList<Warning> Of(WarningView view, IReadOnlyList<CreditorTimeline> timelines)
    {
        if (!view.IsOpen)
        {
            return [];
        }

        var warnings = new List<Warning>();
        Add(warnings, ShortfallAhead.Find(view, timelines));
        Add(warnings, IncomeDrop.Find(view));
        Add(warnings, UnkeptRun.Find(view));
        warnings.AddRange(IncomeEnding.Find(view));
        Add(warnings, HostingEnding.Find(view));
        foreach (var timeline in timelines)
        {
            var charge = ArrearsCalculator.CurrentMonthlyCharge(view.Facts, timeline.Creditor, view.AsOf);
            var trend = ArrearsCalculator.Trend(timeline, view.AsOf, charge, view.Set.Values);
            warnings.AddRange(HalfwayPayment.Find(view, timeline.Creditor));
            Add(warnings, Silence.Find(view, timeline, trend));
            Add(warnings, Relapse.Find(view, timeline, charge));
        }

        return warnings.OrderBy(w => w.Kind).ThenBy(w => w.Creditor?.Value, StringComparer.Ordinal).ThenBy(w => w.On).ToValueList();
    }

    private static void Add(List<Warning> warnings, Warning? warning)
    {
        if (warning is not null)
        {
            warnings.Add(warning);
        }
    }
}
