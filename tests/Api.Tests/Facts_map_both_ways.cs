using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using Google.Protobuf;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Tests;

public class Facts_map_both_ways
{
    [Fact]
    public void A_fact_of_any_kind_survives_the_way_to_the_wire_and_back()
    {
        foreach (var fact in EveryFact.OfEveryKind)
        {
            var wire = V1.Fact.Parser.ParseFrom(HouseholdEvents.ToWire(fact).ToByteArray());
            var faults = new FieldFaults();

            HouseholdEvents.Read(faults.Root, EveryFact.Id, wire).Should().Be(fact);
            faults.Found.Should().BeEmpty();
        }
    }

    [Fact]
    public void No_kind_of_fact_is_left_out()
    {
        var kinds = typeof(HouseholdEvent).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(HouseholdEvent.Fact)) && !t.IsAbstract);

        EveryFact.OfEveryKind.Select(f => f.GetType()).Should().BeEquivalentTo(kinds);
        V1.Fact.Descriptor.Oneofs[0].Fields.Should().HaveCount(EveryFact.OfEveryKind.Length);
    }

    [Fact]
    public void Everything_malformed_is_named_at_once()
    {
        var faults = new FieldFaults();
        var payment = new V1.Payment
        {
            ValueDate = new Google.Type.Date { Year = 2026, Month = 2, Day = 30 },
            Creditor = "Not A Slug",
            Amount = new Google.Type.Money { CurrencyCode = "USD", Units = 1 },
            Designation = new V1.Designation { Parts = { new V1.DesignatedPart { TargetId = "x" } } },
        };

        LedgerFacts.Read(faults.Root.In("payment"), EveryFact.Id, payment);

        faults.Found.Select(f => f.Field).Should().Equal(
            "payment.value_date",
            "payment.creditor",
            "payment.amount",
            "payment.designation.parts[0].target_id",
            "payment.designation.designated_by");
    }

    [Theory]
    [InlineData(12, 340_000_000, 12_34)]
    [InlineData(0, 10_000_000, 1)]
    [InlineData(100_000_000, 0, 100_000_000_00)]
    public void Money_in_whole_cents_is_read_to_the_cent(long units, int nanos, long cents)
    {
        var faults = new FieldFaults();

        faults.Root.Money("amount", Euro(units, nanos)).Should().Be(new Money(cents));
        faults.Found.Should().BeEmpty();
        new Money(cents).ToWire().Should().Be(Euro(units, nanos));
    }

    [Theory]
    [InlineData(1, 5_000_000, "must be whole cents: nanos are a multiple of 10000000", "5000000 nanos")]
    [InlineData(1, -10_000_000, "must have units and nanos of one sign", "1 units, -10000000 nanos")]
    [InlineData(-1, 0, "must be above zero", "-1.00")]
    [InlineData(0, 0, "must be above zero", "0.00")]
    [InlineData(100_000_001, 0, "must be at most 100000000.00 EUR", "100000001 units, 0 nanos")]
    [InlineData(0, 1_000_000_000, "must be whole cents: nanos are a multiple of 10000000", "1000000000 nanos")]
    public void Money_that_is_no_positive_amount_of_whole_cents_is_a_fault(long units, int nanos, string fault, string value)
    {
        var faults = new FieldFaults();

        faults.Root.Money("amount", Euro(units, nanos));

        faults.Found.Should().Equal(new FieldFault("amount", fault, value));
    }

    [Fact]
    public void A_record_time_keeps_its_microseconds_on_the_wire_and_back()
    {
        var instant = Instant.FromUnixTimeTicks(17_700_000_001_234_560);

        instant.ToWire().ToInstant().Should().Be(instant);
    }

    [Fact]
    public void An_unreadable_text_is_shown_empty() => ((PersonalText?)PersonalText.Unreadable).ToWire().Should().BeEmpty();

    private static Google.Type.Money Euro(long units, int nanos) => new() { CurrencyCode = "EUR", Units = units, Nanos = nanos };
}
