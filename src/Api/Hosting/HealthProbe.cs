using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Asks the service that runs on this machine with the same settings for its health: for containers and units, whose images hold no HTTP
/// client. With TLS it believes the certificate that is set, under whatever name, and no other.
/// </summary>
internal static class HealthProbe
{
    public const string Live = "live";
    public const string Ready = "ready";

    /// <summary>How long the answer may take.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    /// <param name="what"><see cref="Live"/> or <see cref="Ready"/>.</param>
    /// <returns>Whether the answer was yes, and the answer itself or why there is none.</returns>
    public static async Task<(bool Well, string Said)> AskAsync(ApiOptions options, string what)
    {
        using var handler = new SocketsHttpHandler();
        var showsAnother = false;
        if (options.Tls.IsOn)
        {
            var own = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(options.Tls.CertificateFile));
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
            {
                showsAnother = shown is null || !shown.GetRawCertData().AsSpan().SequenceEqual(own.RawDataMemory.Span);
                return !showsAnother;
            };
        }

        using var client = new HttpClient(handler) { Timeout = AnswerMax };
        try
        {
            using var answer = await client.GetAsync(AddressOf(options, what));
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            var why = showsAnother ? "It shows another certificate than Tls:CertificateFile." : WhyNot(failure, options.Tls.IsOn);
            return (false, $"No answer from {AddressOf(options, what)}: {why}{Environment.NewLine}"
                + $"That address is from the settings of this call ({ApiOptions.Section}:Web, :Tls): they must be those of the service.");
        }
    }

    /// <summary>What lies at the bottom of it, and what the settings may have to do with that.</summary>
    private static string WhyNot(Exception failure, bool isTls) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => failure.Message,
        HttpRequestException when isTls => $"{failure.GetBaseException().Message} Perhaps it speaks no TLS; the settings of this call do.",
        HttpRequestException => $"{failure.GetBaseException().Message} Perhaps it speaks TLS; the settings of this call do not.",
        _ => failure.Message,
    };

    /// <summary>A service that listens on every address is asked on the loopback one.</summary>
    internal static Uri AddressOf(ApiOptions options, string what)
    {
        var address = IPAddress.Parse(options.Web.Address);
        if (address.Equals(IPAddress.Any))
        {
            address = IPAddress.Loopback;
        }
        else if (address.Equals(IPAddress.IPv6Any))
        {
            address = IPAddress.IPv6Loopback;
        }

        var host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        var scheme = options.Tls.IsOn ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{options.Web.Port}/health/{what}"));
    }
}
