using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Import;

/// <summary>The service that is called, and who calls it.</summary>
/// <param name="Agency">Whose books.</param>
/// <param name="Actor">Opaque id of the person or program.</param>
/// <param name="Server">Its address.</param>
/// <param name="Currency">ISO 4217 code in which its books are kept.</param>
internal sealed record Service(string Agency, string Actor, Uri Server, string Currency)
{
    public const string Usage = "--agency ID --actor ID [--server http://127.0.0.1:5081] [--currency EUR]";

    public static readonly string[] Options = ["--agency", "--actor", "--server", "--currency"];

    private const string ServerDefault = "http://127.0.0.1:5081";
    private const string CurrencyDefault = "EUR";
    private const int CurrencyLength = 3;

    public Metadata Headers => new() { { "x-actor", Actor }, { "x-agency", Agency }, { "x-source", "import" } };

    public GrpcChannel Connect() => GrpcChannel.ForAddress(Server);

    /// <returns>The service, or what is wrong with the arguments.</returns>
    public static (Service? Read, string? Wrong) Read(Arguments arguments)
    {
        if (arguments.Value("--agency") is not { } agency || arguments.Value("--actor") is not { } actor)
        {
            return (null, "--agency and --actor must be given");
        }

        if (!Words.IsSlug(agency) || !Words.IsSlug(actor))
        {
            return (null, $"--agency and --actor {Words.SlugForm}");
        }

        var currency = arguments.Value("--currency") ?? CurrencyDefault;
        if (currency.Length != CurrencyLength || !currency.All(char.IsAsciiLetterUpper))
        {
            return (null, "--currency must be a code of three letters such as EUR");
        }

        return Uri.TryCreate(arguments.Value("--server") ?? ServerDefault, UriKind.Absolute, out var server)
            && (server.Scheme == Uri.UriSchemeHttp || server.Scheme == Uri.UriSchemeHttps)
            ? (new Service(agency, actor, server, currency), null)
            : (null, $"--server must be an address such as {ServerDefault}");
    }
}
