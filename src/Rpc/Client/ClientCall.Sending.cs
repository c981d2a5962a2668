using System.Globalization;
using BudgetCoaching.Rpc.Wire;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Rpc.Client;

internal abstract partial class ClientCall
{
    private const string UserAgent = "grpc-dotnet-budgetcoaching/1.0";

    private async Task SendAsync(HttpContent content)
    {
        try
        {
            using var request = await RequestAsync(content);
            var arrived = Channel.Http is HttpClient client
                ? await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token)
                : await Channel.Http.SendAsync(request, Token);
            if (!TryAdopt(arrived))
            {
                arrived.Dispose();
                return;
            }

            responseHeaders = ReceivedHeaders.Metadata(arrived.Headers.NonValidated);
            if (ReceivedHeaders.Refusal(arrived) is { } refusal)
            {
                FinishReceived(refusal, responseHeaders);
                arrived.Dispose();
                return;
            }

            var encoding = ReceivedHeaders.Value(arrived.Headers.NonValidated, HeaderText.Encoding);
            Attach(await arrived.Content.ReadAsStreamAsync(Token), encoding);
        }
        catch (Exception e)
        {
            Fail(Failures.StatusOf(e));
        }
    }

    /// <summary>False when the call finished while the headers were under way.</summary>
    private bool TryAdopt(HttpResponseMessage arrived)
    {
        lock (gate)
        {
            response = arrived;
            return !finished;
        }
    }

    private async ValueTask<HttpRequestMessage> RequestAsync(HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Channel.AddressOf(Method.FullName))
        {
            Version = Channel.Version,
            VersionPolicy = Channel.VersionPolicy,
            Content = content,
        };
        content.Headers.TryAddWithoutValidation("Content-Type", HeaderText.ContentType);
        var headers = request.Headers;
        headers.Host = Host;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation(HeaderText.AcceptEncoding, Channel.Encodings.Announcement);
        if (Options.Headers is { } metadata)
        {
            Add(headers, metadata);
        }

        if (PreviousAttempts > 0)
        {
            headers.TryAddWithoutValidation(HeaderText.PreviousAttempts, PreviousAttempts.ToString(CultureInfo.InvariantCulture));
        }

        if (!headers.NonValidated.Contains("User-Agent"))
        {
            headers.TryAddWithoutValidation("User-Agent", UserAgent);
        }

        if (Composed(Channel.Options.Credentials?.ForCalls, Options.Credentials) is { } credentials)
        {
            await AddCredentialsAsync(headers, credentials);
        }

        if (deadline is { } end)
        {
            headers.TryAddWithoutValidation(HeaderText.TimeoutName, CallTimeout.Format(end - Now()));
        }

        return request;
    }

    private async Task AddCredentialsAsync(System.Net.Http.Headers.HttpRequestHeaders headers, CallCredentials credentials)
    {
        if (!Channel.IsSecure && !Channel.Options.UnsafeUseInsecureChannelCallCredentials)
        {
            ClientLog.CredentialsNotSent(Channel.Log, Method.FullName);
            return;
        }

        var metadata = new Metadata();
        var service = new Uri(Channel.Address, Method.ServiceName).ToString();
        await credentials.ApplyAsync(new AuthInterceptorContext(service, Method.Name, Token), metadata);
        Add(headers, metadata);
    }

    private static CallCredentials? Composed(CallCredentials? channel, CallCredentials? call) =>
        channel is null || call is null ? channel ?? call : CallCredentials.Compose(channel, call);

    private static void Add(System.Net.Http.Headers.HttpRequestHeaders headers, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            if (string.Equals(entry.Key, HeaderText.EncodingRequest, StringComparison.Ordinal))
            {
                headers.TryAddWithoutValidation(HeaderText.Encoding, entry.Value);
            }
            else if (!HeaderText.IsProtocol(entry.Key))
            {
                headers.TryAddWithoutValidation(entry.Key, HeaderText.Value(entry));
            }
        }
    }
}

internal static partial class ClientLog
{
    [LoggerMessage(101, LogLevel.Warning, "The call credentials of {Method} were not sent: the channel has no TLS.")]
    public static partial void CredentialsNotSent(ILogger log, string method);
}
