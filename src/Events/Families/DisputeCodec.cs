using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>Disputes: message and record.</summary>
internal static class DisputeCodec
{
    public static V1.ChargeDisputed MessageOf(ChargeDisputed happened, in TextSealer texts)
    {
        var message = new V1.ChargeDisputed
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.Date),
            Charge = Uuid.Of(happened.Charge),
            Note = texts.Seal(happened.Note, V1.ChargeDisputed.NoteFieldNumber),
        };
        if (happened.Amount is { } amount)
        {
            message.AmountCents = amount.Cents;
        }

        return message;
    }

    public static ChargeDisputed ChargeDisputed(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId charge = default;
        Money? amount = null;
        PersonalText? note = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ChargeDisputed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ChargeDisputed.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ChargeDisputed.ChargeFieldNumber:
                    charge = reader.Fact();
                    break;
                case V1.ChargeDisputed.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.ChargeDisputed.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ChargeDisputed(id, date, charge, amount, note);
    }

    public static V1.DisputeClosed MessageOf(DisputeClosed happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Dispute = Uuid.Of(happened.Dispute),
        Outcome = (V1.DisputeOutcome)happened.Outcome,
    };

    public static DisputeClosed DisputeClosed(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId dispute = default;
        var outcome = DisputeOutcome.Unspecified;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.DisputeClosed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.DisputeClosed.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.DisputeClosed.DisputeFieldNumber:
                    dispute = reader.Fact();
                    break;
                case V1.DisputeClosed.OutcomeFieldNumber:
                    outcome = (DisputeOutcome)reader.Int32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new DisputeClosed(id, date, dispute, outcome);
    }
}
