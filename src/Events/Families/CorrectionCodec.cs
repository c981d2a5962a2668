using System.Collections.Frozen;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using Google.Protobuf.Reflection;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>
/// Corrections hold a whole fact. Which field of the message holds which kind is read from its descriptor, so that the kinds are told
/// apart in one place only, <see cref="EventCodec"/>; a message is named as its kind is stored.
/// </summary>
internal static class CorrectionCodec
{
    private static readonly FrozenDictionary<string, FieldDescriptor> FieldOfKind =
        V1.FactCorrected.Descriptor.Oneofs[0].Fields.ToFrozenDictionary(f => f.MessageType.Name);

    private static readonly FrozenDictionary<int, string> KindOfField =
        V1.FactCorrected.Descriptor.Oneofs[0].Fields.ToFrozenDictionary(f => f.FieldNumber, f => f.MessageType.Name);

    public static V1.FactCorrected MessageOf(FactCorrected happened, in TextSealer texts)
    {
        var message = new V1.FactCorrected
        {
            Id = Uuid.Of(happened.Id),
            Original = Uuid.Of(happened.Original),
            Supersedes = Uuid.Of(happened.Supersedes),
            ReasonCode = happened.ReasonCode,
            OriginalEffectiveDay = CivilDay.Of(happened.OriginalEffective),
        };
        if (happened.Replacement is { } replacement)
        {
            var field = FieldOfKind[EventCodec.NameOf(replacement).Name];
            field.Accessor.SetValue(message, EventCodec.MessageOf(replacement, texts.Within(field.FieldNumber)));
        }

        return message;
    }

    public static FactCorrected FactCorrected(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        FactId original = default;
        FactId? supersedes = null;
        var reasonCode = "";
        var originalEffective = CivilDay.Epoch;
        Fact? replacement = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.FactCorrected.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.FactCorrected.OriginalFieldNumber:
                    original = reader.Fact();
                    break;
                case V1.FactCorrected.SupersedesFieldNumber:
                    supersedes = reader.Fact();
                    break;
                case V1.FactCorrected.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                case V1.FactCorrected.OriginalEffectiveDayFieldNumber:
                    originalEffective = reader.Day();
                    break;
                default:
                    replacement = ReplacementOf(ref reader, texts) ?? replacement;
                    break;
            }
        }

        return new FactCorrected(id, original, supersedes, reasonCode, replacement, originalEffective);
    }

    /// <summary>
    /// Null for a field of another kind. A replacement of a kind that this program does not know must not read as a void: it throws.
    /// </summary>
    private static Fact? ReplacementOf(ref FieldReader reader, in TextOpener texts)
    {
        const int FirstReplacementField = 16;
        if (KindOfField.TryGetValue(reader.Field, out var kind))
        {
            return (Fact)EventCodec.Read(new EventName(kind, EventNames.Schema), reader.Message(), texts.Within(reader.Field));
        }

        if (reader.Field >= FirstReplacementField)
        {
            throw new InvalidDataException($"Field {reader.Field} replaces a kind of fact unknown to this program.");
        }

        reader.Skip();
        return null;
    }
}
