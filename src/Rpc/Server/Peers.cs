using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Rpc.Server;

internal static class Peers
{
    private const string CommonName = "x509_common_name";
    private const string TransportKind = "transport_security_type";

    public static string Address(ConnectionInfo connection)
    {
        var (address, port) = (connection.RemoteIpAddress, connection.RemotePort);
        return address switch
        {
            null => "unix:",
            { AddressFamily: AddressFamily.InterNetwork } => Text("ipv4:{0}:{1}", address, port),
            { IsIPv4MappedToIPv6: true } => Text("ipv4:{0}:{1}", address.MapToIPv4(), port),
            _ => Text("ipv6:[{0}]:{1}", address, port),
        };
    }

    public static AuthContext Authentication(X509Certificate2? certificate)
    {
        if (certificate is null)
        {
            return new AuthContext(null, []);
        }

        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return new AuthContext(CommonName, new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal)
        {
            [TransportKind] = [AuthProperty.Create(TransportKind, "ssl"u8.ToArray())],
            [CommonName] = [AuthProperty.Create(CommonName, Encoding.UTF8.GetBytes(name))],
        });
    }

    private static string Text(string format, IPAddress address, int port) =>
        string.Format(CultureInfo.InvariantCulture, format, address, port);
}
