using System.Net.Sockets;
using System.Text;
using BudgetCoaching.Api.Hosting;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>By the protocol of systemd's <c>sd_notify</c>: datagrams on the socket that a variable names.</summary>
public sealed class The_supervisor_is_told : IDisposable
{
    private const int WordMax = 64;

    private static readonly TimeSpan WordWait = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budget-coaching-");
    private readonly Socket supervisor = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private string Address => Path.Combine(folder.FullName, "notify");

    public void Dispose()
    {
        supervisor.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task When_it_has_started_and_when_it_stops()
    {
        supervisor.Bind(new UnixDomainSocketEndPoint(Address));
        var service = new RunningService { IsDemo = false, Environment = new() { ["NOTIFY_SOCKET"] = Address } };

        await service.StartAsync();
        (await NextAsync()).Should().Be("READY=1");
        await service.DisposeAsync();
        (await NextAsync()).Should().Be("STOPPING=1");
    }

    [Fact]
    public async Task A_socket_that_is_no_file_is_told_too()
    {
        var name = $"budget-coaching-{Guid.NewGuid():N}";
        supervisor.Bind(new UnixDomainSocketEndPoint($"\0{name}"));

        new ServiceNotice($"@{name}").Ready();

        (await NextAsync()).Should().Be("READY=1");
    }

    [Fact]
    public void One_that_cannot_be_told_ends_the_start_with_a_sentence()
    {
        var start = () => new ServiceNotice(Address).Ready();

        start.Should().Throw<StartRefusedException>()
            .WithMessage($"NOTIFY_SOCKET {Address} cannot be told that the service has started: *.");
    }

    private async Task<string> NextAsync()
    {
        using var limit = new CancellationTokenSource(WordWait);
        var word = new byte[WordMax];
        return Encoding.ASCII.GetString(word, 0, await supervisor.ReceiveAsync(word.AsMemory(), limit.Token));
    }
}
