using System.Globalization;

namespace BudgetCoaching.Storage.EventStoreDb;

/// <summary>Where a node listens: a name or an IP address (IPv6 without brackets) and a port.</summary>
public readonly record struct NodeAddress(string Host, int Port)
{
    public const int DefaultPort = 2113;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
