using System.Collections.Immutable;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>What reaches a creditor and goes back: message and record.</summary>
internal static class PaymentCodec
{
    public static V1.PaymentRecorded MessageOf(PaymentRecorded happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.ValueDate),
        Creditor = happened.Creditor.Value,
        AmountCents = happened.Amount.Cents,
        Designation = happened.Designation is { } designation ? MessageOf(designation) : null,
        CapitalFirst = happened.CapitalFirst,
        Payer = texts.Seal(happened.Payer, V1.PaymentRecorded.PayerFieldNumber),
        Remittance = texts.Seal(happened.Remittance, V1.PaymentRecorded.RemittanceFieldNumber),
    };

    public static PaymentRecorded PaymentRecorded(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var valueDate = CivilDay.Epoch;
        var creditor = new CreditorId("");
        var amount = Money.Zero;
        Designation? designation = null;
        var capitalFirst = false;
        PersonalText? payer = null;
        PersonalText? remittance = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.PaymentRecorded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.PaymentRecorded.EffectiveDayFieldNumber:
                    valueDate = reader.Day();
                    break;
                case V1.PaymentRecorded.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.PaymentRecorded.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.PaymentRecorded.DesignationFieldNumber:
                    designation = DesignationOf(reader.Message());
                    break;
                case V1.PaymentRecorded.CapitalFirstFieldNumber:
                    capitalFirst = reader.Flag();
                    break;
                case V1.PaymentRecorded.PayerFieldNumber:
                    payer = texts.Open(ref reader);
                    break;
                case V1.PaymentRecorded.RemittanceFieldNumber:
                    remittance = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new PaymentRecorded(id, valueDate, creditor, amount, designation, capitalFirst, payer, remittance);
    }

    public static V1.PaymentReversed MessageOf(PaymentReversed happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.ReturnDate),
        Payment = Uuid.Of(happened.Payment),
        ReasonCode = happened.ReasonCode,
    };

    public static PaymentReversed PaymentReversed(FieldReader reader)
    {
        FactId id = default;
        var returnDate = CivilDay.Epoch;
        FactId payment = default;
        var reasonCode = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.PaymentReversed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.PaymentReversed.EffectiveDayFieldNumber:
                    returnDate = reader.Day();
                    break;
                case V1.PaymentReversed.PaymentFieldNumber:
                    payment = reader.Fact();
                    break;
                case V1.PaymentReversed.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new PaymentReversed(id, returnDate, payment, reasonCode);
    }

    public static V1.PaymentRefunded MessageOf(PaymentRefunded happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Payment = Uuid.Of(happened.Payment),
        AmountCents = happened.Amount.Cents,
    };

    public static PaymentRefunded PaymentRefunded(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId payment = default;
        var amount = Money.Zero;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.PaymentRefunded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.PaymentRefunded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.PaymentRefunded.PaymentFieldNumber:
                    payment = reader.Fact();
                    break;
                case V1.PaymentRefunded.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new PaymentRefunded(id, date, payment, amount);
    }

    private static V1.Designation MessageOf(Designation designation)
    {
        var message = new V1.Designation { DesignatedBy = (V1.DesignatedBy)designation.By };
        foreach (var part in designation.Parts)
        {
            var target = new V1.DesignatedPart { Target = Uuid.Of(part.Target) };
            if (part.Amount is { } amount)
            {
                target.AmountCents = amount.Cents;
            }

            message.Parts.Add(target);
        }

        return message;
    }

    private static Designation DesignationOf(FieldReader reader)
    {
        var by = DesignatedBy.Unspecified;
        var parts = ImmutableArray.CreateBuilder<DesignatedPart>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.Designation.DesignatedByFieldNumber:
                    by = (DesignatedBy)reader.Int32();
                    break;
                case V1.Designation.PartsFieldNumber:
                    parts.Add(PartOf(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new Designation(by, new ValueList<DesignatedPart>(parts.DrainToImmutable()));
    }

    private static DesignatedPart PartOf(FieldReader reader)
    {
        FactId target = default;
        Money? amount = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.DesignatedPart.TargetFieldNumber:
                    target = reader.Fact();
                    break;
                case V1.DesignatedPart.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new DesignatedPart(target, amount);
    }
}
