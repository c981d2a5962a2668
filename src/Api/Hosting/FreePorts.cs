using System.Net;
using System.Net.Sockets;

namespace BudgetCoaching.Api.Hosting;

/// <summary>Tries the addresses before Kestrel does, whose own failure is a stack of exceptions that names no setting.</summary>
internal static class FreePorts
{
    /// <exception cref="StartRefusedException">One cannot be listened on.</exception>
    public static void Require(ApiOptions options)
    {
        Require(nameof(ApiOptions.Grpc), options.Grpc);
        Require(nameof(ApiOptions.Web), options.Web);
    }

    private static void Require(string name, Endpoint endpoint)
    {
        var place = new IPEndPoint(IPAddress.Parse(endpoint.Address), endpoint.Port);
        try
        {
            using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(place);
            socket.Listen();
        }
        catch (SocketException refused)
        {
            throw new StartRefusedException(
                $"Cannot listen on {place} ({ApiOptions.Section}:{name}:{nameof(Endpoint.Port)}): {refused.Message}.", refused);
        }
    }
}
