using BudgetCoaching.Domain;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Agencies.AgencyEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>An agency's flats and the places held in them: message and record.</summary>
internal static class FlatCodec
{
    public static V1.FlatRegistered MessageOf(FlatRegistered happened) => new()
    {
        Flat = happened.Flat.Value,
        EffectiveDay = CivilDay.Of(happened.Date),
        District = happened.District,
        Places = happened.Places,
    };

    public static FlatRegistered Read(V1.FlatRegistered message) =>
        new(new FlatId(message.Flat), CivilDay.ToDate(message.EffectiveDay), message.District, message.Places);

    public static V1.PlacesHeld MessageOf(PlacesHeld happened) => new()
    {
        Hosting = Uuid.Of(happened.Hosting),
        Flat = happened.Flat.Value,
        EffectiveDay = CivilDay.Of(happened.Date),
        Period = Spans.Of(happened.Period),
        Persons = happened.Persons,
    };

    public static PlacesHeld Read(V1.PlacesHeld message) => new(
        new FactId(Uuid.Read(message.Hosting)),
        new FlatId(message.Flat),
        CivilDay.ToDate(message.EffectiveDay),
        Spans.Read(message.Period ?? throw new InvalidDataException("Places held for no time.")),
        message.Persons);
}
