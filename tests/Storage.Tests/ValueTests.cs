namespace BudgetCoaching.Storage.Tests;

public sealed class ValueTests
{
    [Fact]
    public void A_stream_name_splits_at_its_first_dash()
    {
        var name = new StreamName("Household-a-b_c");

        name.Category.Should().Be("Household");
        name.Id.Should().Be("a-b_c");
        StreamName.Of("Household", "a-b_c").Should().Be(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Household")]
    [InlineData("-1")]
    [InlineData("Household-")]
    [InlineData("$Household-1")]
    [InlineData("Household-1 2")]
    [InlineData("Nucleo-perché")]
    public void A_stream_name_of_another_form_is_refused(string value)
    {
        FluentActions.Invoking(() => new StreamName(value)).Should().Throw<ArgumentException>().WithMessage("*no stream name*");
    }

    [Fact]
    public void A_stream_name_has_at_most_two_hundred_characters()
    {
        new StreamName("A-" + new string('x', 198)).Value.Should().HaveLength(200);
        FluentActions.Invoking(() => new StreamName("A-" + new string('x', 199))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_category_with_a_dash_is_refused()
    {
        FluentActions.Invoking(() => StreamName.Of("House-hold", "1")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Positions_are_ordered_by_commit_then_prepare()
    {
        Position[] ordered = [Position.Start, new(1, 0), new(1, 1), new(2, 0), new(ulong.MaxValue, 0)];

        ordered.Reverse().Order().Should().Equal(ordered);
        (new Position(1, 9) < new Position(2, 0)).Should().BeTrue();
        (new Position(2, 0) >= new Position(2, 1)).Should().BeFalse();
    }

    [Fact]
    public void A_record_time_keeps_whole_microseconds()
    {
        var instant = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(1)).AddTicks(19);

        var time = RecordTime.Of(instant);

        time.Should().Be(new RecordTime(1_772_442_000_000_001));
        time.ToDateTimeOffset().Should().Be(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).AddTicks(10));
    }
}
