using System.Globalization;

namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>
/// A connection string read as the server's own clients read it. No fault repeats what might be part of a password, so neither does a
/// fault of the user or the password, nor one of a host when an <c>@</c> was meant to stand elsewhere.
/// </summary>
internal sealed class ConnectionString
{
    private const int MillisecondsMax = 24 * 60 * 60 * 1_000;
    private const int PingMillisecondsMin = 1_000;

    private static readonly string[] Names = ["esdb", "kurrentdb", "kurrent"];

    private readonly List<string> faults = [];
    private readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
    private EventStoreDbOptions options = new() { Hosts = [] };

    public ConnectionString(string text)
    {
        Read(text);
        Options = faults.Count == 0 ? options : null;
    }

    /// <summary>Null when there are faults.</summary>
    public EventStoreDbOptions? Options { get; }

    public IReadOnlyList<string> Faults => faults;

    private void Read(string text)
    {
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        var name = scheme.EndsWith("+discover", StringComparison.Ordinal) ? scheme[..^"+discover".Length] : scheme;
        if (!Names.Contains(name, StringComparer.Ordinal))
        {
            faults.Add("It begins with esdb:// or esdb+discover:// (or kurrentdb).");
            return;
        }

        options = options with { Discover = name.Length < scheme.Length };
        var rest = text[(colon + "://".Length)..];
        var end = rest.AsSpan().IndexOfAny('/', '?');
        var (authority, query) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        if (query.Contains('@', StringComparison.Ordinal))
        {
            faults.Add("An @ stands behind the hosts: write it as %40, and / and ? of a password as %2F and %3F.");
            return;
        }

        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            ReadUser(authority[..at]);
        }

        options = options with { Hosts = [.. authority[(at + 1)..].Split(',').Select(ReadHost)] };
        ReadOptions(query);
        ReadFiles();
    }

    private void ReadUser(string user)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == user.Length - 1)
        {
            faults.Add("Before the @ stands user:password, neither of them empty.");
            return;
        }

        options = options with { User = Uri.UnescapeDataString(user[..colon]), Password = Uri.UnescapeDataString(user[(colon + 1)..]) };
        if (options.User.Contains(':', StringComparison.Ordinal))
        {
            faults.Add("A user's name holds no colon.");
        }
    }

    private NodeAddress ReadHost(string text)
    {
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', bracket + 1);
        var host = colon < 0 ? text : text[..colon];
        var port = NodeAddress.DefaultPort;
        if (colon >= 0 && (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            || port is 0 or > ushort.MaxValue))
        {
            faults.Add($"'{text[(colon + 1)..]}' is no port: 1 to 65535.");
        }

        host = host.Trim('[', ']');
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            faults.Add(host.Length == 0 ? "A host is missing." : $"'{host}' is no host.");
        }

        return new NodeAddress(host, port);
    }

    private void ReadOptions(string query)
    {
        var from = query.IndexOf('?', StringComparison.Ordinal);
        if (query.AsSpan(0, from < 0 ? query.Length : from).Trim('/').Length > 0)
        {
            faults.Add("Behind the hosts stands nothing but ?name=value&name=value.");
        }

        if (from < 0)
        {
            return;
        }

        foreach (var pair in query[(from + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            if (equals < 0)
            {
                faults.Add($"'{name}' has no value: write {name}=value.");
            }
            else if (!seen.Add(name))
            {
                faults.Add($"'{name}' is given twice.");
            }
            else
            {
                ReadOption(name, Uri.UnescapeDataString(pair[(equals + 1)..]));
            }
        }
    }

    private void ReadOption(string name, string value)
    {
        options = name.ToLowerInvariant() switch
        {
            "tls" => options with { Tls = Flag(name, value) },
            "tlsverifycert" => options with { TlsVerifyCert = Flag(name, value) },
            "tlscafile" => options with { TlsCaFile = value },
            "usercertfile" => options with { UserCertFile = value },
            "userkeyfile" => options with { UserKeyFile = value },
            "connectionname" => options with { ConnectionName = Printable(name, value) },
            "maxdiscoverattempts" =>
                options with { MaxDiscoverAttempts = Number(name, value, 1, EventStoreDbOptions.MaxDiscoverAttemptsBound) },
            "discoveryinterval" => options with { DiscoveryInterval = Milliseconds(name, value, 0) },
            "gossiptimeout" => options with { GossipTimeout = Milliseconds(name, value, 1) },
            "nodepreference" => options with { NodePreference = Preference(name, value) },
            "defaultdeadline" => options with { DefaultDeadline = Milliseconds(name, value, 1) },
            "keepaliveinterval" => options with { KeepAliveInterval = Ping(name, value) },
            "keepalivetimeout" => options with { KeepAliveTimeout = Ping(name, value) },
            "throwonappendfailure" => WithoutEffect(name, value),
            _ => Unknown(name),
        };
    }

    private EventStoreDbOptions Unknown(string name)
    {
        faults.Add($"'{name}' is no option.");
        return options;
    }

    /// <summary>A conflict is a value here, whatever is asked.</summary>
    private EventStoreDbOptions WithoutEffect(string name, string value)
    {
        Flag(name, value);
        return options;
    }

    private bool Flag(string name, string value)
    {
        if (!bool.TryParse(value, out var flag))
        {
            faults.Add($"{name} is true or false, not '{value}'.");
        }

        return flag;
    }

    private NodePreference Preference(string name, string value)
    {
        if (!Enum.GetNames<NodePreference>().Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add($"{name} is leader, follower, random or readOnlyReplica, not '{value}'.");
            return default;
        }

        return Enum.Parse<NodePreference>(value, ignoreCase: true);
    }

    /// <summary>It travels in a header.</summary>
    private string Printable(string name, string value)
    {
        if (value.Length == 0 || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            faults.Add($"{name} is printable ASCII.");
        }

        return value;
    }

    private TimeSpan Ping(string name, string value) =>
        value == "-1" ? Timeout.InfiniteTimeSpan : Milliseconds(name, value, PingMillisecondsMin, ", or -1 for none");

    private TimeSpan Milliseconds(string name, string value, int least, string besides = "") =>
        TimeSpan.FromMilliseconds(Number(name, value, least, MillisecondsMax, " milliseconds" + besides));

    private int Number(string name, string value, int least, int most, string unit = "")
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {least} to {most}{unit}, not '{value}'."));
        }

        return number;
    }

    private void ReadFiles()
    {
        Exists("tlsCaFile", options.TlsCaFile);
        Exists("userCertFile", options.UserCertFile);
        Exists("userKeyFile", options.UserKeyFile);
        if ((options.UserCertFile is null) != (options.UserKeyFile is null))
        {
            faults.Add("userCertFile and userKeyFile go together.");
        }
    }

    private void Exists(string name, string? path)
    {
        if (path is not null && !File.Exists(path))
        {
            faults.Add($"{name}: there is no file '{path}'.");
        }
    }
}
