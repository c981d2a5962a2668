using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Wire;
using Google.Protobuf;

namespace BudgetCoaching.Events;

/// <summary>Who recorded an event and for which request (R2), as stored beside it.</summary>
public static class MetaCodec
{
    /// <summary>The event id is not part of it: the log holds it in a field of its own.</summary>
    public static byte[] Encode(EntryOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var message = new V1.Meta
        {
            Actor = origin.Actor,
            Role = origin.Role,
            Unverified = origin.Unverified,
            Agency = origin.Agency.Value,
            Source = origin.Source,
            Correlation = origin.Correlation,
            Causation = origin.Causation,
            RequestId = origin.RequestId,
            RequestDigest = ByteString.CopyFrom(origin.RequestDigest.Span),
            ReasonCode = origin.ReasonCode,
        };
        return message.ToByteArray();
    }

    /// <exception cref="MalformedEventException">The bytes are no meta.</exception>
    public static EntryOrigin Decode(Guid eventId, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Read(eventId, new FieldReader(bytes));
        }
        catch (InvalidDataException malformed)
        {
            throw new MalformedEventException(new EventName(nameof(V1.Meta), EventNames.Schema), malformed);
        }
    }

    private static EntryOrigin Read(Guid eventId, FieldReader reader)
    {
        string actor = "", role = "", agency = "", source = "", correlation = "", causation = "", requestId = "", reasonCode = "";
        var unverified = false;
        byte[] digest = [];
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.Meta.ActorFieldNumber:
                    actor = reader.Word();
                    break;
                case V1.Meta.RoleFieldNumber:
                    role = reader.Word();
                    break;
                case V1.Meta.UnverifiedFieldNumber:
                    unverified = reader.Flag();
                    break;
                case V1.Meta.AgencyFieldNumber:
                    agency = reader.Word();
                    break;
                case V1.Meta.SourceFieldNumber:
                    source = reader.Word();
                    break;
                case V1.Meta.CorrelationFieldNumber:
                    correlation = reader.Text();
                    break;
                case V1.Meta.CausationFieldNumber:
                    causation = reader.Text();
                    break;
                case V1.Meta.RequestIdFieldNumber:
                    requestId = reader.Text();
                    break;
                case V1.Meta.RequestDigestFieldNumber:
                    digest = reader.Bytes().ToArray();
                    break;
                case V1.Meta.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new EntryOrigin(
            eventId, actor, role, unverified, source, new AgencyId(agency), requestId, digest, correlation, causation, reasonCode);
    }
}
