using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BudgetCoaching.Rpc.Tests.Hostile;

public enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    Reset = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
}

public sealed record Frame(FrameType Type, byte Flags, int Stream, byte[] Payload)
{
    public const byte EndStream = 1;
    public const byte Ack = 1;

    public bool IsLast => Type is FrameType.Data or FrameType.Headers && (Flags & EndStream) != 0;

    /// <summary>Of a reset: why.</summary>
    public uint ErrorCode => BinaryPrimitives.ReadUInt32BigEndian(Payload.AsSpan(Type == FrameType.GoAway ? 4 : 0));
}

/// <summary>
/// A client or server of HTTP/2 that sends what frames it likes and obeys no rule: it grants no window that it is not told to, and answers
/// nothing by itself.
/// </summary>
public sealed class Http2Peer : IDisposable
{
    private const int FrameHeader = 9;
    private const byte EndHeaders = 4;

    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    private readonly TcpClient tcp;
    private int lastStream = -1;

    private Http2Peer(TcpClient tcp) => this.tcp = tcp;

    /// <summary>As a server, for the next client that connects.</summary>
    public static async Task<Http2Peer> AcceptAsync(TcpListener listener, CancellationToken cancel)
    {
        var peer = new Http2Peer(await listener.AcceptTcpClientAsync(cancel));
        await peer.tcp.GetStream().ReadExactlyAsync(new byte[Preface.Length], cancel);
        await peer.SendAsync(new Frame(FrameType.Settings, 0, 0, []));
        return peer;
    }

    public static async Task<Http2Peer> ConnectAsync(string address, uint? window = null)
    {
        var peer = new Http2Peer(new TcpClient());
        await peer.tcp.ConnectAsync(IPAddress.Loopback, new Uri(address).Port);
        await peer.SendRawAsync(Preface);

        // The header table is set to nothing, which leaves headers that can be read without keeping count.
        var settings = new List<(ushort, uint)> { (1, 0) };
        if (window is { } size)
        {
            settings.Add((4, size));
        }

        await peer.SendAsync(new Frame(FrameType.Settings, 0, 0, [.. settings.SelectMany(s => Setting(s.Item1, s.Item2))]));
        return peer;
    }

    public async Task SendRawAsync(byte[] bytes) => await tcp.GetStream().WriteAsync(bytes);

    public async Task SendAsync(Frame frame)
    {
        var bytes = new byte[FrameHeader + frame.Payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)frame.Payload.Length << 8 | (byte)frame.Type);
        bytes[4] = frame.Flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), frame.Stream);
        frame.Payload.CopyTo(bytes, FrameHeader);
        await SendRawAsync(bytes);
    }

    /// <summary>Opens the next stream with a call of the method.</summary>
    public async Task<int> CallAsync(string path, bool end = false, params (string Name, string Value)[] more)
    {
        lastStream += 2;
        (string, string)[] headers =
        [
            (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"), ("te", "trailers"),
            ("content-type", "application/grpc"), .. more,
        ];
        var block = headers.SelectMany(h => (byte[])[0, .. Text(h.Item1), .. Text(h.Item2)]).ToArray();
        await SendAsync(new Frame(FrameType.Headers, (byte)(EndHeaders | (end ? Frame.EndStream : 0)), lastStream, block));
        return lastStream;
    }

    public Task DataAsync(int stream, byte[] bytes, bool end = false) =>
        SendAsync(new Frame(FrameType.Data, end ? Frame.EndStream : (byte)0, stream, bytes));

    /// <summary>Says that the connection ends, and which stream is the last that was looked at.</summary>
    public Task GoAwayAsync(int last, uint code = 0) =>
        SendAsync(new Frame(FrameType.GoAway, 0, 0, [.. Number((uint)last), .. Number(code)]));

    public Task ResetAsync(int stream, uint code = 8) => SendAsync(new Frame(FrameType.Reset, 0, stream, Number(code)));

    /// <summary>Null at the end of the connection.</summary>
    public async Task<Frame?> ReadAsync()
    {
        using var bound = new CancellationTokenSource(EchoState.Bound);
        var header = new byte[FrameHeader];
        try
        {
            await tcp.GetStream().ReadExactlyAsync(header, bound.Token);
            var length = (int)(BinaryPrimitives.ReadUInt32BigEndian(header) >> 8);
            var payload = new byte[length];
            await tcp.GetStream().ReadExactlyAsync(payload, bound.Token);
            return new Frame((FrameType)header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)), payload);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The frames of a stream until its end or its reset, passing over those of others.</summary>
    public async Task<IReadOnlyList<Frame>> ReadToEndAsync(int stream)
    {
        var frames = new List<Frame>();
        while (await ReadAsync() is { } frame)
        {
            if (frame.Stream == stream)
            {
                frames.Add(frame);
                if (frame.IsLast || frame.Type == FrameType.Reset)
                {
                    break;
                }
            }
        }

        return frames;
    }

    /// <summary>The value of a header that was sent as plain text, from the last block that has it.</summary>
    public static string? Header(IEnumerable<Frame> frames, string name)
    {
        string? found = null;
        foreach (var block in frames.Where(f => f.Type == FrameType.Headers).Select(f => f.Payload))
        {
            var at = block.AsSpan().IndexOf(Text(name));
            if (at >= 0)
            {
                var value = block.AsSpan(at + name.Length + 1);
                found = Encoding.ASCII.GetString(value.Slice(1, value[0]));
            }
        }

        return found;
    }

    public void Dispose() => tcp.Dispose();

    /// <summary>A text of a header block, without Huffman's code.</summary>
    private static byte[] Text(string text)
    {
        const int prefix = 127;
        var bytes = Encoding.ASCII.GetBytes(text);
        if (bytes.Length < prefix)
        {
            return [(byte)bytes.Length, .. bytes];
        }

        var length = new List<byte> { prefix };
        var rest = bytes.Length - prefix;
        for (; rest > prefix; rest >>= 7)
        {
            length.Add((byte)(rest & prefix | 0x80));
        }

        return [.. length, (byte)rest, .. bytes];
    }

    private static byte[] Setting(ushort id, uint value) => [(byte)(id >> 8), (byte)id, .. Number(value)];

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
