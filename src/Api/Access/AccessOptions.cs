using BudgetCoaching.Api.Hosting;

namespace BudgetCoaching.Api.Access;

/// <summary>Which of an agency's households a consultant sees.</summary>
internal enum ConsultantScope
{
    /// <summary>Those assigned to the consultant.</summary>
    Own = 0,

    /// <summary>Those of everybody in the same team too.</summary>
    Team = 1,

    /// <summary>All.</summary>
    Agency = 2,
}

/// <summary>How callers are verified, and what bounds each of them; <c>BudgetCoaching:Access</c> and <c>:Limits</c>.</summary>
internal sealed class AccessOptions
{
    private const int PerSecondMax = 1_000_000;

    /// <summary>Who issues the tokens; with metadata it may be left to the document. Empty: no tokens.</summary>
    public string Issuer { get; private init; } = "";

    /// <summary>Whom the tokens must be meant for. Required with either source of keys.</summary>
    public string Audience { get; private init; } = "";

    /// <summary>Address of the issuer's OpenID Connect metadata document. Empty: keys come from a file, or there are no tokens.</summary>
    public string MetadataAddress { get; private init; } = "";

    /// <summary>A JSON Web Key Set with the issuer's public keys; read again when it changed. Empty: none.</summary>
    public string KeysFile { get; private init; } = "";

    /// <summary><c>sub</c>.</summary>
    public string ActorClaim { get; private init; } = "";

    /// <summary><c>roles</c>.</summary>
    public string RoleClaim { get; private init; } = "";

    /// <summary><c>agency</c>.</summary>
    public string AgencyClaim { get; private init; } = "";

    /// <summary>Whether API keys are accepted. False.</summary>
    public bool ApiKeys { get; private init; }

    /// <summary>The agency of the first administrator's key, which is made when there is no key at all. Empty: none is made.</summary>
    public string FirstAgency { get; private init; } = "";

    /// <summary>Own: nobody sees more than they must.</summary>
    public ConsultantScope ConsultantsSee { get; private init; }

    /// <summary>Whether a consultant who does not see all sees those that nobody looks after yet. True: somebody must take them.</summary>
    public bool ConsultantsSeeUnassigned { get; private init; }

    /// <summary>A line a team: the ids of its members. Empty: there are no teams.</summary>
    public string TeamsFile { get; private init; } = "";

    /// <summary>Calls that a verified caller may begin each second, over time; twice as many at once. 0: any number. 500.</summary>
    public int CallsPerSecond { get; private init; }

    /// <summary>Calls of a verified caller that may be under way. 0: any number. 64.</summary>
    public int CallsAtOnce { get; private init; }

    /// <summary>Bytes of one request of a verified caller. 0: the server's limit alone. 1 MiB.</summary>
    public int RequestBytes { get; private init; }

    public bool HasTokens => MetadataAddress.Length > 0 || KeysFile.Length > 0;

    public static AccessOptions Read(SettingReader settings) => new()
    {
        Issuer = settings.Text($"Access:{nameof(Issuer)}", ""),
        Audience = settings.Text($"Access:{nameof(Audience)}", ""),
        MetadataAddress = settings.Text($"Access:{nameof(MetadataAddress)}", ""),
        KeysFile = settings.Text($"Access:{nameof(KeysFile)}", ""),
        ActorClaim = settings.Text($"Access:{nameof(ActorClaim)}", "sub"),
        RoleClaim = settings.Text($"Access:{nameof(RoleClaim)}", "roles"),
        AgencyClaim = settings.Text($"Access:{nameof(AgencyClaim)}", "agency"),
        ApiKeys = settings.Flag($"Access:{nameof(ApiKeys)}", absent: false),
        FirstAgency = settings.Text($"Access:{nameof(FirstAgency)}", ""),
        ConsultantsSee = settings.Choice($"Access:{nameof(ConsultantsSee)}", ConsultantScope.Own),
        ConsultantsSeeUnassigned = settings.Flag($"Access:{nameof(ConsultantsSeeUnassigned)}", absent: true),
        TeamsFile = settings.Text($"Access:{nameof(TeamsFile)}", ""),
        CallsPerSecond = settings.Number($"Limits:{nameof(CallsPerSecond)}", 500),
        CallsAtOnce = settings.Number($"Limits:{nameof(CallsAtOnce)}", 64),
        RequestBytes = settings.Number($"Limits:{nameof(RequestBytes)}", 1024 * 1024),
    };

    public IEnumerable<string> Faults()
    {
        if (MetadataAddress.Length > 0 && KeysFile.Length > 0)
        {
            yield return Fault("MetadataAddress and Access:KeysFile exclude each other.");
        }

        if (HasTokens && Audience.Length == 0)
        {
            yield return Fault("Audience is required with tokens: a token meant for another service must not open this one.");
        }

        if (KeysFile.Length > 0 && Issuer.Length == 0)
        {
            yield return Fault("Issuer is required with a file of keys.");
        }

        if (!HasTokens && (Issuer.Length > 0 || Audience.Length > 0))
        {
            yield return Fault(
                "Issuer and Access:Audience need Access:MetadataAddress or Access:KeysFile: no token is believed without keys.");
        }

        if (ActorClaim.Length == 0 || RoleClaim.Length == 0 || AgencyClaim.Length == 0)
        {
            yield return Fault("ActorClaim, Access:RoleClaim and Access:AgencyClaim must not be empty.");
        }

        if (MetadataAddress.Length > 0 && !IsSafe(MetadataAddress))
        {
            yield return Fault("MetadataAddress must begin with https://; http:// only for this machine itself.");
        }

        if (FirstAgency.Length > 0 && !Domain.Slug.IsValid(FirstAgency))
        {
            yield return Fault("FirstAgency must be 1 to 64 of a-z 0-9 - _ .");
        }

        if (FirstAgency.Length > 0 && !ApiKeys)
        {
            yield return Fault("FirstAgency needs Access:ApiKeys: the key that it makes would open nothing.");
        }

        if (ConsultantsSee == ConsultantScope.Team && TeamsFile.Length == 0)
        {
            yield return Fault("TeamsFile is required where consultants see their team's households.");
        }

        foreach (var (name, value) in new[]
                 {
                     (nameof(CallsPerSecond), CallsPerSecond), (nameof(CallsAtOnce), CallsAtOnce), (nameof(RequestBytes), RequestBytes),
                 })
        {
            if (value < 0 || (name != nameof(RequestBytes) && value > PerSecondMax))
            {
                yield return $"{ApiOptions.Section}:Limits:{name} must be 0 (no limit) or more, and a sensible number.";
            }
        }
    }

    private static string Fault(string what) => $"{ApiOptions.Section}:Access:{what}";

    private static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
