using BudgetCoaching.Domain.Ledgers;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>EW7: nobody spoke with the household for the agency's days while its arrears grew, or nothing of a charge was paid.</summary>
internal static class Silence
{
    public static Warning? Find(WarningView view, CreditorStanding standing)
    {
        var trend = standing.Trend.Class;
        if (trend is not (TrendClass.Worsening or TrendClass.NonPayment))
        {
            return null;
        }

        var contact = view.LastContact;
        var since = contact?.Date ?? view.Facts.Enrolment!.Date;
        var days = Period.DaysBetween(since, view.AsOf);
        return days < view.Values.SilenceDays
            ? null
            : view.Warn(
                WarningKind.Silence,
                since.PlusDays(view.Values.SilenceDays),
                standing.Figures.Stock,
                contact is null ? [] : [contact.Id],
                new WarningEvidence.NoContact(since, contact is not null, days, trend),
                standing.Timeline.Creditor);
    }
}
