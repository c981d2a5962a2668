using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events.Wire;

namespace BudgetCoaching.Events.Families;

/// <summary>An agency's planning values: message and record.</summary>
internal static class PlanningCodec
{
    public static V1.PlanningValues MessageOf(PlanningValues values)
    {
        var message = new V1.PlanningValues
        {
            LikelyIncomePpm = values.LikelyIncomePpm,
            UncertainIncomePpm = values.UncertainIncomePpm,
            SavingLineCents = values.SavingLine.Cents,
            InstalmentCapPpm = values.InstalmentCapPpm,
            RentBurdenPpm = values.RentBurdenPpm,
            ReserveDays = values.ReserveDays,
            Floor = (V1.FloorBasis)values.Floor,
            FloorBlocks = values.FloorBlocks,
            PlanInterest = (V1.PlanInterestRule)values.PlanInterest,
        };
        message.OwnBasketCents.AddRange(values.OwnBasket.Select(amount => amount.Cents));
        message.SocialAllowance.AddRange(values.SocialAllowance.Select(row => new V1.DatedAmount
        {
            ValidFromDay = CivilDay.Of(row.ValidFrom),
            PublishedDay = CivilDay.Of(row.PublishedOn),
            AmountCents = row.Amount.Cents,
            Source = row.Source,
        }));
        message.LegalInterest.AddRange(values.LegalInterest.Select(row => new V1.DatedRate
        {
            ValidFromDay = CivilDay.Of(row.ValidFrom),
            PublishedDay = CivilDay.Of(row.PublishedOn),
            YearlyPpm = row.YearlyPpm,
            Source = row.Source,
        }));
        return message;
    }

    public static PlanningValues Read(V1.PlanningValues message) => new(
        LikelyIncomePpm: message.LikelyIncomePpm,
        UncertainIncomePpm: message.UncertainIncomePpm,
        SavingLine: new Money(message.SavingLineCents),
        InstalmentCapPpm: message.InstalmentCapPpm,
        RentBurdenPpm: message.RentBurdenPpm,
        ReserveDays: message.ReserveDays,
        Floor: (FloorBasis)message.Floor,
        FloorBlocks: message.FloorBlocks,
        SocialAllowance: message.SocialAllowance
            .Select(row => new DatedAmount(
                CivilDay.ToDate(row.ValidFromDay), CivilDay.ToDate(row.PublishedDay), new Money(row.AmountCents), row.Source))
            .ToValueList(),
        OwnBasket: message.OwnBasketCents.Select(cents => new Money(cents)).ToValueList(),
        PlanInterest: (PlanInterestRule)message.PlanInterest,
        LegalInterest: message.LegalInterest
            .Select(row => new DatedRate(
                CivilDay.ToDate(row.ValidFromDay), CivilDay.ToDate(row.PublishedDay), row.YearlyPpm, row.Source))
            .ToValueList());
}
