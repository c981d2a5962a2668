using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>On which days an entry falls.</summary>
public static class Occurrences
{
    /// <summary>
    /// Those whose day, after shift and changes, lies in [<paramref name="from"/>, <paramref name="to"/>], by planned date. A skipped one
    /// and one of nothing are left out. A need spread over the days has none.
    /// </summary>
    public static IReadOnlyList<Occurrence> Between(BudgetEntry entry, LocalDate from, LocalDate to)
    {
        var found = new List<Occurrence>();
        if (entry.IsSpread || to < from)
        {
            return found;
        }

        var earliest = from.PlusDays(-WorkingDays.ShiftDaysMax);
        var latest = to.PlusDays(WorkingDays.ShiftDaysMax);
        foreach (var change in entry.Changes)
        {
            earliest = LocalDate.Min(earliest, change.Planned);
            latest = LocalDate.Max(latest, change.Planned);
        }

        latest = entry.Recurrence.Last is { } last ? LocalDate.Min(latest, last) : latest;
        for (var i = FirstIndex(entry.Recurrence, earliest); Planned(entry, i) is { } planned && planned <= latest; i++)
        {
            var occurrence = At(entry, planned);
            if (occurrence.Amount.IsPositive && occurrence.Day >= from && occurrence.Day <= to)
            {
                found.Add(occurrence);
            }
        }

        return found;
    }

    /// <summary>Whether the rule alone, without shift or change, has an occurrence on the day.</summary>
    public static bool IsPlanned(BudgetEntry entry, LocalDate day)
        => !entry.IsSpread
            && (entry.Recurrence.Last is not { } last || day <= last)
            && Planned(entry, FirstIndex(entry.Recurrence, day)) == day;

    /// <summary>Dates by the rule alone from a day on; the entry must end.</summary>
    internal static int CountFrom(BudgetEntry entry, LocalDate day)
    {
        var count = 0;
        for (var i = FirstIndex(entry.Recurrence, day); Planned(entry, i) is { } planned && planned <= entry.Recurrence.Last; i++)
        {
            count += planned >= day ? 1 : 0;
        }

        return count;
    }

    /// <summary>The date by the rule alone; null after the only date of a one-off.</summary>
    internal static LocalDate? Planned(BudgetEntry entry, int index)
    {
        var first = entry.Recurrence.First;
        var (days, months) = Step(entry.Recurrence.Frequency);
        return days > 0 ? first.PlusDays(days * index)
            : months > 0 ? InstalmentSchedule.Monthly(first, entry.DayOfMonth ?? first.Day, months * index)
            : index == 0 ? first
            : null;
    }

    /// <summary>Days or months from one date to the next; both zero for a one-off.</summary>
    internal static (int Days, int Months) Step(Frequency frequency) => frequency switch
    {
        Frequency.OneOff => (0, 0),
        Frequency.Weekly => (7, 0),
        Frequency.TwoWeekly => (14, 0),
        Frequency.FourWeekly => (28, 0),
        Frequency.Monthly => (0, 1),
        Frequency.Bimonthly => (0, 2),
        Frequency.Quarterly => (0, 3),
        Frequency.Yearly => (0, 12),
        _ => throw new ArgumentOutOfRangeException(nameof(frequency), frequency, "An entry needs a frequency."),
    };

    /// <summary>An index from which on no date on or after the day is missed.</summary>
    private static int FirstIndex(Recurrence recurrence, LocalDate day)
    {
        var first = recurrence.First;
        if (day <= first)
        {
            return 0;
        }

        var (days, months) = Step(recurrence.Frequency);
        return days > 0 ? Period.DaysBetween(first, day) / days
            : months > 0 ? ((day.Year - first.Year) * 12 + day.Month - first.Month) / months
            : 0;
    }

    private static Occurrence At(BudgetEntry entry, LocalDate planned)
    {
        foreach (var change in entry.Changes)
        {
            if (change.Planned == planned)
            {
                return new Occurrence(
                    change.Day ?? WorkingDays.Shift(planned, entry.Shift), change.Amount ?? entry.Amount, planned);
            }
        }

        return new Occurrence(WorkingDays.Shift(planned, entry.Shift), entry.Amount, planned);
    }
}
