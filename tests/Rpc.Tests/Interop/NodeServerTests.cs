using System.Diagnostics;
using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Tests.Interop;

/// <summary>The interoperability cases, with this library as the client and grpc-js as the server.</summary>
public sealed class NodeServerTests(NodeServerTests.Servers servers) : IClassFixture<NodeServerTests.Servers>
{
    [Theory]
    [MemberData(nameof(InteropCases.Names), MemberType = typeof(InteropCases))]
    public Task Without_tls(string name) => servers.Plain.RunAsync(name);

    [Theory]
    [MemberData(nameof(InteropCases.Names), MemberType = typeof(InteropCases))]
    public Task Over_tls(string name) => servers.Secure.RunAsync(name);

    public sealed class Servers : IAsyncLifetime
    {
        private readonly TestCertificate certificate = new("localhost");
        private readonly List<Process> processes = [];
        private readonly List<GrpcChannel> channels = [];

        public InteropCases Plain { get; private set; } = null!;

        public InteropCases Secure { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Plain = await StartAsync("http", new SocketsHttpHandler());
            Secure = await StartAsync("https", certificate.NewHandler(), certificate.Folder.FullName);
        }

        public async Task DisposeAsync()
        {
            channels.ForEach(channel => channel.Dispose());
            foreach (var process in processes)
            {
                process.StandardInput.Close();
                using var bound = new CancellationTokenSource(EchoState.Bound);
                await process.WaitForExitAsync(bound.Token);
                process.Dispose();
            }

            certificate.Dispose();
        }

        private async Task<InteropCases> StartAsync(string scheme, SocketsHttpHandler handler, params string[] arguments)
        {
            var process = await Foreign.StartAsync("interop-server.mjs", arguments);
            processes.Add(process);
            var port = await process.StandardOutput.ReadLineAsync().WaitAsync(EchoState.Bound);
            var gzip = new CountingGzip();
            var channel = GrpcChannel.ForAddress(
                $"{scheme}://127.0.0.1:{port}",
                new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, CompressionProviders = [gzip] });
            channels.Add(channel);
            return new InteropCases(channel, gzip, compresses: false);
        }
    }
}
