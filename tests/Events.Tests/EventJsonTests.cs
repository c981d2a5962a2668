using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;

namespace BudgetCoaching.Events.Tests;

public class EventJsonTests
{
    private static readonly HouseholdEvent.PaymentRecorded Payment =
        Samples.HouseholdEvents.OfType<HouseholdEvent.PaymentRecorded>().Single();

    [Fact]
    public void With_a_key_personal_texts_are_words()
    {
        using var seal = Samples.Key.CreateSeal();
        Text(EventCodec.Encode(Payment, Samples.Place, seal), Samples.Place, seal).Should().Be(
            """
            {"id":"f0000000-0000-4000-8000-000000000015","effectiveDay":"2026-03-02","creditor":"aler-cremona","amountCents":10000,
            "designation":{"designatedBy":"DESIGNATED_BY_DEBTOR","parts":[
            {"target":"f0000000-0000-4000-8000-000000000012","amountCents":6000},{"target":"f0000000-0000-4000-8000-000000000020"}]},
            "capitalFirst":true,"payer":"Anna Rossi","remittance":"affitto marzo"}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Without_a_key_they_are_sealed_and_all_else_is_the_same()
    {
        using var seal = Samples.Key.CreateSeal();
        var stored = EventCodec.Encode(Payment, Samples.Place, seal);
        Text(stored, Samples.Place, null).Should().Be(Text(stored, Samples.Place, seal)
            .Replace("Anna Rossi", EventJson.SealedMark, StringComparison.Ordinal)
            .Replace("affitto marzo", EventJson.SealedMark, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_sealed_for_another_event_is_shown_as_sealed()
    {
        using var seal = Samples.Key.CreateSeal();
        var stored = EventCodec.Encode(Payment, Samples.Place, seal);
        var elsewhere = Samples.Place with { EventId = Guid.Empty };
        Text(stored, elsewhere, seal).Should().Be(Text(stored, Samples.Place, null));
    }

    [Fact]
    public void Meta_is_an_object_too()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            EventJson.WriteMeta(json, MetaCodec.Encode(Samples.Origin));
        }

        Encoding.UTF8.GetString(buffer.WrittenSpan).Should().Be(
            """
            {"actor":"consultant-7","role":"consultant","unverified":true,"agency":"aler-cremona","source":"grpc",
            "correlation":"correlation-1","causation":"causation-1","requestId":"7d4f3a52-0000-4000-8000-00000000000a",
            "requestDigest":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","reasonCode":"late-bill"}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void An_unknown_kind_is_named()
    {
        using var json = new Utf8JsonWriter(new ArrayBufferWriter<byte>());
        var write = () => EventJson.Write(json, new EventName("Member", 1), [], Samples.Place, null);
        write.Should().Throw<UnknownEventException>().Which.Name.Name.Should().Be("Member");
    }

    internal static string Text(EncodedEvent stored, EventPlace place, HouseholdSeal? seal)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            EventJson.Write(json, stored.Name, stored.Bytes, place, seal);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
