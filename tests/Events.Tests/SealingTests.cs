using System.Text;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using Google.Protobuf;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Tests;

/// <summary>Personal texts are sealed from the first event and open in their own place only (R10).</summary>
public sealed class SealingTests : IDisposable
{
    private static readonly PaymentRecorded Payment = Samples.HouseholdEvents.OfType<PaymentRecorded>().Single();

    private readonly HouseholdSeal seal = Samples.Key.CreateSeal();

    public void Dispose() => seal.Dispose();

    [Fact]
    public void No_personal_word_is_among_the_stored_bytes()
    {
        foreach (var happened in Samples.HouseholdEvents)
        {
            var stored = Encoding.Latin1.GetString(EventCodec.Encode(happened, Samples.Place, seal).Bytes);
            foreach (var word in PersonalWords(happened))
            {
                stored.Should().NotContain(word);
            }
        }

        Samples.HouseholdEvents.SelectMany(PersonalWords).Should().HaveCount(33);
    }

    [Fact]
    public void A_text_does_not_open_in_another_event()
    {
        var stored = EventCodec.Encode(Payment, Samples.Place, seal);
        var elsewhere = Samples.Place with { EventId = Guid.Parse("c6a1f6de-7a55-5b0c-8d2e-0d8f4f6c1bff") };
        Read(stored, elsewhere).Payer.Should().Be(PersonalText.Unreadable);
    }

    [Fact]
    public void A_text_does_not_open_in_another_stream()
    {
        var stored = EventCodec.Encode(Payment, Samples.Place, seal);
        var elsewhere = Samples.Place with { Stream = "Household-0f8b6f3e-6a1c-4b7e-9d56-2f1f4f0b7a02" };
        Read(stored, elsewhere).Payer.Should().Be(PersonalText.Unreadable);
    }

    [Fact]
    public void A_text_does_not_open_in_another_field()
    {
        var stored = EventCodec.Encode(Payment, Samples.Place, seal);
        var message = V1.PaymentRecorded.Parser.ParseFrom(stored.Bytes);
        (message.Payer, message.Remittance) = (message.Remittance, message.Payer);
        var read = Read(stored with { Bytes = message.ToByteArray() }, Samples.Place);
        read.Payer.Should().Be(PersonalText.Unreadable);
        read.Remittance.Should().Be(PersonalText.Unreadable);
    }

    [Fact]
    public void A_name_does_not_open_for_another_member()
    {
        var composition = Samples.HouseholdEvents.OfType<CompositionRecorded>().Single();
        var stored = EventCodec.Encode(composition, Samples.Place, seal);
        var message = V1.CompositionRecorded.Parser.ParseFrom(stored.Bytes);
        (message.Members[0].FullName, message.Members[1].FullName) = (message.Members[1].FullName, message.Members[0].FullName);
        var read = (CompositionRecorded)EventCodec.Decode(stored.Name, message.ToByteArray(), Samples.Place, seal);
        read.Members.Select(m => m.Name).Should().Equal(PersonalText.Unreadable, PersonalText.Unreadable);
        read.SensitiveTags.Should().Be(composition.SensitiveTags);
    }

    [Fact]
    public void A_text_of_a_correction_does_not_open_outside_it()
    {
        var correction = Samples.HouseholdEvents.OfType<FactCorrected>().Single();
        var stored = EventCodec.Encode(correction, Samples.Place, seal);
        var inner = V1.FactCorrected.Parser.ParseFrom(stored.Bytes).ChargePosted.ToByteArray();
        var moved = (ChargePosted)EventCodec.Decode(new EventName(EventNames.ChargePosted, 1), inner, Samples.Place, seal);
        moved.Note.Should().Be(PersonalText.Unreadable);
        ((FactCorrected)EventCodec.Decode(stored.Name, stored.Bytes, Samples.Place, seal)).Should().Be(correction);
    }

    [Fact]
    public void A_changed_text_does_not_open()
    {
        var stored = EventCodec.Encode(Payment, Samples.Place, seal);
        var message = V1.PaymentRecorded.Parser.ParseFrom(stored.Bytes);
        var changed = message.Payer.Ciphertext.ToByteArray();
        changed[0] ^= 1;
        message.Payer.Ciphertext = ByteString.CopyFrom(changed);
        Read(stored with { Bytes = message.ToByteArray() }, Samples.Place).Payer.Should().Be(PersonalText.Unreadable);
    }

    [Fact]
    public void Another_key_opens_nothing()
    {
        using var other = new HouseholdKey(1, new byte[HouseholdKey.Length]).CreateSeal();
        var stored = EventCodec.Encode(Payment, Samples.Place, seal);
        ((PaymentRecorded)EventCodec.Decode(stored.Name, stored.Bytes, Samples.Place, other)).Payer.Should().Be(PersonalText.Unreadable);
    }

    [Fact]
    public void A_long_text_comes_back_whole()
    {
        var words = new string('è', 5_000);
        var stored = EventCodec.Encode(Payment with { Remittance = new PersonalText(words) }, Samples.Place, seal);
        Read(stored, Samples.Place).Remittance!.Text.Should().Be(words);
    }

    [Fact]
    public void What_cannot_be_read_cannot_be_stored_again()
    {
        var store = () => EventCodec.Encode(Payment with { Payer = PersonalText.Unreadable }, Samples.Place, seal);
        store.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void The_same_event_is_sealed_to_other_bytes_each_time()
    {
        var first = EventCodec.Encode(Payment, Samples.Place, seal).Bytes;
        var second = EventCodec.Encode(Payment, Samples.Place, seal).Bytes;
        second.Should().HaveSameCount(first);
        second.Should().NotEqual(first);
    }

    [Fact]
    public void A_request_has_one_digest_under_one_key()
    {
        byte[] canonical = [1, 2, 3];
        var digest = Samples.Key.Digest("budgetcoaching.v1.PostChargeRequest", canonical);
        digest.Should().HaveCount(32);
        Samples.Key.Digest("budgetcoaching.v1.PostChargeRequest", canonical).Should().Equal(digest);
        Samples.Key.Digest("budgetcoaching.v1.RecordPaymentRequest", canonical).Should().NotEqual(digest);
        var other = new HouseholdKey(1, new byte[HouseholdKey.Length]);
        other.Digest("budgetcoaching.v1.PostChargeRequest", canonical).Should().NotEqual(digest);
        RequestDigest.Plain("budgetcoaching.v1.PostChargeRequest", canonical).Should().NotEqual(digest);
    }

    [Fact]
    public void A_wrapped_key_opens_for_its_household_under_its_master_only()
    {
        var secret = Enumerable.Repeat((byte)7, HouseholdKey.Length).ToArray();
        var master = new MasterKey(Enumerable.Repeat((byte)9, MasterKey.Length).ToArray());
        var wrapped = master.Wrap(Samples.Household, 1, secret);
        wrapped.Should().HaveCount(MasterKey.WrappedLength);
        var expected = new HouseholdKey(1, secret).Digest("x", [1]);
        master.Unwrap(Samples.Household, 1, wrapped).Digest("x", [1]).Should().Equal(expected);

        var others = new Action[]
        {
            () => master.Unwrap(new HouseholdId(Guid.Empty), 1, wrapped),
            () => master.Unwrap(Samples.Household, 2, wrapped),
            () => new MasterKey(new byte[MasterKey.Length]).Unwrap(Samples.Household, 1, wrapped),
            () => master.Unwrap(Samples.Household, 1, wrapped[1..]),
        };
        foreach (var other in others)
        {
            other.Should().Throw<System.Security.Cryptography.CryptographicException>();
        }
    }

    private PaymentRecorded Read(EncodedEvent stored, EventPlace place) =>
        (PaymentRecorded)EventCodec.Decode(stored.Name, stored.Bytes, place, seal);

    private static IEnumerable<string> PersonalWords(HouseholdEvent happened) => WordsIn(happened);

    private static IEnumerable<string> WordsIn(object? value) => value switch
    {
        PersonalText text => [text.Text!],
        string or null => [],
        System.Collections.IEnumerable items => items.Cast<object?>().SelectMany(WordsIn),
        HouseholdEvent or Member => value.GetType().GetProperties()
            .Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => WordsIn(p.GetValue(value))),
        _ => [],
    };
}
