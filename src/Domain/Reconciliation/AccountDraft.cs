using NodaTime;

namespace BudgetCoaching.Domain.Reconciliation;

/// <summary>An account while its days are rebuilt. Facts come in their order.</summary>
/// <param name="tolerance">Differences up to this much count as rounding.</param>
/// <param name="beginsWithObservation">What was there before is known from the first observation only: days before it are left out.</param>
internal sealed class AccountDraft(Money tolerance, bool beginsWithObservation)
{
    private readonly List<CashDay> days = [];
    private readonly List<CashLine> lines = [];
    private readonly List<CashObservation> observations = [];
    private LocalDate day;

    public void Move(LocalDate date, CashLine line)
    {
        Turn(date);
        lines.Add(line);
    }

    public void Observe(LocalDate date, CashObservation observation)
    {
        Turn(date);
        observations.Add(observation);
    }

    public IReadOnlyList<CashDay> Finish()
    {
        Close();
        return days;
    }

    private void Turn(LocalDate date)
    {
        if (date != day)
        {
            Close();
            day = date;
        }
    }

    private void Close()
    {
        var isFirst = days.Count == 0;
        if (lines.Count + observations.Count > 0 && !(isFirst && beginsWithObservation && observations.Count == 0))
        {
            var start = isFirst ? Money.Zero : days[^1].Closing;
            var moved = Moved();
            var observed = Nearest(start + moved);
            var opens = isFirst && observed is not null && (beginsWithObservation || lines.Count == 0);
            days.Add(new CashDay(
                day,
                start,
                moved,
                observed,
                opens ? CashAgreement.Opening : Judge(start + moved, observed),
                [.. lines],
                [.. observations]));
        }

        lines.Clear();
        observations.Clear();
    }

    private Money Moved()
    {
        var moved = Money.Zero;
        foreach (var line in lines)
        {
            moved += line.Amount;
        }

        return moved;
    }

    /// <summary>The observations of a day come by id, so the first of the equally near has the lowest.</summary>
    private Money? Nearest(Money rebuilt)
    {
        Money? nearest = null;
        foreach (var observation in observations)
        {
            if (nearest is not { } best || Distance(rebuilt, observation.Balance) < Distance(rebuilt, best))
            {
                nearest = observation.Balance;
            }
        }

        return nearest;
    }

    private CashAgreement Judge(Money rebuilt, Money? observed)
    {
        if (observed is not { } figure)
        {
            return CashAgreement.Unobserved;
        }

        var distance = Distance(rebuilt, figure);
        return distance.IsZero ? CashAgreement.Exact
            : distance <= tolerance ? CashAgreement.WithinTolerance
            : CashAgreement.Odd;
    }

    private static Money Distance(Money left, Money right) => left < right ? right - left : left - right;
}
