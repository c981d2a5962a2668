using BudgetCoaching.Rpc.Wire;
using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BudgetCoaching.Rpc.Server;

/// <summary>
/// One call being served. It ends once: with the handler's answer, or early by its deadline or the server's stopping. One lock
/// is held by every write and by the ending, so that nothing is written after the trailers.
/// </summary>
internal sealed partial class ServerCall(HttpContext http, IMethod method, CallSettings settings) : ServerCallContext
{
    public static readonly Status ClientGone = new(StatusCode.Cancelled, "The client cancelled the call.");

    private static readonly WriteOptions NoOptions = new();

    private readonly Lock gate = new();
    private Metadata? requestHeaders;
    private Metadata? responseTrailers;
    private AuthContext? authContext;
    private Dictionary<object, object>? userState;
    private CancellationTokenSource? cancellation;
    private DateTime deadline = DateTime.MaxValue;
    private ICompressionProvider? responseEncoding;
    private bool headersSent;
    private bool wrote;
    private bool broken;

    public HttpContext Http => http;

    /// <summary>The encoding of the client's compressed messages; null when it announced none.</summary>
    public ICompressionProvider? RequestEncoding { get; private set; }

    protected override string MethodCore => method.FullName;

    protected override string HostCore => http.Request.Host.Value ?? "";

    protected override string PeerCore => Peers.Address(http.Connection);

    protected override DateTime DeadlineCore => deadline;

    protected override Metadata RequestHeadersCore => requestHeaders ??= ReadHeaders(http.Request.Headers);

    protected override CancellationToken CancellationTokenCore => cancellation?.Token ?? http.RequestAborted;

    protected override Metadata ResponseTrailersCore => responseTrailers ??= [];

    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;

    protected override WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>Holds the HTTP context too, for contexts that interceptors wrap around this one.</summary>
    protected override IDictionary<object, object> UserStateCore =>
        userState ??= new() { [ServerCallContextExtensions.HttpContextKey] = http };

    protected override AuthContext AuthContextCore => authContext ??= Peers.Authentication(http.Connection.ClientCertificate);

    /// <summary>Reads what the request's headers say about the call.</summary>
    /// <returns>False when they are wrong, or the server's streams have been ended; so has the call then.</returns>
    public bool Begin(bool isStreaming)
    {
        var headers = http.Request.Headers;
        if (!settings.Encodings.TryFind(headers.GrpcEncoding, out var encoding))
        {
            http.Response.Headers.GrpcAcceptEncoding = settings.Encodings.Announcement;
            End(new Status(StatusCode.Unimplemented, "The encoding of the request is not known here."));
            return false;
        }

        RequestEncoding = encoding;
        if (settings.ResponseEncoding is { } wanted)
        {
            ChooseEncoding(wanted);
        }

        TimeSpan? timeout = null;
        if (headers.GrpcTimeout is { Count: > 0 } text)
        {
            if (!CallTimeout.TryParse(text.ToString(), out var parsed))
            {
                End(new Status(StatusCode.InvalidArgument, "The timeout of the request is malformed."));
                return false;
            }

            timeout = parsed;
        }

        WatchForEarlyEnd(timeout, isStreaming);
        return EarlyEnd is null;
    }

    /// <summary>Writes a message that the status follows at once: no flush, so that headers, message and trailers leave together.</summary>
    public void WriteLast<T>(MessageWriter<T> writer, T message)
        where T : class
    {
        lock (gate)
        {
            if (!ended)
            {
                Write(writer, message, (WriteOptionsCore ?? NoOptions).Flags);
            }
        }
    }

    public Task WriteAsync<T>(MessageWriter<T> writer, T message, WriteFlags flags, CancellationToken cancel)
        where T : class
    {
        ValueTask<System.IO.Pipelines.FlushResult> flush;
        lock (gate)
        {
            if (ended)
            {
                return Task.FromException(AfterEnd());
            }

            Write(writer, message, flags);
            if (flags.HasFlag(WriteFlags.BufferHint))
            {
                return Task.CompletedTask;
            }

            flush = http.Response.BodyWriter.FlushAsync(cancel);
        }

        if (!flush.IsCompletedSuccessfully)
        {
            return AwaitAsync(flush);
        }

        // Asked once only: what is pooled belongs to another flush from then on.
        return flush.Result is { IsCompleted: false, IsCanceled: false } ? Task.CompletedTask : Task.FromException(AfterEnd());
    }

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        ValueTask<System.IO.Pipelines.FlushResult> flush;
        lock (gate)
        {
            if (ended)
            {
                throw AfterEnd();
            }

            if (headersSent || wrote)
            {
                throw new InvalidOperationException("The response headers have been sent.");
            }

            headersSent = true;
            AddHeaders(responseHeaders);
            flush = http.Response.BodyWriter.FlushAsync();
        }

        await AwaitAsync(flush);
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options)
    {
        options ??= ContextPropagationOptions.Default;
        return new ContextPropagationToken(
            options.IsPropagateDeadline && deadline != DateTime.MaxValue ? deadline : null,
            options.IsPropagateCancellation ? CancellationTokenCore : CancellationToken.None);
    }

    private static Metadata ReadHeaders(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers)
        {
            if (!HeaderText.IsProtocol(name))
            {
                foreach (var value in values)
                {
                    HeaderText.Receive(metadata, name, value ?? "");
                }
            }
        }

        return metadata;
    }

    private void Write<T>(MessageWriter<T> writer, T message, WriteFlags flags)
        where T : class
    {
        writer.Encoding = responseEncoding;
        try
        {
            writer.Write(message, compress: !flags.HasFlag(WriteFlags.NoCompress));
            wrote = true;
        }
        finally
        {
            broken |= writer.IsBroken;
        }
    }

    private async Task AwaitAsync(ValueTask<System.IO.Pipelines.FlushResult> flush)
    {
        System.IO.Pipelines.FlushResult result;
        try
        {
            result = await flush;
        }
        catch (IOException)
        {
            throw AfterEnd();
        }

        if (result.IsCompleted || result.IsCanceled)
        {
            throw AfterEnd();
        }
    }

    private void AddHeaders(Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            if (string.Equals(entry.Key, HeaderText.EncodingRequest, StringComparison.Ordinal))
            {
                responseEncoding = null;
                http.Response.Headers.Remove(HeaderText.Encoding);
                if (settings.Encodings.TryFind(entry.Value, out var provider) && provider is not null)
                {
                    ChooseEncoding(provider);
                }
            }
            else if (!HeaderText.IsProtocol(entry.Key))
            {
                http.Response.Headers.Append(entry.Key, HeaderText.Value(entry));
            }
        }
    }

    private void ChooseEncoding(ICompressionProvider wanted)
    {
        if (Encodings.Accepts(http.Request.Headers.GrpcAcceptEncoding, wanted.EncodingName))
        {
            responseEncoding = wanted;
            http.Response.Headers.GrpcEncoding = wanted.EncodingName;
        }
    }
}
