using System.Globalization;
using BudgetCoaching.Rpc.Wire;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>The text forms of the protocol and the metadata they carry.</summary>
public sealed class WireTests
{
    [Theory]
    [InlineData("1n", 1)]
    [InlineData("100n", 1)]
    [InlineData("101n", 2)]
    [InlineData("1u", 10)]
    [InlineData("2m", 20_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("4M", 2_400_000_000)]
    [InlineData("5H", 180_000_000_000)]
    [InlineData("0S", 0)]
    public void A_timeout_is_read_in_each_unit(string text, long ticks)
    {
        CallTimeout.TryParse(text, out var timeout).Should().BeTrue();

        timeout.Ticks.Should().Be(ticks);
    }

    [Fact]
    public void A_timeout_beyond_what_timers_hold_is_cut()
    {
        CallTimeout.TryParse("99999999H", out var timeout).Should().BeTrue();

        timeout.Should().Be(CallTimeout.Longest);
    }

    [Theory]
    [InlineData(0, "1n")]
    [InlineData(-5, "1n")]
    [InlineData(1, "1u")]
    [InlineData(999_999_990, "99999999u")]
    [InlineData(1_000_000_000, "100000m")]
    [InlineData(10, "1u")]
    [InlineData(11, "2u")]
    public void A_timeout_is_written_rounded_up_in_at_most_eight_digits(long ticks, string text) =>
        CallTimeout.Format(TimeSpan.FromTicks(ticks)).Should().Be(text);

    [Fact]
    public void A_timeout_comes_back_as_long_or_a_little_longer_but_never_shorter() => Prop.ForAll(
        Gen.Choose(1, int.MaxValue).Zip(Gen.Choose(0, 16), (a, b) => (long)a << b).Where(t => t < CallTimeout.Longest.Ticks).ToArbitrary(),
        ticks =>
        {
            var text = CallTimeout.Format(TimeSpan.FromTicks(ticks));
            CallTimeout.TryParse(text, out var back).Should().BeTrue();
            text.Length.Should().BeLessThanOrEqualTo(9);
            back.Ticks.Should().BeInRange(ticks, ticks + (ticks / 10) + 10);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_of_whole_characters_survives_percent_encoding() => Prop.ForAll<NonNull<string>>(any =>
    {
        var text = string.Concat(any.Get.EnumerateRunes());
        var encoded = PercentText.Encode(text);
        encoded.Should().MatchRegex("^[ -~]*$");
        PercentText.Decode(encoded).Should().Be(text);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("100%", "100%")]
    [InlineData("%zz", "%zz")]
    [InlineData("%4", "%4")]
    [InlineData("%41", "A")]
    [InlineData("è%C3%A8", "èè")]
    public void A_percent_sign_that_starts_no_pair_stands_for_itself(string encoded, string text) =>
        PercentText.Decode(encoded).Should().Be(text);

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("perché")]
    [InlineData(":path")]
    public void A_key_with_other_characters_is_refused(string key) =>
        FluentActions.Invoking(() => new Metadata.Entry(key, "x")).Should().Throw<ArgumentException>();

    [Fact]
    public void Keys_are_lower_case_and_their_suffix_says_whether_the_value_is_binary()
    {
        new Metadata.Entry("Household-ID", "x").Key.Should().Be("household-id");
        new Metadata.Entry("key-bin", [1]).IsBinary.Should().BeTrue();
        FluentActions.Invoking(() => new Metadata.Entry("key-bin", "x")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new Metadata.Entry("key", [1])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_last_of_several_values_is_the_value()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "A", "3" } };

        metadata.GetValue("a").Should().Be("3");
        metadata.GetAll("a").Select(e => e.Value).Should().Equal("1", "3");
        metadata.Get("c").Should().BeNull();
    }

    [Fact]
    public void The_shared_empty_metadata_cannot_be_changed() =>
        Metadata.Empty.Invoking(m => m.Add("a", "1")).Should().Throw<InvalidOperationException>();

    [Fact]
    public void A_binary_value_is_copied_in_and_out()
    {
        var bytes = new byte[] { 1, 2 };
        var entry = new Metadata.Entry("key-bin", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;

        entry.ValueBytes.Should().Equal(1, 2);
    }

    [Fact]
    public void A_marshaller_of_arrays_and_one_of_contexts_agree()
    {
        var arrays = Marshallers.Create(
            (int number) => System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)),
            bytes => int.Parse(bytes, CultureInfo.InvariantCulture));
        var contexts = Marshallers.Create(arrays.ContextualSerializer, arrays.ContextualDeserializer);

        contexts.Deserializer(contexts.Serializer(42)).Should().Be(42);
        Marshallers.StringMarshaller.Serializer("è").Should().Equal(0xC3, 0xA8);
    }
}
