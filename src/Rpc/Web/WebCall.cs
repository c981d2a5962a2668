using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using BudgetCoaching.Rpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BudgetCoaching.Rpc.Web;

/// <summary>
/// The response of a call from a browser. Browsers show no trailers, so these become the body's last frame, told from messages by
/// the highest bit of its flag; in the text form each flush is base64 of its own.
/// </summary>
internal sealed class WebCall : IHttpResponseBodyFeature, IHttpResponseTrailersFeature, IDisposable
{
    private const byte TrailersFlag = 0x80;
    private const int HeaderLength = 5;

    private readonly IHttpResponseBodyFeature body;
    private readonly Base64Writer? text;
    private Stream? stream;
    private bool completed;

    public WebCall(IHttpResponseBodyFeature body, bool isText)
    {
        this.body = body;
        text = isText ? new Base64Writer(body.Writer) : null;
    }

    public string ContentType => text is null ? HeaderText.WebContentType : HeaderText.WebTextContentType;

    public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();

    public PipeWriter Writer => text ?? body.Writer;

    public Stream Stream => stream ??= Writer.AsStream(leaveOpen: true);

    public void DisableBuffering() => body.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => body.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    /// <summary>Writes the trailers, unless all that was to be said stood in the headers, and ends the response.</summary>
    public Task CompleteAsync()
    {
        if (completed)
        {
            return Task.CompletedTask;
        }

        completed = true;
        if (Trailers.Count > 0)
        {
            WriteTrailers();
        }

        text?.Encode();
        return body.CompleteAsync();
    }

    public void Dispose() => text?.Dispose();

    private void WriteTrailers()
    {
        var lines = new StringBuilder();
        foreach (var (name, values) in Trailers)
        {
            foreach (var value in values)
            {
                lines.Append(name.ToLowerInvariant()).Append(": ").Append(value).Append("\r\n");
            }
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        header[0] = TrailersFlag;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], lines.Length);
        Writer.Write(header);
        Encoding.ASCII.GetBytes(lines.ToString(), Writer);
    }
}
