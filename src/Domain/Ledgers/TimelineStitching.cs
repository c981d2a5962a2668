using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>
/// Makes one series of figures out of passes under different rules: each day's figures are those of a whole computation by the set in
/// force on that day (R60), and sets that impute alike share a pass.
/// </summary>
internal static class TimelineStitching
{
    public static TimelineStep[] Steps(CreditorBook book, ParameterHistory history)
    {
        if (book.Entries.Length == 0)
        {
            return [];
        }

        var writer = new StepWriter();
        var segments = Segments(history);
        for (var i = 0; i < segments.Count; i++)
        {
            var (from, rules) = segments[i];
            var end = i + 1 < segments.Count ? segments[i + 1].From : int.MaxValue;
            if (end > book.Entries[0].Day)
            {
                Write(book, rules, from, Math.Min(end - 1, DayNumber.Max), writer);
            }
        }

        return writer.Finish();
    }

    /// <summary>First day and rules of each segment, ascending; the first one reaches back without end.</summary>
    private static List<(int From, ImputationRules Rules)> Segments(ParameterHistory history)
    {
        var segments = new List<(int From, ImputationRules Rules)> { (int.MinValue, ImputationRules.Of(null)) };
        foreach (var boundary in history.Boundaries())
        {
            var rules = ImputationRules.Of(history.InForce(boundary));
            if (rules != segments[^1].Rules)
            {
                segments.Add((DayNumber.Of(boundary), rules));
            }
        }

        return segments;
    }

    private static void Write(CreditorBook book, ImputationRules rules, int from, int last, StepWriter writer)
    {
        using var own = new ImputationPass(book, rules).Run(last);
        using var planless = book.Plans.Length == 0 ? null : new ImputationPass(book, rules, ignorePlans: true).Run(last);
        var steps = own.All;
        var stocks = planless is null ? steps : planless.All;
        writer.MakeRoom(steps.Length);
        var step = Opening(steps, from);
        var stock = Opening(stocks, from);
        while (step < steps.Length || stock < stocks.Length)
        {
            var day = Math.Min(DayAt(steps, step), DayAt(stocks, stock));
            step += step < steps.Length && steps[step].Day == day ? 1 : 0;
            stock += stock < stocks.Length && stocks[stock].Day == day ? 1 : 0;
            if (step == 0)
            {
                continue;
            }

            writer.Add(Math.Max(day, from), in steps[step - 1], stock == 0 ? 0 : stocks[stock - 1].Overdue);
        }
    }

    private static int DayAt(ReadOnlySpan<DayFigures> steps, int at) => at < steps.Length ? steps[at].Day : int.MaxValue;

    /// <summary>The step that holds on the first day of a segment.</summary>
    private static int Opening(ReadOnlySpan<DayFigures> steps, int from)
    {
        var at = 0;
        while (at + 1 < steps.Length && steps[at + 1].Day <= from)
        {
            at++;
        }

        return at;
    }

    /// <summary>Collects steps with dates; successive days often share the oldest due date.</summary>
    private sealed class StepWriter
    {
        private TimelineStep[] steps = [];
        private int count;
        private int sinceDay;
        private LocalDate since;

        public void MakeRoom(int more) => Array.Resize(ref steps, count + more);

        public void Add(int day, in DayFigures figures, long stock)
        {
            if (figures.Since != 0 && figures.Since != sinceDay)
            {
                sinceDay = figures.Since;
                since = DayNumber.ToDate(sinceDay);
            }

            var added = new ArrearsFigures(
                new Money(figures.Overdue),
                new Money(figures.DueToday),
                new Money(figures.NotYetDue),
                new Money(figures.Scheduled),
                new Money(figures.Disputed),
                new Money(stock),
                new Money(figures.Unallocated),
                new Money(figures.PlanInterest),
                figures.Since == 0 ? null : since);
            var date = DayNumber.ToDate(day);
            if (count > 0 && steps[count - 1].Day == date)
            {
                count--;
            }

            if (count > 0 && steps[count - 1].Figures == added)
            {
                return;
            }

            if (count == steps.Length)
            {
                Array.Resize(ref steps, Math.Max(count * 2, 4));
            }

            steps[count++] = new TimelineStep(date, added);
        }

        public TimelineStep[] Finish() => count == steps.Length ? steps : steps[..count];
    }
}
