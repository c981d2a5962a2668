using BudgetCoaching.Storage;

namespace BudgetCoaching.Application.Tests;

public class CursorTests
{
    private const string Here = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_cursor_comes_back_as_the_position_it_was()
    {
        var position = new Position(ulong.MaxValue, 7);
        Cursor.Decode(Cursor.Encode(Here, position), Here, out var read).Should().BeNull();
        read.Should().Be(position);
    }

    [Fact]
    public void A_cursor_is_the_same_text_for_ever()
    {
        Cursor.Encode(Here, new Position(5, 5)).Should().Be("AT6xvUOZR-t2AAAAAAAAAAUAAAAAAAAABQ");
    }

    [Fact]
    public void A_cursor_of_another_log_is_foreign()
    {
        var refusal = Cursor.Decode(Cursor.Encode("another", new Position(5, 5)), Here, out var read);
        refusal!.Reason.Should().Be("CURSOR_FOREIGN");
        read.Should().Be(Position.Start);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("not a cursor")]
    [InlineData("é")]
    [InlineData("Aj6xvUOZR-t2AAAAAAAAAAUAAAAAAAAABQ")]
    [InlineData("AT6xvUOZR-t2AAAAAAAAAAUAAAAAAAAABQAA")]
    public void Anything_else_is_malformed(string text)
    {
        Cursor.Decode(text, Here, out _)!.Reason.Should().Be("CURSOR_MALFORMED");
    }

    [Theory]
    [InlineData("\"0\"", 0)]
    [InlineData("\"12\"", 12)]
    public void An_etag_is_the_quoted_version(string text, long version)
    {
        Etag.Of(version).Should().Be(text);
        Etag.TryParse(text, out var read).Should().BeTrue();
        read.Should().Be(version);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"012\"")]
    [InlineData("W/\"12\"")]
    [InlineData("\"99999999999999999999\"")]
    public void Anything_else_is_no_etag(string? text)
    {
        Etag.TryParse(text, out _).Should().BeFalse();
    }
}
