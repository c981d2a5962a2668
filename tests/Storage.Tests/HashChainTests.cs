using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BudgetCoaching.Storage.Tests;

public sealed class HashChainTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden");

    [Fact]
    public void Every_golden_vector_is_reproduced()
    {
        var vectors = Vectors();

        vectors.Should().HaveCount(5);
        foreach (var vector in vectors)
        {
            Compute(vector).Should().Be(vector.Hash, vector.Case);
        }
    }

    [Fact]
    public void A_hash_is_the_digest_of_its_length_prefixed_fields()
    {
        var vector = Vectors()[1];
        byte[] input =
        [
            .. Field("bc1"u8), .. Field(Convert.FromHexString(vector.Previous)), .. Field(Encoding.ASCII.GetBytes(vector.Stream)),
            .. Number(vector.Version), .. Field(Convert.FromHexString(vector.Id.ToString("N"))),
            .. Field(Encoding.UTF8.GetBytes(vector.Type)),
            .. Number(vector.Schema), .. Number(vector.Recorded), .. Field(Convert.FromHexString(vector.Meta)),
            .. Field(Convert.FromHexString(vector.Data)),
        ];

        Compute(vector).Should().Be(Convert.ToHexStringLower(SHA256.HashData(input)));
    }

    [Fact]
    public void The_worked_vector_of_the_format_page_is_the_first_golden_vector()
    {
        var page = File.ReadAllText(Path.Combine(Golden, "audit-format.md"));
        var block = page.Split("```")[1];
        var input = Convert.FromHexString(string.Concat(block.Where(char.IsAsciiHexDigitLower)));

        input.Should().HaveCount(162);
        var digest = Convert.ToHexStringLower(SHA256.HashData(input));
        digest.Should().Be(Vectors()[0].Hash);
        page.Should().Contain($"Its SHA-256 is `{digest}`");
    }

    [Fact]
    public void Moving_a_byte_from_one_field_to_the_next_changes_the_hash()
    {
        var vector = Vectors()[0];
        var moved = vector with { Meta = vector.Meta + vector.Data[..2], Data = vector.Data[2..] };

        Compute(moved).Should().NotBe(vector.Hash);
    }

    [Fact]
    public void A_previous_hash_of_another_length_is_refused()
    {
        var vector = Vectors()[0] with { Previous = "00" };

        FluentActions.Invoking(() => Compute(vector)).Should().Throw<ArgumentException>().WithMessage("*32 bytes, not 1*");
    }

    private static string Compute(Vector vector)
    {
        var proposed = new ProposedEvent(
            vector.Id, new EventType(vector.Type, vector.Schema), Convert.FromHexString(vector.Data), Convert.FromHexString(vector.Meta));
        Span<byte> hash = stackalloc byte[HashChain.HashLength];
        HashChain.Compute(
            Convert.FromHexString(vector.Previous), new StreamName(vector.Stream), vector.Version, proposed,
            new RecordTime(vector.Recorded), hash);
        return Convert.ToHexStringLower(hash);
    }

    private static byte[] Field(ReadOnlySpan<byte> value)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)value.Length);
        return [.. length, .. value];
    }

    private static byte[] Number(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Field(bytes);
    }

    private static Vector[] Vectors()
    {
        var json = File.ReadAllText(Path.Combine(Golden, "hash-chain.json"));
        return JsonSerializer.Deserialize<Vector[]>(json, JsonSerializerOptions.Web)!;
    }

    private sealed record Vector(
        string Case, string Previous, string Stream, long Version, Guid Id, string Type, int Schema, long Recorded, string Meta,
        string Data, string Hash);
}
