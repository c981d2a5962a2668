using System.Buffers;
using BudgetCoaching.Rpc.Wire;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>Serializers as they should and as they should not be.</summary>
public sealed class MessageWriterTests
{
    [Fact]
    public void A_stated_length_a_buffered_message_and_an_array_give_the_same_bytes()
    {
        Action<string, SerializationContext>[] serializers =
        [
            (_, context) =>
            {
                context.SetPayloadLength(3);
                context.GetBufferWriter().Write<byte>([1, 2, 3]);
                context.Complete();
            },
            (_, context) =>
            {
                context.GetBufferWriter().Write<byte>([1]);
                context.GetBufferWriter().Write<byte>([2, 3]);
                context.Complete();
            },
            (_, context) => context.Complete([1, 2, 3]),
        ];

        foreach (var serialize in serializers)
        {
            Written(serialize).Should().Equal(0, 0, 0, 0, 3, 1, 2, 3);
        }
    }

    [Fact]
    public void A_message_without_bytes_is_five_zeros() => Written((_, context) => context.Complete()).Should().Equal(0, 0, 0, 0, 0);

    [Fact]
    public void A_length_that_does_not_hold_breaks_the_stream()
    {
        var sink = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter<string>(sink, (_, context) =>
        {
            context.SetPayloadLength(5);
            context.GetBufferWriter().Write<byte>([1, 2, 3]);
            context.Complete();
        }, longest: null);

        writer.Invoking(w => w.Write("x", compress: false)).Should().Throw<InvalidOperationException>();

        writer.IsBroken.Should().BeTrue();
    }

    [Fact]
    public void A_serializer_that_fails_before_its_first_byte_breaks_nothing()
    {
        var sink = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter<string>(sink, (_, _) => throw new InvalidOperationException("no"), longest: null);

        writer.Invoking(w => w.Write("x", compress: false)).Should().Throw<InvalidOperationException>();

        writer.IsBroken.Should().BeFalse();
        sink.WrittenCount.Should().Be(0);
    }

    [Fact]
    public void A_serializer_that_does_not_complete_is_an_error() =>
        FluentActions.Invoking(() => Written((_, _) => { })).Should().Throw<InvalidOperationException>().WithMessage("*did not complete*");

    [Fact]
    public void A_message_longer_than_the_limit_writes_nothing()
    {
        var sink = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter<string>(sink, (_, context) => context.Complete(new byte[11]), longest: 10);

        writer.Invoking(w => w.Write("x", compress: false)).Should().Throw<RpcException>()
            .Which.StatusCode.Should().Be(StatusCode.ResourceExhausted);

        sink.WrittenCount.Should().Be(0);
    }

    private static byte[] Written(Action<string, SerializationContext> serialize)
    {
        var sink = new ArrayBufferWriter<byte>();
        new MessageWriter<string>(sink, serialize, longest: null).Write("x", compress: false);
        return sink.WrittenSpan.ToArray();
    }
}
