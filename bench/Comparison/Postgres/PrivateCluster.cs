using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BudgetCoaching.Bench.Postgres;

/// <summary>A PostgreSQL of its own in a temporary folder, durable and with much memory; gone when disposed.</summary>
internal sealed class PrivateCluster : IAsyncDisposable
{
    private const string Unprivileged = "postgres";

    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder;
    private readonly Process server;

    private PrivateCluster(DirectoryInfo folder, Process server, int port)
    {
        this.folder = folder;
        this.server = server;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Null where PostgreSQL is not installed.</summary>
    public static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Order(StringComparer.Ordinal).Reverse() : [];
        return versions.Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    /// <param name="programs">Where <c>initdb</c> and <c>postgres</c> are.</param>
    /// <param name="preload">A library that the server is started with; null for none.</param>
    public static async Task<PrivateCluster> StartAsync(string programs, string? preload)
    {
        var home = Directory.CreateTempSubdirectory("bc-postgres-");
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", Unprivileged, home.FullName);
        }

        await RunAsync(
            [.. AsUnprivileged(), Path.Combine(programs, "initdb"), "-D", home.FullName, "-A", "trust", "-U", "bench", "--no-sync"]);
        var port = FreePort();
        var settings = new[]
        {
            "listen_addresses=127.0.0.1", $"unix_socket_directories={home.FullName}", "fsync=on", "synchronous_commit=on",
            "full_page_writes=on", "wal_sync_method=fdatasync", "shared_buffers=2GB", "max_wal_size=8GB", "max_connections=200",
        };
        var started = Start(preload, [
            .. AsUnprivileged(), Path.Combine(programs, "postgres"), "-D", home.FullName, "-p",
            port.ToString(CultureInfo.InvariantCulture), .. settings.SelectMany(setting => new[] { "-c", setting }),
        ]);
        var cluster = new PrivateCluster(home, started, port);
        await cluster.AnswersAsync();
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        // SIGINT is PostgreSQL's fast stop.
        await RunAsync("kill", "-INT", server.Id.ToString(CultureInfo.InvariantCulture));
        await server.WaitForExitAsync();
        server.Dispose();
        folder.Delete(recursive: true);
    }

    private static string[] AsUnprivileged() => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={Unprivileged}", $"--regid={Unprivileged}", "--clear-groups"]
        : [];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnswersAsync()
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (started.Elapsed < StartMax && !server.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    private static async Task RunAsync(params string[] words)
    {
        using var process = Start(preload: null, words);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}.");
        }
    }

    private static Process Start(string? preload, string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/",
        };
        if (preload is not null)
        {
            start.Environment["LD_PRELOAD"] = preload;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
