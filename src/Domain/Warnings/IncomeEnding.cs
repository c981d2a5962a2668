using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>EW5: a recurring income entry has its last day within the agency's days, so that it must be renewed or replaced.</summary>
internal static class IncomeEnding
{
    /// <returns>By the last day, then the entry's id.</returns>
    public static IEnumerable<Warning> Find(WarningView view)
    {
        var limit = view.AsOf.PlusDays(view.Values.RenewalDays);
        return view.IncomeEntries
            .Where(entry => entry.Recurrence is { Last: { } last } recurrence
                && recurrence.Frequency != Frequency.OneOff
                && last >= view.AsOf
                && last <= limit
                && !view.EntriesEnded.Contains(entry.Id))
            .OrderBy(entry => entry.Recurrence.Last!.Value)
            .ThenBy(entry => entry.Id)
            .Select(entry => Warn(view, entry, entry.Recurrence.Last!.Value));
    }

    private static Warning Warn(WarningView view, IncomeEntryRecorded entry, LocalDate last)
        => view.Warn(
            WarningKind.IncomeEnding,
            last,
            entry.Amount,
            [entry.Id],
            new WarningEvidence.Ending(entry.Source, entry.Recurrence.Frequency, Period.DaysBetween(view.AsOf, last)));
}
