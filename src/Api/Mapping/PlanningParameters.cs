using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Parameters;

namespace BudgetCoaching.Api.Mapping;

/// <summary>An agency's planning values and their dated tables between contract and domain.</summary>
internal static class PlanningParameters
{
    public static PlanningValues Read(Fields fields, V1.PlanningValues wire) => new(
        wire.LikelyIncomePpm,
        wire.UncertainIncomePpm,
        fields.MoneyOrZero("saving_line", wire.SavingLine),
        wire.InstalmentCapPpm,
        wire.RentBurdenPpm,
        wire.ReserveDays,
        fields.Choice("floor", (FloorBasis)wire.Floor),
        wire.FloorBlocks,
        wire.SocialAllowance.Select((row, i) => Read(fields.At("social_allowance", i), row)).ToValueList(),
        wire.OwnBasket.Select((amount, i) => fields.MoneyOrZero($"own_basket[{i}]", amount)).ToValueList(),
        fields.Choice("plan_interest", (PlanInterestRule)wire.PlanInterest),
        wire.LegalInterest.Select((row, i) => Read(fields.At("legal_interest", i), row)).ToValueList());

    public static V1.PlanningValues ToWire(PlanningValues values)
    {
        var wire = new V1.PlanningValues
        {
            LikelyIncomePpm = values.LikelyIncomePpm,
            UncertainIncomePpm = values.UncertainIncomePpm,
            SavingLine = values.SavingLine.ToWire(),
            InstalmentCapPpm = values.InstalmentCapPpm,
            RentBurdenPpm = values.RentBurdenPpm,
            ReserveDays = values.ReserveDays,
            Floor = (V1.FloorBasis)values.Floor,
            FloorBlocks = values.FloorBlocks,
            PlanInterest = (V1.PlanInterestRule)values.PlanInterest,
        };
        wire.OwnBasket.Add(values.OwnBasket.Select(amount => amount.ToWire()));
        wire.SocialAllowance.Add(values.SocialAllowance.Select(row => new V1.DatedAmount
        {
            ValidFromDate = row.ValidFrom.ToWire(),
            PublicationDate = row.PublishedOn.ToWire(),
            Amount = row.Amount.ToWire(),
            Source = row.Source,
        }));
        wire.LegalInterest.Add(values.LegalInterest.Select(row => new V1.DatedRate
        {
            ValidFromDate = row.ValidFrom.ToWire(),
            PublicationDate = row.PublishedOn.ToWire(),
            YearlyPpm = row.YearlyPpm,
            Source = row.Source,
        }));
        return wire;
    }

    private static DatedAmount Read(Fields fields, V1.DatedAmount wire) => new(
        fields.Date("valid_from_date", wire.ValidFromDate),
        fields.Date("publication_date", wire.PublicationDate),
        fields.Count("amount", wire.Amount),
        wire.Source);

    private static DatedRate Read(Fields fields, V1.DatedRate wire) => new(
        fields.Date("valid_from_date", wire.ValidFromDate),
        fields.Date("publication_date", wire.PublicationDate),
        wire.YearlyPpm,
        wire.Source);
}
