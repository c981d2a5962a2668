using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>Speaks HTTP/2 with bytes of the test's choice, to see what a well-behaved client would never send or show.</summary>
public sealed class RawClient(string address) : IDisposable
{
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });

    /// <summary>A message with its five bytes of header.</summary>
    public static byte[] Frame(IMessage message, byte flag = 0) => Frame(message.ToByteArray(), flag);

    public static byte[] Frame(byte[] payload, byte flag = 0)
    {
        var frame = new byte[payload.Length + 5];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>Sends and reads all of the answer.</summary>
    public async Task<RawResponse> SendAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var response = await OpenAsync(path, body, headers);
        return new RawResponse(response, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Sends, and leaves the answer's body unread.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(address), path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        var contentType = headers.FirstOrDefault(h => h.Name == "content-type").Value ?? "application/grpc";
        request.Content.Headers.TryAddWithoutValidation("content-type", contentType);
        foreach (var (name, value) in headers.Where(h => h.Name != "content-type"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var bound = new CancellationTokenSource(EchoState.Bound);
        return await http.SendAsync(request, bound.Token);
    }

    public void Dispose() => http.Dispose();
}

public sealed class RawResponse(HttpResponseMessage response, byte[] body)
{
    private readonly Dictionary<string, string> headers = Read(response.Headers);
    private readonly Dictionary<string, string> trailers = Read(response.TrailingHeaders);

    public HttpStatusCode Http { get; } = response.StatusCode;

    public string? ContentType { get; } = response.Content.Headers.ContentType?.ToString();

    public byte[] Body => body;

    /// <summary>Whether the status came in the headers, with no message.</summary>
    public bool IsTrailersOnly => headers.ContainsKey("grpc-status") && body.Length == 0;

    public string? Status => Header("grpc-status") ?? Trailer("grpc-status");

    public string? Header(string name) => headers.GetValueOrDefault(name);

    public string? Trailer(string name) => trailers.GetValueOrDefault(name);

    public IReadOnlyList<(byte Flag, byte[] Payload)> Frames()
    {
        var frames = new List<(byte, byte[])>();
        for (var at = 0; at < body.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(at + 1));
            frames.Add((body[at], body[(at + 5)..(at + 5 + length)]));
            at += 5 + length;
        }

        return frames;
    }

    public IReadOnlyList<T> Messages<T>()
        where T : IMessage<T>, new() => [.. Frames().Select(f => new MessageParser<T>(() => new T()).ParseFrom(f.Payload))];

    private static Dictionary<string, string> Read(System.Net.Http.Headers.HttpResponseHeaders from) =>
        from.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(',', h.Value), StringComparer.Ordinal);
}
