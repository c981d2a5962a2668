using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using NodaTime;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// What an issuer's metadata document says, asked for when it is first needed, again when it is old, and when a token names a key that is
/// not known yet. While the issuer cannot be asked, what it said last holds. Thread safe.
/// </summary>
internal sealed class IssuerKeys(string address, IClock clock)
{
    /// <summary>After so long keys are asked for again: a withdrawn one is believed no longer.</summary>
    public static readonly Duration HeldFor = Duration.FromHours(1);

    /// <summary>No oftener than this, whatever comes: tokens with made-up keys must not become questions to the issuer.</summary>
    public static readonly Duration AskedEvery = Duration.FromSeconds(30);

    /// <summary>An issuer that does not answer by then is away.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    private const int DocumentBytesMax = 1024 * 1024;

    private readonly HttpDocumentRetriever documents = new(new HttpClient
    {
        Timeout = AnswerMax, MaxResponseContentBufferSize = DocumentBytesMax,
    })
    {
        RequireHttps = !new Uri(address).IsLoopback,
    };

    private readonly SemaphoreSlim asking = new(1, 1);
    private volatile Held? held;
    private Instant? lastAsked;
    private Instant? lastForUnknown;

    /// <exception cref="IssuerAwayException">The issuer cannot be asked, and never could.</exception>
    public async Task<OpenIdConnectConfiguration> CurrentAsync()
    {
        var now = clock.GetCurrentInstant();
        return held is { } known && now - known.At < HeldFor
            ? known.Said
            : await AskAsync(known => known is { } kept && now - kept.At < HeldFor);
    }

    /// <summary>What the issuer says now, where that is another thing than was known; null where it is not asked, or says the same.</summary>
    /// <param name="before">What was known when a token's key was not found in it.</param>
    public async Task<OpenIdConnectConfiguration?> NewerAsync(OpenIdConnectConfiguration before)
    {
        if (held?.Said == before)
        {
            await AskForUnknownAsync(before);
        }

        return held is { } known && known.Said != before ? known.Said : null;
    }

    private async Task AskForUnknownAsync(OpenIdConnectConfiguration before)
    {
        var now = clock.GetCurrentInstant();
        if (lastForUnknown is { } last && now - last < AskedEvery)
        {
            return;
        }

        lastForUnknown = now;
        await AskAsync(known => known is { } newer && newer.Said != before, isForced: true);
    }

    /// <summary>One asks at a time, and who waited for it takes its answer.</summary>
    private async Task<OpenIdConnectConfiguration> AskAsync(Func<Held?, bool> isEnough, bool isForced = false)
    {
        await asking.WaitAsync();
        try
        {
            var now = clock.GetCurrentInstant();
            if (held is { } known && isEnough(known))
            {
                return known.Said;
            }

            if (!isForced && lastAsked is { } last && now - last < AskedEvery)
            {
                return held?.Said ?? throw new IssuerAwayException(new IOException("It was asked a moment ago."));
            }

            lastAsked = now;
            held = new Held(await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, CancellationToken.None), now);
            return held.Said;
        }
        catch (Exception away) when (away is IOException or HttpRequestException or InvalidOperationException or ArgumentException)
        {
            return held?.Said ?? throw new IssuerAwayException(away);
        }
        finally
        {
            asking.Release();
        }
    }

    private sealed record Held(OpenIdConnectConfiguration Said, Instant At);
}
