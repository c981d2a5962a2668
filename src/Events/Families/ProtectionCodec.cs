using System.Collections.Immutable;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>Addresses, protection, consents and erasure: message and record.</summary>
internal static class ProtectionCodec
{
    public static V1.AddressRecorded MessageOf(AddressRecorded happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Street = texts.Seal(happened.Street, V1.AddressRecorded.StreetFieldNumber),
        Place = texts.Seal(happened.Place, V1.AddressRecorded.PlaceFieldNumber),
    };

    public static AddressRecorded AddressRecorded(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        PersonalText? street = null;
        PersonalText? place = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.AddressRecorded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.AddressRecorded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.AddressRecorded.StreetFieldNumber:
                    street = texts.Open(ref reader);
                    break;
                case V1.AddressRecorded.PlaceFieldNumber:
                    place = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new AddressRecorded(id, date, street, place);
    }

    public static V1.ProtectionDecided MessageOf(ProtectionDecided happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        IsProtected = happened.IsProtected,
        ReasonCode = happened.ReasonCode,
    };

    public static ProtectionDecided ProtectionDecided(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var isProtected = false;
        var reasonCode = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ProtectionDecided.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ProtectionDecided.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ProtectionDecided.IsProtectedFieldNumber:
                    isProtected = reader.Flag();
                    break;
                case V1.ProtectionDecided.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ProtectionDecided(id, date, isProtected, reasonCode);
    }

    public static V1.ConsentGiven MessageOf(ConsentGiven happened)
    {
        var message = new V1.ConsentGiven
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.Date),
            Recipient = happened.Recipient.Value,
            Purpose = happened.Purpose,
            Period = Spans.Of(happened.Period),
        };
        message.Parts.AddRange(happened.Parts);
        return message;
    }

    public static ConsentGiven ConsentGiven(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var recipient = new StaffId("");
        var purpose = "";
        var parts = ImmutableArray.CreateBuilder<string>();
        DateSpan period = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ConsentGiven.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ConsentGiven.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ConsentGiven.RecipientFieldNumber:
                    recipient = new StaffId(reader.Word());
                    break;
                case V1.ConsentGiven.PurposeFieldNumber:
                    purpose = reader.Word();
                    break;
                case V1.ConsentGiven.PartsFieldNumber:
                    parts.Add(reader.Word());
                    break;
                case V1.ConsentGiven.PeriodFieldNumber:
                    period = reader.Span();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ConsentGiven(id, date, recipient, purpose, new ValueList<string>(parts.DrainToImmutable()), period);
    }

    public static V1.ConsentWithdrawn MessageOf(ConsentWithdrawn happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Consent = Uuid.Of(happened.Consent),
    };

    public static ConsentWithdrawn ConsentWithdrawn(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId consent = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ConsentWithdrawn.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ConsentWithdrawn.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ConsentWithdrawn.ConsentFieldNumber:
                    consent = reader.Fact();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ConsentWithdrawn(id, date, consent);
    }

    public static V1.HouseholdErased MessageOf(HouseholdErased happened) => new()
    {
        EffectiveDay = CivilDay.Of(happened.Date),
        ReasonCode = happened.ReasonCode,
    };

    public static HouseholdErased HouseholdErased(FieldReader reader)
    {
        var date = CivilDay.Epoch;
        var reasonCode = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.HouseholdErased.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.HouseholdErased.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new HouseholdErased(date, reasonCode);
    }
}
