using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using FsCheck;
using FsCheck.Fluent;

namespace BudgetCoaching.Events.Tests;

public class RoundTripTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Fact]
    public void Every_household_event_comes_back_as_it_was()
    {
        using var seal = Samples.Key.CreateSeal();
        Prop.ForAll(AnyEvents.Household, happened =>
        {
            var stored = EventCodec.Encode(happened, Samples.Place, seal);
            return EventCodec.Decode(stored.Name, stored.Bytes, Samples.Place, seal).Equals(happened);
        }).Check(Thorough);
    }

    [Fact]
    public void Every_agency_event_comes_back_as_it_was()
    {
        Prop.ForAll(AnyEvents.Agency, happened =>
        {
            var stored = AgencyEventCodec.Encode(happened);
            return AgencyEventCodec.Decode(stored.Name, stored.Bytes).Equals(happened);
        }).Check(Thorough);
    }

    [Fact]
    public void Values_that_are_not_as_shipped_come_back_and_those_that_are_leave_no_bytes()
    {
        var shipped = ShippedDefaults.Values;
        var other = shipped with
        {
            Warnings = new WarningValues(1, 2, 3, 4, 5, 6, 7, 8, 9), Empowerment = new EmpowermentValues([1, 0, 2, 0, 3, 0], 7),
        };
        var set = new ParameterSet(new ParameterSetId("other"), ShippedDefaults.ValidFrom, ShippedDefaults.PublishedOn, other, "");
        var stored = AgencyEventCodec.Encode(new AgencyEvent.ParameterSetPublished(set));

        AgencyEventCodec.Decode(stored.Name, stored.Bytes).Should().Be(new AgencyEvent.ParameterSetPublished(set));
        var bytes = V1.ParameterSetPublished.Parser.ParseFrom(
            AgencyEventCodec.Encode(new AgencyEvent.ParameterSetPublished(set with { Values = shipped })).Bytes);
        bytes.Values.Warnings.Should().BeNull();
        bytes.Values.Empowerment.Should().BeNull();
        ParameterContent.Hash(other).Should().NotBe(ParameterContent.Hash(shipped));
    }

    [Fact]
    public void Figures_are_the_same_without_the_key_and_texts_are_unreadable()
    {
        using var seal = Samples.Key.CreateSeal();
        foreach (var happened in Samples.HouseholdEvents)
        {
            var stored = EventCodec.Encode(happened, Samples.Place, seal);
            var figures = EventCodec.DecodeFigures(stored.Name, stored.Bytes);
            figures.Should().Be(EventCodec.Decode(stored.Name, stored.Bytes, Samples.Place, seal: null));
            figures.Effective.Should().Be(happened.Effective);
        }

        var payment = Samples.HouseholdEvents.OfType<HouseholdEvent.PaymentRecorded>().Single();
        var encoded = EventCodec.Encode(payment, Samples.Place, seal);
        EventCodec.DecodeFigures(encoded.Name, encoded.Bytes).Should().Be(
            payment with { Payer = PersonalText.Unreadable, Remittance = PersonalText.Unreadable });
    }

    [Fact]
    public void The_samples_hold_every_kind_once()
    {
        Samples.HouseholdEvents.Select(e => e.GetType()).Should().BeEquivalentTo(AnyEvents.HouseholdKinds);
        Samples.AgencyEvents.Select(e => e.GetType()).Should().BeEquivalentTo(AnyEvents.AgencyKinds);
        var names = Samples.HouseholdEvents.Select(e => EventCodec.NameOf(e).Name)
            .Concat(Samples.AgencyEvents.Select(e => AgencyEventCodec.NameOf(e).Name));
        names.Should().BeEquivalentTo(EventNames.All);
    }

    [Fact]
    public void A_correction_can_replace_every_kind_of_fact()
    {
        var fields = V1.FactCorrected.Descriptor.Oneofs[0].Fields;
        fields.Select(f => f.MessageType.Name).Should().BeEquivalentTo(
            Samples.HouseholdEvents.OfType<HouseholdEvent.Fact>().Select(f => EventCodec.NameOf(f).Name));
        fields.Min(f => f.FieldNumber).Should().Be(16);
        V1.FactCorrected.Descriptor.Fields.InFieldNumberOrder().Count(f => f.FieldNumber < 16).Should().Be(5);
    }

    [Fact]
    public void The_origin_of_an_event_comes_back_as_it_was()
    {
        var stored = MetaCodec.Encode(Samples.Origin);
        var read = MetaCodec.Decode(Samples.Origin.EventId, stored);
        read.RequestDigest.ToArray().Should().Equal(Samples.Origin.RequestDigest.ToArray());
        read.Should().Be(Samples.Origin with { RequestDigest = read.RequestDigest });
    }

    [Fact]
    public void Fields_of_a_later_program_are_skipped()
    {
        using var seal = Samples.Key.CreateSeal();
        var cash = Samples.HouseholdEvents.OfType<HouseholdEvent.CashCounted>().Single();
        var stored = EventCodec.Encode(cash, Samples.Place, seal);
        byte[] number = [0xa0, 0x06, 0x96, 0x01];
        byte[] bytes = [0xa2, 0x06, 0x01, 0x00];
        byte[] eightBytes = [0xa1, 0x06, 1, 2, 3, 4, 5, 6, 7, 8];
        byte[] fourBytes = [0xa5, 0x06, 1, 2, 3, 4];
        byte[] later = [.. stored.Bytes, .. number, .. bytes, .. eightBytes, .. fourBytes];
        EventCodec.DecodeFigures(stored.Name, later).Should().Be(cash);
    }

    [Fact]
    public void An_unknown_kind_or_schema_is_named()
    {
        var unknown = () => EventCodec.DecodeFigures(new EventName("MoonPhaseObserved", 1), []);
        unknown.Should().Throw<UnknownEventException>().Which.Name.Should().Be(new EventName("MoonPhaseObserved", 1));
        var later = () => EventCodec.DecodeFigures(new EventName(EventNames.CashCounted, 2), []);
        later.Should().Throw<UnknownEventException>().WithMessage("*'CashCounted' with schema 2*");
        var agency = () => AgencyEventCodec.Decode(new EventName(EventNames.CashCounted, 1), []);
        agency.Should().Throw<UnknownEventException>();
    }

    [Fact]
    public void A_replacement_of_an_unknown_kind_is_never_read_as_a_void()
    {
        byte[] replacedByField99 = [0x9a, 0x06, 0x00];
        var read = () => EventCodec.DecodeFigures(new EventName(EventNames.FactCorrected, 1), replacedByField99);
        read.Should().Throw<MalformedEventException>().Which.Name.Name.Should().Be(EventNames.FactCorrected);
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_read_and_never_fail_otherwise()
    {
        using var seal = Samples.Key.CreateSeal();
        var random = new Random(20260302);
        var refused = 0;
        foreach (var happened in Samples.HouseholdEvents)
        {
            var stored = EventCodec.Encode(happened, Samples.Place, seal);
            for (var round = 0; round < 200; round++)
            {
                var damaged = stored.Bytes[..random.Next(stored.Bytes.Length + 1)];
                if (damaged.Length > 0)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                try
                {
                    EventCodec.Decode(stored.Name, damaged, Samples.Place, seal);
                }
                catch (MalformedEventException)
                {
                    refused++;
                }
            }
        }

        refused.Should().BeGreaterThan(1_000);
    }
}
