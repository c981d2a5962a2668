using System.Net.Sockets;
using System.Text;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Tells a supervisor such as systemd how far the service is (<c>sd_notify</c>): a unit of type notify counts as started once it is told.
/// </summary>
/// <param name="socket">Where it listens, from its variable; one that begins with @ is no file. Empty: nobody is told.</param>
internal sealed class ServiceNotice(string socket)
{
    public const string Variable = "NOTIFY_SOCKET";

    private const char NoFile = '@';

    /// <exception cref="StartRefusedException">The supervisor cannot be told.</exception>
    public void Ready()
    {
        try
        {
            Send("READY=1");
        }
        catch (SocketException failure)
        {
            throw new StartRefusedException(
                $"{Variable} {socket} cannot be told that the service has started: {failure.Message}.", failure);
        }
    }

    /// <summary>A supervisor that is gone by now need not know.</summary>
    public void Stopping()
    {
        try
        {
            Send("STOPPING=1");
        }
        catch (SocketException)
        {
            // The stop goes on.
        }
    }

    private void Send(string state)
    {
        if (socket.Length == 0)
        {
            return;
        }

        using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        sender.SendTo(Encoding.ASCII.GetBytes(state), new UnixDomainSocketEndPoint(socket[0] == NoFile ? $"\0{socket[1..]}" : socket));
    }
}
