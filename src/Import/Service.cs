using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Import;

/// <summary>The service that is called, and who calls it.</summary>
/// <param name="Agency">Whose books.</param>
/// <param name="Actor">Opaque id of the person or program; null where a credential says it.</param>
/// <param name="Server">Its address.</param>
/// <param name="Currency">ISO 4217 code in which its books are kept.</param>
internal sealed record Service(string Agency, string? Actor, Uri Server, string Currency)
{
    public const string Usage = """
        --agency ID --actor ID|CREDENTIAL [--server http://127.0.0.1:5081] [--ca-file FILE.pem] [--currency EUR]
               CREDENTIAL: --token-file FILE | --api-key-file FILE | --cert-file FILE.pem --key-file FILE.pem, with [--role ROLE];
                           or a token in BUDGET_COACHING_TOKEN, or an API key in BUDGET_COACHING_API_KEY
        """;

    public static readonly string[] Options =
        ["--agency", "--actor", "--role", "--server", "--currency", .. Secret.Options, .. Tls.Options];

    private const string ServerDefault = "http://127.0.0.1:5081";
    private const string CurrencyDefault = "EUR";
    private const int CurrencyLength = 3;

    /// <summary>The one of several roles of the credential to act in; null: its first.</summary>
    public string? Role { get; init; }

    /// <summary>Null: none is sent.</summary>
    public Secret? Secret { get; init; }

    /// <summary>Null: as the machine is set up.</summary>
    public Tls? Tls { get; init; }

    public Metadata Headers
    {
        get
        {
            var headers = new Metadata { { "x-agency", Agency }, { "x-source", "import" } };
            if (Actor is not null)
            {
                headers.Add("x-actor", Actor);
            }

            if (Role is not null)
            {
                headers.Add("x-role", Role);
            }

            Secret?.AddTo(headers);
            return headers;
        }
    }

    public GrpcChannel Connect() => Tls is null
        ? GrpcChannel.ForAddress(Server)
        : GrpcChannel.ForAddress(
            Server.AbsoluteUri, new GrpcChannelOptions { HttpHandler = Tls.NewHandler(), DisposeHttpClient = true });

    /// <summary>Makes a call; once more where its credential was refused and the file holds another by now.</summary>
    /// <exception cref="RpcException">The service cannot be reached or refuses.</exception>
    public async Task<T> CallAsync<T>(Func<Metadata, Task<T>> call)
    {
        try
        {
            return await call(Headers);
        }
        catch (RpcException refused) when (IsRenewedAfter(refused))
        {
            return await call(Headers);
        }
    }

    /// <summary>Whether the credential was refused and the headers carry another from now on.</summary>
    public bool IsRenewedAfter(RpcException refused) =>
        refused.StatusCode == StatusCode.Unauthenticated && Secret is not null && Secret.Renew();

    public static string CurrencyOf(Arguments arguments) => arguments.Value("--currency") ?? CurrencyDefault;

    /// <summary>What is wrong becomes a fault of the arguments.</summary>
    /// <returns>Null where something is wrong with them.</returns>
    public static Service? Read(Arguments arguments)
    {
        var server = ReadServer(arguments);
        var secret = Secret.Read(arguments, Environment.GetEnvironmentVariable);
        var tls = Tls.Read(arguments, server);
        if (secret is not null && server is { IsLoopback: false } && server.Scheme == Uri.UriSchemeHttp)
        {
            arguments.Fault($"{secret}: sent to another machine only over https");
        }

        ReadActor(arguments, Secret.Options.Concat(["--cert-file"]).FirstOrDefault(arguments.Has) ?? secret?.ToString());
        var currency = CurrencyOf(arguments);
        if (currency.Length != CurrencyLength || !currency.All(char.IsAsciiLetterUpper))
        {
            arguments.Fault("--currency must be a code of three letters such as EUR");
        }

        return arguments.Wrong is null
            ? new Service(arguments.Value("--agency")!, arguments.Value("--actor"), server!, currency)
            {
                Role = arguments.Value("--role"), Secret = secret, Tls = tls,
            }
            : null;
    }

    /// <param name="arguments">What was typed.</param>
    /// <param name="credential">What proves who calls; null: nothing does.</param>
    private static void ReadActor(Arguments arguments, string? credential)
    {
        var (agency, actor) = (arguments.Value("--agency"), arguments.Value("--actor"));
        if (agency is null || (actor is null && credential is null))
        {
            arguments.Fault(credential is null ? "--agency and --actor must be given" : "--agency must be given");
        }
        else if (!Words.IsSlug(agency) || (actor is not null && !Words.IsSlug(actor)))
        {
            arguments.Fault($"--agency and --actor {Words.SlugForm}");
        }

        if (actor is not null && credential is not null)
        {
            arguments.Fault($"--actor goes without {credential}, which says who acts");
        }

        if (arguments.Value("--role") is { } role && (credential is null || !Words.IsSlug(role)))
        {
            arguments.Fault("--role goes with a credential and names one of its roles");
        }
    }

    private static Uri? ReadServer(Arguments arguments)
    {
        if (Uri.TryCreate(arguments.Value("--server") ?? ServerDefault, UriKind.Absolute, out var server)
            && (server.Scheme == Uri.UriSchemeHttp || server.Scheme == Uri.UriSchemeHttps)
            && server.UserInfo.Length == 0)
        {
            return server;
        }

        arguments.Fault($"--server must be an address such as {ServerDefault}");
        return null;
    }
}
