using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Events.Families;
using Google.Protobuf;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Events;

/// <summary>An agency's events from records to stored bytes and back: one switch each way. They are few and in clear.</summary>
public static class AgencyEventCodec
{
    public static EncodedEvent Encode(AgencyEvent happened) => new(NameOf(happened), MessageOf(happened).ToByteArray());

    /// <exception cref="UnknownEventException">A kind or schema of a later program.</exception>
    /// <exception cref="MalformedEventException">The bytes do not follow the schema.</exception>
    public static AgencyEvent Decode(EventName name, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Read(name, bytes);
        }
        catch (Exception malformed) when (malformed is InvalidProtocolBufferException or InvalidDataException)
        {
            throw new MalformedEventException(name, malformed);
        }
    }

    public static EventName NameOf(AgencyEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var name = happened switch
        {
            AgencyCreated => EventNames.AgencyCreated,
            CreditorRegistered => EventNames.CreditorRegistered,
            OwnIdMapped => EventNames.OwnIdMapped,
            FlatRegistered => EventNames.FlatRegistered,
            PlacesHeld => EventNames.PlacesHeld,
            ParameterSetPublished => EventNames.ParameterSetPublished,
            _ => throw new InvalidOperationException($"{happened.GetType().Name} has no stored name."),
        };
        return new EventName(name, EventNames.Schema);
    }

    private static IMessage MessageOf(AgencyEvent happened) => happened switch
    {
        AgencyCreated e => AgencyCodec.MessageOf(e),
        CreditorRegistered e => AgencyCodec.MessageOf(e),
        OwnIdMapped e => AgencyCodec.MessageOf(e),
        FlatRegistered e => FlatCodec.MessageOf(e),
        PlacesHeld e => FlatCodec.MessageOf(e),
        ParameterSetPublished e => AgencyCodec.MessageOf(e.Set),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} has no stored form."),
    };

    private static AgencyEvent Read(EventName name, ReadOnlySpan<byte> bytes) => name.Name switch
    {
        _ when name.Schema != EventNames.Schema => throw new UnknownEventException(name),
        EventNames.AgencyCreated => AgencyCodec.Read(V1.AgencyCreated.Parser.ParseFrom(bytes)),
        EventNames.CreditorRegistered => AgencyCodec.Read(V1.CreditorRegistered.Parser.ParseFrom(bytes)),
        EventNames.OwnIdMapped => AgencyCodec.Read(V1.OwnIdMapped.Parser.ParseFrom(bytes)),
        EventNames.FlatRegistered => FlatCodec.Read(V1.FlatRegistered.Parser.ParseFrom(bytes)),
        EventNames.PlacesHeld => FlatCodec.Read(V1.PlacesHeld.Parser.ParseFrom(bytes)),
        EventNames.ParameterSetPublished => new ParameterSetPublished(AgencyCodec.Read(V1.ParameterSetPublished.Parser.ParseFrom(bytes))),
        _ => throw new UnknownEventException(name),
    };
}
