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
        => Of(new WarningView(facts, timelines, asOf, history));

    internal static ValueList<Warning> Of(WarningView view)
    {
        if (!view.IsOpen)
        {
            return [];
        }

        var warnings = new List<Warning>();
        Add(warnings, ShortfallAhead.Find(view));
        Add(warnings, IncomeDrop.Find(view));
        Add(warnings, UnkeptRun.Find(view));
        warnings.AddRange(IncomeEnding.Find(view));
        Add(warnings, HostingEnding.Find(view));
        foreach (var standing in view.Creditors)
        {
            warnings.AddRange(HalfwayPayment.Find(view, standing));
            Add(warnings, Silence.Find(view, standing));
            Add(warnings, Relapse.Find(view, standing));
        }

        return warnings.Count == 0 ? []
            : warnings.OrderBy(w => w.Kind).ThenBy(w => w.Creditor?.Value, StringComparer.Ordinal).ThenBy(w => w.On).ToValueList();
    }

    private static void Add(List<Warning> warnings, Warning? warning)
    {
        if (warning is not null)
        {
            warnings.Add(warning);
        }
    }
}
