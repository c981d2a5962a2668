using System.Globalization;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Wire;

namespace BudgetCoaching.Events.Sealing;

/// <summary>Seals the texts of one event being written.</summary>
internal readonly struct TextSealer(HouseholdSeal seal, EventPlace place, string prefix = "")
{
    /// <exception cref="InvalidOperationException">The text is unreadable: storing it would lose it.</exception>
    public V1.Sealed? Seal(PersonalText? text, int field)
    {
        if (text is null)
        {
            return null;
        }

        var words = text.Text ?? throw new InvalidOperationException("A text that cannot be read cannot be stored again.");
        return seal.Seal(words, place, SealPath.Of(prefix, field));
    }

    /// <summary>For the texts of the message in a field.</summary>
    public TextSealer Within(int field) => new(seal, place, SealPath.Of(prefix, field) + ".");

    /// <summary>For the texts of one message of a repeated field.</summary>
    public TextSealer Within(int field, int index) => new(seal, place, SealPath.Of(prefix, field, index) + ".");
}

/// <summary>Opens the texts of one event being read; without a seal they are skipped, at no cost, and unreadable.</summary>
internal readonly struct TextOpener(HouseholdSeal? seal, EventPlace place, string prefix = "")
{
    public PersonalText Open(ref FieldReader reader)
    {
        var bytes = reader.Bytes();
        return seal is null ? PersonalText.Unreadable : Open(new FieldReader(bytes), SealPath.Of(prefix, reader.Field));
    }

    public TextOpener Within(int field) => seal is null ? this : new(seal, place, SealPath.Of(prefix, field) + ".");

    public TextOpener Within(int field, int index) => seal is null ? this : new(seal, place, SealPath.Of(prefix, field, index) + ".");

    private PersonalText Open(FieldReader reader, string path)
    {
        var keyId = 0;
        ReadOnlySpan<byte> nonce = default;
        ReadOnlySpan<byte> ciphertext = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.Sealed.KeyIdFieldNumber:
                    keyId = reader.Int32();
                    break;
                case V1.Sealed.NonceFieldNumber:
                    nonce = reader.Bytes();
                    break;
                case V1.Sealed.CiphertextFieldNumber:
                    ciphertext = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return seal!.Open(keyId, nonce, ciphertext, place, path);
    }
}

/// <summary>
/// The place of a text within its event: field numbers from the outermost message inwards, joined by dots; an element of a repeated field
/// carries its index from 0 in brackets, as in <c>3[1].2</c>.
/// </summary>
internal static class SealPath
{
    public static string Of(string prefix, int field)
    {
        var number = field.ToString(CultureInfo.InvariantCulture);
        return prefix.Length == 0 ? number : prefix + number;
    }

    public static string Of(string prefix, int field, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{field}[{index}]");
}
